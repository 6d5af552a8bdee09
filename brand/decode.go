package brand

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
)

// document is the structure of brand.json: the brand, with its links in an object of their own.
type document struct {
	Schema string `json:"$schema,omitempty"`
	Brand
	Links links `json:"links,omitzero"`
}

type links struct {
	Home    Text `json:"home,omitempty"`
	Support Text `json:"support,omitempty"`
	Privacy Text `json:"privacy,omitempty"`
	Terms   Text `json:"terms,omitempty"`
	Imprint Text `json:"imprint,omitempty"`
}

// schemaURL is where editors find the schema of the file.
const schemaURL = "https://raw.githubusercontent.com/thyra-ui/thyra/main/brand/schema.json"

// JSON is the brand.json from which Load makes this brand.
func (b *Brand) JSON() ([]byte, error) {
	d := document{schemaURL, *b, links{b.HomeURL, b.SupportURL, b.PrivacyURL, b.TermsURL, b.ImprintURL}}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(d)
	return out.Bytes(), err
}

// decode reads a brand.json and reports whether it is JSON at all. encoding/json alone would stop at the first error and not
// say where it is.
func (v *validator) decode(data []byte) (Brand, bool) {
	var d document
	data, err := text(data)
	if err == nil {
		err = checkJSON(data)
	}
	if err != nil {
		v.add("", "%v", err)
		return d.Brand, false
	}
	v.value("", data, reflect.ValueOf(&d).Elem())
	b := d.Brand
	b.HomeURL, b.SupportURL, b.PrivacyURL, b.TermsURL, b.ImprintURL = d.Links.Home, d.Links.Support, d.Links.Privacy, d.Links.Terms, d.Links.Imprint
	return b, true
}

var mustBe = map[reflect.Kind]string{reflect.Bool: "must be true or false", reflect.Float64: "must be a number"}

// value decodes raw, valid JSON, into a value; key is the path to it.
func (v *validator) value(key string, raw json.RawMessage, into reflect.Value) {
	target := into.Addr().Interface()
	_, itself := target.(json.Unmarshaler)
	_, text := target.(encoding.TextUnmarshaler)
	switch kind := into.Kind(); {
	case string(raw) == "null":
		v.unreadable(key, errors.New("must not be null: leave it out"))
	case itself:
		if raw[0] == '{' {
			for range v.members(key, raw) { // collects the errors of duplicate members
			}
		}
		if err := json.Unmarshal(raw, target); err != nil {
			v.unreadable(key, err)
		}
	case kind == reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		v.value(key, raw, into.Elem())
	case kind == reflect.Struct && !text:
		v.object(key, raw, fields(into))
	case kind == reflect.Map:
		into.Set(reflect.MakeMap(into.Type()))
		for name, member := range v.members(key, raw) {
			element := reflect.New(into.Type().Elem()).Elem()
			v.value(join(key, name), member, element)
			into.SetMapIndex(reflect.ValueOf(name), element)
		}
	case kind == reflect.Slice:
		var elements []json.RawMessage
		if json.Unmarshal(raw, &elements) != nil {
			v.add(key, "must be a list: [ … ]")
		}
		into.Set(reflect.MakeSlice(into.Type(), len(elements), len(elements)))
		for i, element := range elements {
			v.value(fmt.Sprintf("%s[%d]", key, i), element, into.Index(i))
		}
	default:
		err := json.Unmarshal(raw, target)
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			err = errors.New(cmp.Or(mustBe[kind], `must be a text: "…"`))
		}
		if err != nil {
			v.unreadable(key, err)
		}
	}
}

// field is a key of an object and where its value goes.
type field struct {
	name  string
	value reflect.Value
}

// fields are the keys of a struct, including those of embedded structs.
func fields(v reflect.Value) (all []field) {
	for f, value := range v.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			all = append(all, fields(value)...)
		case name != "-":
			all = append(all, field{name, value})
		}
	}
	return all
}

func (v *validator) object(key string, raw json.RawMessage, known []field) {
	var names []string
	values := map[string]reflect.Value{}
	for _, f := range known {
		names = append(names, f.name)
		values[f.name] = f.value
	}
	for name, member := range v.members(key, raw) {
		if value, ok := values[name]; ok {
			v.value(join(key, name), member, value)
		} else {
			v.add(join(key, name), "is not known; %s", suggest(name, names))
		}
	}
}

// members yields the members of an object in the order of the file. encoding/json would keep the last of two with the same
// name.
func (v *validator) members(key string, raw json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		decoder := json.NewDecoder(bytes.NewReader(raw))
		if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
			v.add(key, "must be an object: { … }")
			return
		}
		seen := map[string]bool{}
		for decoder.More() {
			// Neither call can fail: raw is valid JSON.
			token, _ := decoder.Token()
			var member json.RawMessage
			_ = decoder.Decode(&member)
			name := token.(string)
			if seen[name] {
				v.add(join(key, name), "is there twice")
			}
			seen[name] = true
			if !yield(name, bytes.TrimSpace(member)) {
				return
			}
		}
	}
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}
