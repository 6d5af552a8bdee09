// Command cldr takes from Unicode's CLDR how each language writes dates, times and lists: locales/cldr.json. It owns that
// choice of CLDR's data and does not know what the texts are used for.
//
//	go run ./locales/cldr DIR locales/cldr.json
//
// DIR holds the npm packages cldr-dates-full and cldr-misc-full, each in a folder of its name.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"unicode"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: cldr DIR FILE")
	}
	formats, err := readFormats(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(formats); err != nil {
		return err
	}
	return os.WriteFile(args[1], data.Bytes(), 0o644) //nolint:gosec // a file of the repository
}

// format is what the server knows of a language: locales reads it.
type format struct {
	// DateTime is the pattern of a date with its time, by the letters of UTS 35: d, M, y and so on, other text in quotes.
	DateTime string `json:"dateTime"`
	// Months are the names of the months as they stand in a date.
	Months []string `json:"months"`
	// Era is the name of the era that begins with the year 1, where dates of the language name it (G).
	Era string `json:"era,omitempty"`
	// List separates the entries of a list.
	List string `json:"list"`
}

// readFormats reads the languages of CLDR, without those of a region.
func readFormats(packages fs.FS) (map[string]format, error) {
	const dates = "cldr-dates-full/main"
	entries, err := fs.ReadDir(packages, dates)
	if err != nil {
		return nil, err
	}
	formats := map[string]format{}
	for _, entry := range entries {
		tag := entry.Name()
		if ofRegion(tag) {
			continue
		}
		f, err := readFormat(packages, tag)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tag, err)
		}
		if f.Months[0] != "M01" { // CLDR has no names
			formats[tag] = f
		}
	}
	return formats, nil
}

// ofRegion reports whether a tag has more than a language and a script.
func ofRegion(tag string) bool {
	for _, part := range strings.Split(tag, "-")[1:] {
		if len(part) != len("Latn") {
			return true
		}
	}
	return false
}

// gregorian are the names of CLDR's calendar.
type gregorian struct {
	Months struct {
		Format struct {
			Wide map[string]string `json:"wide"`
		} `json:"format"`
	} `json:"months"`
	Eras struct {
		Abbreviated map[string]string `json:"eraAbbr"`
	} `json:"eras"`
	DateFormats struct {
		Long pattern `json:"long"`
	} `json:"dateFormats"`
	DateTimeFormats struct {
		Available map[string]any `json:"availableFormats"`
	} `json:"dateTimeFormats"`
	AtTime struct {
		Standard struct {
			Long string `json:"long"`
		} `json:"standard"`
	} `json:"dateTimeFormats-atTime"`
}

// pattern is a pattern of CLDR, which stands in an object where it has digits of its own.
type pattern string

// UnmarshalJSON reads either form.
func (p *pattern) UnmarshalJSON(data []byte) error {
	var object struct {
		Value string `json:"_value"`
	}
	if err := json.Unmarshal(data, (*string)(p)); err == nil {
		return nil
	}
	err := json.Unmarshal(data, &object)
	*p = pattern(object.Value)
	return err
}

// hoursWithZone is CLDR's name for hours from 0 to 23, minutes and a time zone.
const hoursWithZone = "Hmv"

func readFormat(packages fs.FS, tag string) (format, error) {
	var dates struct {
		Dates struct {
			Calendars struct {
				Gregorian gregorian `json:"gregorian"`
			} `json:"calendars"`
		} `json:"dates"`
	}
	if err := readMain(packages, "cldr-dates-full", tag, "ca-gregorian.json", &dates); err != nil {
		return format{}, err
	}
	var lists struct {
		Lists struct {
			Standard listPattern `json:"listPattern-type-standard"`
			Unit     listPattern `json:"listPattern-type-unit"`
		} `json:"listPatterns"`
	}
	if err := readMain(packages, "cldr-misc-full", tag, "listPatterns.json", &lists); err != nil {
		return format{}, err
	}
	calendar := dates.Dates.Calendars.Gregorian
	time, ok := calendar.DateTimeFormats.Available[hoursWithZone].(string)
	if !ok {
		return format{}, errors.New("there is no pattern " + hoursWithZone)
	}
	f := format{List: separator(lists.Lists.Standard, lists.Lists.Unit)}
	f.DateTime = strings.NewReplacer("{1}", string(calendar.DateFormats.Long), "{0}", time).Replace(calendar.AtTime.Standard.Long)
	if strings.Contains(string(calendar.DateFormats.Long), "G") {
		f.Era = calendar.Eras.Abbreviated["1"]
	}
	for month := 1; month <= 12; month++ {
		f.Months = append(f.Months, calendar.Months.Format.Wide[strconv.Itoa(month)])
	}
	return f, nil
}

// listPattern is a pattern of CLDR for the parts of a list.
type listPattern struct {
	Middle string `json:"middle"`
}

// separator is what stands between two entries in the middle of a list, without a word for "and" (Arabic has one everywhere); of
// the first pattern that has punctuation there.
func separator(patterns ...listPattern) string {
	var separators []string
	for _, p := range patterns {
		between := strings.TrimSuffix(strings.TrimPrefix(p.Middle, "{0}"), "{1}")
		separators = append(separators, strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return -1
			}
			return r
		}, between))
	}
	for _, s := range separators {
		if strings.ContainsFunc(s, unicode.IsPunct) {
			return s
		}
	}
	return separators[0]
}

// readMain reads what a file of a package says for a language.
func readMain(packages fs.FS, name, tag, file string, into any) error {
	data, err := fs.ReadFile(packages, path.Join(name, "main", tag, file))
	if err != nil {
		return err
	}
	var document struct {
		Main map[string]json.RawMessage `json:"main"`
	}
	if err := json.Unmarshal(data, &document); err != nil {
		return err
	}
	return json.Unmarshal(document.Main[tag], into)
}
