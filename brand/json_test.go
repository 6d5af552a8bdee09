package brand

import (
	"strings"
	"testing"
)

func TestLoadReadsUTF8Alone(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"Latin-1":                              "{\"name\": \"M\xfcller\"}",
		"UTF-16":                               "\xff\xfe{\x00}\x00",
		"UTF-16 without a mark, big end first": "\x00{\x00}",
	} {
		_, err := LoadOne(folder(map[string]string{"b/brand.json": text}), "b", known)
		if err == nil || !strings.Contains(err.Error(), "b/brand.json: is not UTF-8; save it as UTF-8") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	b, err := LoadOne(folder(map[string]string{"b/brand.json": "\xef\xbb\xbf{\"name\": \"Müller\"}"}), "b", known)
	if err != nil || b.Name.In("de") != "Müller" {
		t.Errorf("with a byte order mark: %q, %v", b.Name, err)
	}
}

func TestLoadSaysWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{\n\"name\": \"x\",\n}":                    "line 2: a comma too many",
		"{\"name\": \"x\",\n\"hosts\": [\"a\",\n]}": "line 2: a comma too many",
		"{\n\"hosts\": [,]}":                        "line 2: ",
		"{\n// our brand\n\"name\": \"x\"}":         "line 2: JSON has no comments",
		"{\n\"name\": \"x\" # ours\n}":              "line 2: JSON has no comments",
		"{\n\"name\": “x”}":                         "line 2: “ is no quote of JSON",
		"{\n„name“: \"x\"}":                         "line 2: „ is no quote of JSON",
		"{\n'name': 'x'}":                           "line 2: ' is no quote of JSON",
		"{\n\"name\": \"x\"\n\"bare\": true\n}":     "line 2: a comma is missing",
		"{\n\"hosts\": [\"a\"\n\"b\"]}":             "line 2: a comma is missing",
		"{\nname: \"x\"}":                           "line 2: every key and text stands in quotes",
		"{\n\"name\": Acme}":                        "line 2: every key and text stands in quotes",
		"{\n\"name\": \"x\",\n\"header\": [\n":      "line 4: ends too early",
		"{\n\"name\": \"C:\\docs\"}":                "line 2: a backslash",
		"{\n\"name\": \"\\#\"}":                     "line 2: a backslash",
		"{\n\"name\": \"\\u12/x\"}":                 "line 2: a backslash",
		"{\n\"name\": \"x\n\"}":                     "line 2: a text ends in the line where it begins",
		"{}\n{}":                                    "line 2: invalid character",
		"":                                          "line 1: is empty",
		"\n":                                        "line 2: is empty",
	} {
		_, err := LoadOne(folder(map[string]string{"b/brand.json": text}), "b", known)
		if err == nil || !strings.Contains(err.Error(), "b/brand.json: "+want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
