package locales

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // go-i18n's hash: it tells texts apart, no more
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// entry is a message as New writes it; the plural forms are beside its fields.
type entry map[string]string

// New is a message file for a language, with all keys, descriptions and no texts: those that stay empty are shown in English.
// hash tells Check later that English has changed.
func New(tag language.Tag) ([]byte, error) {
	english, _, err := read(Files(), englishFile)
	if err != nil {
		return nil, err
	}
	descriptions, err := Describe()
	if err != nil {
		return nil, err
	}
	traits, err := traitKeys()
	if err != nil {
		return nil, err
	}
	file := map[string]entry{}
	for _, m := range english {
		about := fmt.Sprintf("%s English: %s", descriptions.Of(m.ID, m.Other), m.Other)
		e := entry{"description": about, "hash": hash(m), "other": ""}
		if len(forms(m)) > 1 {
			for form := range numbersOf(tag) {
				e[form] = ""
			}
		}
		file[m.ID] = e
	}
	for _, key := range traits {
		name := strings.TrimPrefix(key, "trait.")
		file[key] = entry{"description": fmt.Sprintf("Label of the field for the trait %s. May stay empty: the operator's own label is shown then.", name), "other": ""}
	}
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(file)
	return data.Bytes(), err
}

// traitKeys are the keys of the traits that any language of Files names.
func traitKeys() ([]string, error) {
	names, err := fs.Glob(Files(), "active.*.json")
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	found := map[string]bool{}
	for _, name := range names {
		messages, _, err := read(Files(), name)
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			if strings.HasPrefix(m.ID, "trait.") {
				found[m.ID] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// hash is that of goi18n merge: of the English text that a translation is of.
func hash(english *i18n.Message) string {
	return fmt.Sprintf("sha1-%x", sha1.Sum([]byte(english.Description+english.Other))) //nolint:gosec // see the import
}
