package brand

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Radius is the roundness of corners, as a length of CSS; empty for the built-in one.
type Radius string

// radii are the named lengths. The built-in one is medium.
var radii = map[string]Radius{"none": "0rem", "small": "0.25rem", "medium": "0.625rem", "large": "1rem"}

// UnmarshalJSON reads a number, in rem, or one of the names none, small, medium and large.
func (r *Radius) UnmarshalJSON(raw []byte) error {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		if *r = radii[name]; *r != "" {
			return nil
		}
	}
	if n, err := strconv.ParseFloat(string(raw), 64); err == nil && n >= 0 && n <= 4 {
		*r = Radius(strconv.FormatFloat(n, 'f', -1, 64) + "rem")
		return nil
	}
	return fmt.Errorf("%s is no radius: it must be none, small, medium, large or a number of rem from 0 to 4", raw)
}

// MarshalJSON writes the number of rem. It writes any other length, which only code can set, as it is.
func (r Radius) MarshalJSON() ([]byte, error) {
	if n, ok := r.rem(); ok {
		return json.Marshal(n)
	}
	return json.Marshal(string(r))
}

func (r Radius) rem() (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(string(r), "rem"), 64)
	return n, err == nil
}

// Weight is the weight of a font as CSS has it: "400", or the range of a variable font, "100 900".
type Weight string

// UnmarshalJSON reads a number or a range of two in a string, from 1 to 1000 each.
func (w *Weight) UnmarshalJSON(raw []byte) error {
	text := string(raw)
	_ = json.Unmarshal(raw, &text) // a number stays as it is
	bounds := strings.Fields(text)
	last := 1
	for _, bound := range bounds {
		n, err := strconv.Atoi(bound)
		if err != nil || n < last || n > 1000 || len(bounds) > 2 {
			last = 0
			break
		}
		last = n
	}
	if last == 0 || len(bounds) == 0 {
		return fmt.Errorf("%s is no weight: it must be a number from 1 to 1000, or a range such as \"100 900\"", raw)
	}
	*w = Weight(strings.Join(bounds, " "))
	return nil
}

// Text is a text or a URL by language (BCP 47 tag). The one under "" serves all languages that have none.
type Text map[string]string

// Same is one text for all languages; nil when it is empty.
func Same(text string) Text {
	if text == "" {
		return nil
	}
	return Text{"": text}
}

// UnmarshalJSON reads a string for all languages, or an object of language and string.
func (t *Text) UnmarshalJSON(raw []byte) error {
	var all string
	if json.Unmarshal(raw, &all) == nil && all != "" {
		*t = Same(all)
		return nil
	}
	var each map[string]string
	if json.Unmarshal(raw, &each) != nil || len(each) == 0 {
		return errors.New(`must be a text, or texts by language such as {"en": "Help", "de": "Hilfe"}`)
	}
	for _, tag := range slices.Sorted(maps.Keys(each)) {
		if !languageTag.MatchString(tag) || each[tag] == "" {
			return fmt.Errorf("%q: %q: each must be a language tag such as de or pt-BR, and a text", tag, each[tag])
		}
	}
	*t = each
	return nil
}

// MarshalJSON writes what UnmarshalJSON reads, without escaping HTML, since people edit the file.
func (t Text) MarshalJSON() ([]byte, error) {
	var value any = map[string]string(t)
	if all, ok := t[""]; ok && len(t) == 1 {
		value = all
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return out.Bytes(), err
}

// In is the text in a language: that of its tag, else of a less specific tag (de for de-AT), else the one for all languages,
// the English one, or any.
func (t Text) In(language string) string {
	for tag := language; tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] {
		if text, ok := t[tag]; ok {
			return text
		}
	}
	for _, tag := range [...]string{"", "en"} {
		if text, ok := t[tag]; ok {
			return text
		}
	}
	if len(t) == 0 {
		return ""
	}
	return t[slices.Min(slices.Collect(maps.Keys(t)))]
}

// each calls check with every text and its key below key, in the order of the languages.
func (t Text) each(key string, check func(key, text string)) {
	for _, language := range slices.Sorted(maps.Keys(t)) {
		check(strings.TrimSuffix(key+"."+language, "."), t[language])
	}
}

// languageTag matches what browsers send and message files are named by: language, script, region (BCP 47).
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)
