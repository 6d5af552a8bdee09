package locales_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales"
)

// unspoken is the language of the tests: it has plural forms in CLDR, and nobody will ever ask for its pages.
const unspoken = "vo" // Volapük

// whole is a file of that language, or of another, with all texts: those of English.
func whole(t *testing.T) map[string]any {
	t.Helper()
	data, err := fs.ReadFile(locales.Files(), "active.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// check are the problems of one more file.
func check(t *testing.T, name string, content any, others ...string) []string {
	t.Helper()
	data, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{name: {Data: data}}
	for i := 0; i < len(others); i += 2 {
		files[others[i]] = &fstest.MapFile{Data: []byte(others[i+1])}
	}
	problems, err := locales.Check(files)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, problem := range problems {
		lines = append(lines, problem.Error())
	}
	return lines
}

func TestCheck(t *testing.T) {
	t.Parallel()
	if problems := check(t, "active."+unspoken+".json", whole(t)); len(problems) > 0 {
		t.Fatalf("a whole file has the problems %q", problems)
	}
	for key, test := range map[string]struct {
		text any
		want string
	}{
		"login.title":            {nil, "is missing"},
		"nav.login":              {"", "is missing"},
		"login.titel":            {"x", "is unused"},
		"nav.Home":               {"x", "is unused"},
		"nav.home":               {map[string]any{"hash": "sha1-0", "other": "x"}, `is stale: English says now "Overview"`},
		"consent.title":          {"Let it?", "lacks {{.app}}"},
		"consent.policy":         {"{{.app}} {{.host}}", "uses {{.host}}, which English does not"},
		"consent.terms":          {"{{if .app}}{{.app}}{{end}}", `nothing else in braces: "{{if .app}}"`},
		"consent.scopes":         {"{{ .app }}", "nothing else in braces"},
		"form.more":              {"{{.count}}", "lacks the plural form one, such as that of 1"},
		"home.more":              {map[string]any{"one": "one more", "two": "two", "other": "more"}, "lacks {{.count}}"},
		"nav.logout":             {map[string]any{"one": "x", "other": "y"}, "shows no number"},
		"nav.settings":           {map[string]any{"one": "x"}, "lacks the plural form other"},
		"login.forgot":           {"<b>x</b>", "holds markup, which visitors would read: <b>"},
		"login.no_account":       {"x&nbsp;y", "holds markup, which visitors would read: &nbsp;"},
		"login.last_used":        {" x", "has spaces at an end"},
		"form.or":                {strings.Repeat("x", 13), "has 13 characters where 12 have room"},
		"trait.shoe":             {"<i>", "holds markup"},
		"settings.passkey.title": {"Kiks", `says for "passkey" none of: pasakik`},
	} {
		file := whole(t)
		file[key] = test.text
		if test.text == nil {
			delete(file, key)
		}
		problems := check(t, "active."+unspoken+".json", file, "glossary."+unspoken+".json", `{"passkey": ["Pasakik"]}`)
		found := slices.ContainsFunc(problems, func(line string) bool {
			return strings.HasPrefix(line, "active."+unspoken+".json: "+key+": ") && strings.Contains(line, test.want)
		})
		if !found {
			t.Errorf("%s: %v is not found in %q", key, test.text, problems)
		}
		if !slices.IsSorted(problems) {
			t.Errorf("%s: the problems are not sorted: %q", key, problems)
		}
	}
}

func TestCheckOfWholeFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content any
		others  []string
		want    string
	}{
		"active.english.json": {whole(t), nil, "must be named by a BCP 47 tag"},
		"active.pt_BR.json":   {whole(t), nil, "must be named by a BCP 47 tag"},
		"active.vo.json":      {"", nil, "must be one object"},
		"active.en.json":      {map[string]any{"new.key": "x {{.unheard}}"}, nil, "new.key: has no description"},
		"active.de.json":      {map[string]any{}, []string{"glossary.de.json", `{"passkey": "Passkey"}`}, "glossary.de.json: must say for each English term"},
	} {
		if problems := check(t, name, test.content, test.others...); !strings.Contains(strings.Join(problems, "\n"), test.want) {
			t.Errorf("%s: %q, want %q", name, problems, test.want)
		}
	}
	// A language that is there already is completed by its own file.
	if problems := check(t, "active.de.json", map[string]string{"login.title": "Herein"}); len(problems) > 0 {
		t.Errorf("a single German text has the problems %q", problems)
	}
}

// In a language that is written from right to left, foreign text is isolated.
func TestCheckOfIsolation(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\u2068{{.app}}\u2069":       "",
		"{{.app}}":                   "without U+2068 and U+2069",
		"\u2068{{.app}}\u2069\u2068": "unevenly",
	} {
		problems := check(t, "active.ar.json", map[string]string{"consent.title": text})
		if got := strings.Join(problems, "\n"); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNewLanguage(t *testing.T) {
	t.Parallel()
	data, err := locales.New(language.MustParse(unspoken))
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]map[string]string
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for key := range whole(t) {
		if e := file[key]; !strings.Contains(e["description"], "English: ") || e["hash"] == "" || e["other"] != "" {
			t.Errorf("%s begins as %v", key, e)
		}
	}
	if got := file["kratos.4000003"]; !strings.HasPrefix(got["description"], "ErrorValidationMinLength. ") || !maps.Equal(map[string]bool{"one": true, "other": true}, without(got, "description", "hash")) {
		t.Errorf("a message with plural forms begins as %v", got)
	}
	// It can be served at once, in English, and lacks everything.
	files := fstest.MapFS{"active.en.json": {Data: must(fs.ReadFile(locales.Files(), "active.en.json"))}, "active.vo.json": {Data: data}}
	if l := load(t, files).Choose(unspoken); l.Lang() != unspoken || l.T("nav.login") != "Sign in" {
		t.Errorf("%s says %q", l.Lang(), l.T("nav.login"))
	}
	problems, err := locales.Check(files)
	if err != nil || len(problems) != len(whole(t)) {
		t.Errorf("the new file has %d problems of %d, %v", len(problems), len(whole(t)), err)
	}
	// Filled in with the English texts, nothing is wrong: the hashes are those of today.
	for key, text := range whole(t) {
		switch text := text.(type) {
		case string:
			file[key]["other"] = text
		case map[string]any:
			file[key]["one"], file[key]["other"] = text["one"].(string), text["other"].(string)
		}
	}
	if problems := check(t, "active.vo.json", file); len(problems) > 0 {
		t.Errorf("filled in, it has the problems %q", problems)
	}
}

func without(m map[string]string, keys ...string) map[string]bool {
	rest := map[string]bool{}
	for key := range m {
		if !slices.Contains(keys, key) {
			rest[key] = true
		}
	}
	return rest
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

func TestEveryDescriptionIsWritten(t *testing.T) {
	t.Parallel()
	d, err := locales.Describe()
	if err != nil {
		t.Fatal(err)
	}
	for key, message := range d.Messages {
		if strings.HasPrefix(key, "kratos.") != (message.Name != "") {
			t.Errorf("%s has the name %q", key, message.Name)
		}
		if len(message.Text) < 15 || !strings.HasSuffix(message.Text, ".") && !strings.HasSuffix(message.Text, `"`) && !strings.HasSuffix(message.Text, ")") {
			t.Errorf("%s is described by %q", key, message.Text)
		}
	}
}
