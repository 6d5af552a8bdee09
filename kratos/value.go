package kratos

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Value is the value of an input as the text a form posts: a string as it is, booleans as "true" and "false", numbers
// without an exponent, null as "".
type Value string

// UnmarshalJSONFrom accepts any JSON value, since Kratos sends strings, booleans and numbers alike.
func (v *Value) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() == '"' {
		token, err := d.ReadToken()
		if err == nil {
			*v = Value(token.String())
		}
		return err
	}
	raw, err := d.ReadValue()
	if err != nil {
		return err
	}
	*v, err = valueOf(raw)
	return err
}

// valueOf is the value that anything but a string stands for. It fails when a number is out of range.
func valueOf(raw jsontext.Value) (Value, error) {
	literal := string(raw)
	switch {
	case raw.Kind() == 'n':
		return "", nil
	case raw.Kind() == '0' && strings.ContainsAny(literal, "eE"):
		f, err := strconv.ParseFloat(literal, 64)
		if err != nil {
			return "", fmt.Errorf("value: %w", err)
		}
		return Value(strconv.FormatFloat(f, 'f', -1, 64)), nil
	}
	return Value(literal), nil
}
