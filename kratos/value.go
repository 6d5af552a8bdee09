package kratos

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Value is the value of an input as the text a form posts: a string as it is, booleans as "true" and "false", numbers
// without an exponent, null as "".
type Value string

// UnmarshalJSON accepts any JSON value, since Kratos sends strings, booleans and numbers alike.
func (v *Value) UnmarshalJSON(data []byte) error {
	literal := string(data)
	switch {
	case literal == "null":
		*v = ""
	case literal[0] == '"':
		var s string
		if err := json.Unmarshal(data, &s, jsontext.AllowInvalidUTF8(true)); err != nil {
			return fmt.Errorf("value: %w", err)
		}
		*v = Value(s)
	case strings.ContainsAny(literal, "eE") && literal[0] != 't' && literal[0] != 'f' && literal[0] != '{' && literal[0] != '[':
		f, err := strconv.ParseFloat(literal, 64)
		if err != nil {
			return fmt.Errorf("value: %w", err)
		}
		*v = Value(strconv.FormatFloat(f, 'f', -1, 64))
	default:
		*v = Value(literal)
	}
	return nil
}
