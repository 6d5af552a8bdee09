package kratos

import (
	"regexp"
	"strconv"
)

var listEntry = regexp.MustCompile(`^(traits\..+)\.(0|[1-9][0-9]{0,8})$`)

// ListOf returns the list that a node with this name may be an entry of, and the entry's index. Kratos sends one node for
// the list itself (traits.tags, without a value) and one for each entry (traits.tags.0), in any order. Forms must post the
// list's own name once for each entry; Kratos stores an empty value as an entry too.
func ListOf(name string) (list string, index int, ok bool) {
	if name == "" || name[len(name)-1] < '0' || name[len(name)-1] > '9' {
		return "", 0, false // most names; matching takes a while
	}
	match := listEntry.FindStringSubmatch(name)
	if match == nil {
		return "", 0, false
	}
	index, err := strconv.Atoi(match[2])
	return match[1], index, err == nil
}
