package kratos

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient has a decoder take a value of another type than it should be for what it most likely means, or else leave it out.
// It adds the names of such members to odd, each once. It fails where nothing would be left to show.
func lenient(odd *[]string) json.Options {
	return json.WithUnmarshalers(json.UnmarshalFromFunc(func(d *jsontext.Decoder, target any) error {
		value := reflect.ValueOf(target).Elem()
		if surelyFits(d.PeekKind(), value) {
			return errors.ErrUnsupported // as ever
		}
		raw, err := d.ReadValue()
		if err != nil {
			return err
		}
		at := d.StackPointer()
		switch {
		case salvage(raw, value):
		case slices.Contains(vital, at):
			return errNotFlow
		case !slices.Contains(*odd, at.LastToken()):
			*odd = append(*odd, at.LastToken())
		}
		return nil
	}))
}

// vital are the members without which a flow can't be told from anything else.
var vital = []jsontext.Pointer{"/id", "/ui", "/ui/action", "/ui/nodes", "/issued_at", "/expires_at"}

// surelyFits reports whether decoding a kind of JSON value into a Go value can't fail.
func surelyFits(kind jsontext.Kind, value reflect.Value) bool {
	switch value.Interface().(type) {
	case time.Time, Value:
		return false
	}
	switch value.Kind() {
	case reflect.String:
		return kind == '"' || kind == 'n'
	case reflect.Bool:
		return kind == 't' || kind == 'f' || kind == 'n'
	case reflect.Struct, reflect.Map:
		return kind == '{' || kind == 'n'
	case reflect.Slice:
		return kind == '[' || kind == 'n'
	case reflect.Int, reflect.Int64:
		return false
	default: // pointers, and any
		return true
	}
}

// salvage sets a value to what a JSON value means, as far as one can tell, and reports whether that is of the right type.
func salvage(raw jsontext.Value, value reflect.Value) bool {
	value.SetZero()
	text := string(raw)
	switch raw.Kind() {
	case 'n':
		return true
	case '"':
		unquoted, err := jsontext.AppendUnquote(nil, raw)
		if err != nil {
			return false
		}
		text = string(unquoted)
	}
	switch target := value.Addr().Interface().(type) {
	case *Value:
		return target.UnmarshalJSON(raw) == nil
	case *time.Time:
		var err error
		*target, err = time.Parse(time.RFC3339, text)
		return err == nil
	}
	switch scalar := raw.Kind() != '{' && raw.Kind() != '['; value.Kind() {
	case reflect.Int, reflect.Int64:
		number, err := strconv.ParseFloat(text, 64)
		value.SetInt(int64(number))
		return err == nil && raw.Kind() == '0'
	case reflect.Bool:
		on, _ := strconv.ParseBool(text) // what is no boolean is false
		value.SetBool(on)
	case reflect.String:
		if scalar {
			value.SetString(text)
		}
	}
	return false
}
