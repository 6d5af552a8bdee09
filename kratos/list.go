package kratos

import (
	"regexp"
	"strconv"
)

var listEntry = regexp.MustCompile(`^(traits\..+)\.(0|[1-9][0-9]{0,8})$`)

// ListOf tells the list that a node's name could be an entry of, and which. Kratos sends a node for a list as a whole (traits.tags,
// without a value) and one for each entry (traits.tags.0), in no order. It reads only the whole's name, once for each entry, and
// takes an empty one for an entry too.
func ListOf(name string) (list string, index int, ok bool) {
	match := listEntry.FindStringSubmatch(name)
	if match == nil {
		return "", 0, false
	}
	index, err := strconv.Atoi(match[2])
	return match[1], index, err == nil
}
