package kratos

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// decode reads a document into a value. It is lenient: a duplicate key, invalid UTF-8 or a member of an unexpected type must not
// cost the visitor the page. The names of such members are odd.
func decode[T any](body []byte, value T) (read T, odd []string, err error) {
	options := json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err := json.Unmarshal(body, &value, options); err == nil {
		return value, nil, nil
	}
	// Checking each value takes several times as long, so it is done only when something has an unexpected type.
	err = json.Unmarshal(body, &read, options, lenient(&odd))
	return read, odd, err
}

// lenient makes a decoder convert values of an unexpected type, or leave them out. It adds the names of such members to odd,
// each once. Decoding fails when a vital member is one of them.
func lenient(odd *[]string) json.Options {
	return json.WithUnmarshalers(json.UnmarshalFromFunc(func(d *jsontext.Decoder, target any) error {
		value := reflect.ValueOf(target).Elem()
		if fits(d.PeekKind(), value) {
			return errors.ErrUnsupported // decode as usual
		}
		raw, err := d.ReadValue()
		if err != nil {
			return err
		}
		at := d.StackPointer()
		switch {
		case convert(raw, value):
		case slices.Contains(vital, at):
			return errNotFlow
		case !slices.Contains(*odd, at.LastToken()):
			*odd = append(*odd, at.LastToken())
		}
		return nil
	}))
}

// vital are the members without which a document is not a flow, and what every document is as a whole.
var vital = []jsontext.Pointer{"", "/id", "/ui", "/ui/action", "/ui/nodes", "/issued_at", "/expires_at"}

// fitting are the kinds of JSON values that always decode into a kind of Go value. Kinds that are not listed, such as
// pointers and interfaces, take every value.
var fitting = map[reflect.Kind]string{
	reflect.String: `"n`, reflect.Bool: "tfn", reflect.Struct: "{n", reflect.Map: "{n", reflect.Slice: "[n", reflect.Int: "", reflect.Int64: "",
}

func fits(kind jsontext.Kind, value reflect.Value) bool {
	switch value.Interface().(type) {
	case time.Time, Value:
		return false
	}
	kinds, listed := fitting[value.Kind()]
	return !listed || strings.ContainsRune(kinds, rune(kind))
}

// convert sets a Go value from a JSON value as well as it can, and reports whether the JSON value was of an expected type.
func convert(raw jsontext.Value, value reflect.Value) bool {
	value.SetZero()
	if raw.Kind() == 'n' {
		return true
	}
	text, err := string(raw), error(nil)
	if raw.Kind() == '"' {
		var unquoted []byte
		unquoted, err = jsontext.AppendUnquote(nil, raw)
		text = string(unquoted)
	}
	switch target := value.Addr().Interface().(type) {
	case *Value:
		if raw.Kind() == '"' {
			*target = Value(text)
			return true
		}
		*target, err = valueOf(raw)
		return err == nil
	case *time.Time:
		*target, err = time.Parse(time.RFC3339, text)
		return err == nil
	}
	switch {
	case err != nil || raw.Kind() == '{' || raw.Kind() == '[':
	case value.CanInt():
		number, err := strconv.ParseFloat(text, 64)
		value.SetInt(int64(number))
		return err == nil && raw.Kind() == '0'
	case value.Kind() == reflect.Bool:
		on, _ := strconv.ParseBool(text) // false for anything else
		value.SetBool(on)
	case value.Kind() == reflect.String:
		value.SetString(text)
	}
	return false
}
