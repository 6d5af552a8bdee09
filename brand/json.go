package brand

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is a file without the byte order mark that some editors write. A zero byte shows that a file is UTF-16.
func text(data []byte) ([]byte, error) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, errors.New("is not UTF-8; save it as UTF-8")
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// checkJSON says in which line a file stops being JSON and, for common errors, what to do.
func checkJSON(data []byte) error {
	var wrong *json.SyntaxError
	if err := json.Unmarshal(data, new(any)); !errors.As(err, &wrong) {
		return nil // what else could be wrong with any value?
	}
	at := int(wrong.Offset)
	if wrong.Error() == "unexpected end of JSON input" {
		if len(bytes.TrimSpace(data)) == 0 {
			return inLine(data, "is empty")
		}
		return inLine(data, `ends too early: a ", ] or } is missing`)
	}
	at-- // The offset is that of the byte after the one that is wrong.
	before := bytes.TrimRight(data[:at], " \t\r\n")
	follows := func(ends string) bool { return len(before) > 0 && strings.IndexByte(ends, before[len(before)-1]) >= 0 }
	switch r, _ := utf8.DecodeRune(data[at:]); {
	case strings.Contains(wrong.Error(), "escape"):
		return inLine(data[:at], `a backslash within a text is \\`)
	case strings.ContainsRune("}]", r) && follows(","):
		return inLine(before, "a comma too many: none stands before %c", r)
	case strings.ContainsRune("/#", r):
		return inLine(data[:at], "JSON has no comments: leave them out")
	case unicode.In(r, unicode.Pi, unicode.Pf, unicode.Ps) && r > unicode.MaxASCII || strings.ContainsRune("'`", r):
		return inLine(data[:at], `%c is no quote of JSON: use the straight "`, r)
	case r == '\n' || r == '\r':
		return inLine(data[:at], `a text ends in the line where it begins: is its last " missing?`)
	case strings.ContainsRune(`"{[`, r) && follows(`"}]0123456789el`) && !strings.Contains(wrong.Error(), "top-level"):
		return inLine(before, "a comma is missing, or a colon after a key")
	case unicode.IsLetter(r):
		return inLine(data[:at], `every key and text stands in quotes "…", and a quote within one is \"`)
	}
	return inLine(data[:at], "%w", wrong)
}

// inLine is an error in the line where part, the beginning of a file, ends.
func inLine(part []byte, format string, args ...any) error {
	return fmt.Errorf("line %d: "+format, append([]any{1 + bytes.Count(part, []byte("\n"))}, args...)...)
}
