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

// fitting are the kinds of JSON values that decoding into a kind of Go value can't fail at. Kinds that are not listed, pointers
// and any, take all.
var fitting = map[reflect.Kind]string{
	reflect.String: `"n`, reflect.Bool: "tfn", reflect.Struct: "{n", reflect.Map: "{n", reflect.Slice: "[n", reflect.Int: "", reflect.Int64: "",
}

func surelyFits(kind jsontext.Kind, value reflect.Value) bool {
	switch value.Interface().(type) {
	case time.Time, Value:
		return false
	}
	kinds, listed := fitting[value.Kind()]
	return !listed || strings.ContainsRune(kinds, rune(kind))
}

// salvage sets a value to what a JSON value means, as far as one can tell, and reports whether that is of the right type.
func salvage(raw jsontext.Value, value reflect.Value) bool {
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
		return target.UnmarshalJSON(raw) == nil
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
		on, _ := strconv.ParseBool(text) // what is no boolean is false
		value.SetBool(on)
	case value.Kind() == reflect.String:
		value.SetString(text)
	}
	return false
}
