package locales_test

import (
	_ "embed"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"text/template"
	"time"

	"github.com/thyra-ui/thyra/locales"
)

// The message table of Kratos v1.3.1, v26.2.0 and its development after that (commit b86338da0): id, constant, kind, versions, context keys, where, meaning.
//
//go:embed testdata/message-ids.tsv
var messageTable string

// message is a row of the table.
type message struct {
	id      int64
	context map[string]any
}

// untranslatable ids carry data (keys, codes, nonces, masked addresses, a trait's title) rather than words.
var untranslatable = []int64{1050006, 1050009, 1050015, 1050022, 1070000, 1070002}

// messageRows are the translatable rows, their contexts filled by type.
func messageRows(t testing.TB) []message {
	t.Helper()
	var rows []message
	for line := range strings.Lines(messageTable) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		id, err := strconv.ParseInt(columns[0], 10, 64)
		// Ids ending in 0000 only open a range of numbers.
		if err != nil || id%10000 == 0 || slices.Contains(untranslatable, id) {
			continue
		}
		rows = append(rows, message{id: id, context: contextOf(columns[4])})
	}
	if len(rows) < 155 {
		t.Fatalf("only %d messages in the table", len(rows))
	}
	return rows
}

// contextOf fills the keys of the table, such as "provider,used_at,available_providers(array)".
func contextOf(column string) map[string]any {
	context := map[string]any{}
	for _, key := range regexp.MustCompile(`[A-Za-z_]+(\(array[^)]*\))?`).FindAllString(regexp.MustCompile(` \([^)]*\)`).ReplaceAllString(column, ""), -1) {
		name, _, array := strings.Cut(key, "(")
		switch {
		case array:
			context[name] = []any{"first-value", "second-value"}
		case strings.HasSuffix(name, "_at"), strings.HasSuffix(name, "ExpiresAt"):
			context[name] = "2030-01-02T03:04:05Z"
		case strings.HasSuffix(name, "_unix"):
			context[name] = float64(1893553445)
		case strings.Contains(name, "length"), strings.Contains(name, "items"), strings.Contains(name, "imum"), strings.HasPrefix(name, "index"),
			name == "base", name == "actual", name == "breaches":
			context[name] = float64(1234567)
		default:
			context[name] = "value-of-" + name
		}
	}
	return context
}

// sound checks that a text is made of words only.
func sound(t *testing.T, what, text string) {
	t.Helper()
	for _, slip := range []string{"<no value>", "{{", "}}", "%!", "<nil>", "map[", "[]", "e+06", "fallback", "  ", "()"} {
		if strings.Contains(text, slip) {
			t.Errorf("%s holds %q: %s", what, slip, text)
		}
	}
	if strings.TrimSpace(text) == "" {
		t.Errorf("%s is empty", what)
	}
}

func TestEveryMessageOfKratosHasWords(t *testing.T) {
	t.Parallel()
	for tag := range files(t) {
		l := localizer(t, tag)
		for _, m := range messageRows(t) {
			what := tag + " " + strconv.FormatInt(m.id, 10)
			sound(t, what+" with its context", l.Message(m.id, m.context, "fallback"))
			empty := map[string]any{}
			for key := range m.context {
				empty[key] = nil
			}
			for _, absent := range []map[string]any{nil, {}, empty, {"unrelated": "value"}} {
				text := l.Message(m.id, absent, "The words of Kratos")
				if text == "" || strings.Contains(text, "<no value>") {
					t.Errorf("%s without its context: %s", what, text)
				}
			}
		}
	}
}

func TestMessagesUseWhatKratosSends(t *testing.T) {
	t.Parallel()
	for tag, file := range files(t) {
		own := texts(t, file)
		ids := map[string]bool{}
		for _, m := range messageRows(t) {
			for _, key := range locales.MessageKeys(m.id) {
				ids[key] = true
				for _, name := range placeholders(own[key]) {
					if _, ok := m.context[name]; !ok {
						t.Errorf("%s: %s shows %s, which Kratos does not send", tag, key, name)
					}
				}
			}
		}
		for key := range own {
			if strings.HasPrefix(key, "kratos.") && !ids[key] {
				t.Errorf("%s: %s is no message of Kratos's, or one that is data", tag, key)
			}
		}
	}
}

func TestEveryTemplateParses(t *testing.T) {
	t.Parallel()
	for tag, file := range files(t) {
		for key, text := range texts(t, file) {
			parsed, err := template.New(key).Parse(text)
			if err != nil {
				t.Errorf("%s: %v", tag, err)
				continue
			}
			if err := parsed.Execute(io.Discard, map[string]any{}); err != nil {
				t.Errorf("%s: %v", tag, err)
			}
		}
	}
}

func TestUnknownMessagesAreShownInKratossWords(t *testing.T) {
	t.Parallel()
	for tag := range files(t) {
		l := localizer(t, tag)
		for _, words := range []string{"News", "", "{{.x}}", "{{", "100 % {{if}} <b>", "}}"} {
			if got := l.Message(9999999, map[string]any{"x": "y"}, words); got != words {
				t.Errorf("%s: %q became %q", tag, words, got)
			}
		}
		// Data of a known message is not a template either.
		if got := l.Message(1010002, map[string]any{"provider": "{{.provider}} & {{"}, ""); !strings.Contains(got, "{{.provider}} & {{") {
			t.Errorf("%s: a provider's name was taken for a template: %s", tag, got)
		}
		if got := l.T("no.such.key"); got != "no.such.key" {
			t.Errorf("%s: a missing key shows as %q", tag, got)
		}
	}
}

func TestContextIsShownAsWords(t *testing.T) {
	t.Parallel()
	l := localizer(t, "de")
	for _, test := range []struct {
		id      int64
		context map[string]any
		want    string
	}{
		{4000003, map[string]any{"min_length": float64(1234567)}, "1.234.567"},
		{4000018, map[string]any{"minimum": 1.5}, "1,5"},
		{4000018, map[string]any{"minimum": "3"}, "3"},
		{1050014, map[string]any{"used_at": "2030-01-02T03:04:05Z"}, l.Time(time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC))},
		{1050014, map[string]any{"used_at": "yesterday"}, "yesterday"},
		{4000028, map[string]any{"available_credential_types": []any{"password", "hologram"}}, l.T("method.password") + ", hologram"},
		{4000028, map[string]any{"available_oidc_providers": []any{"acme", "globex"}}, "acme, globex"},
	} {
		if got := l.Message(test.id, test.context, ""); !strings.Contains(got, test.want) {
			t.Errorf("%d with %v: %q, want %q in it", test.id, test.context, got, test.want)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"en": "a, b", "de": "a, b", "ar": "a، b"} {
		if got := localizer(t, tag).List([]string{"a", "b"}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	moment := time.Date(2030, time.March, 9, 23, 4, 5, 0, time.FixedZone("", -2*60*60))
	for tag := range files(t) {
		l := localizer(t, tag)
		got := l.Time(moment)
		for _, want := range []string{"10", "2030", "1[:.]04", "UTC"} {
			if !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s: %q, want %q in it", tag, got, want)
			}
		}
		sound(t, tag, got)
	}
	// As Intl of browsers writes them, with digits of ASCII and the Gregorian calendar.
	files := fstest.MapFS{"active.en.json": {Data: []byte(`{"a": "b"}`)}}
	dates := map[string]string{
		"en": "March 10, 2030 at 01:04 UTC", "de": "10. März 2030 um 01:04 UTC", "pt-BR": "10 de março de 2030 às 01:04 UTC",
		"ja": "2030年3月10日 1:04 UTC", "zh-Hans": "2030年3月10日 UTC 01:04", "ar": "10 مارس 2030 في 01:04 UTC", "lv": "2030. gada 10. marts 01:04 UTC",
		"th": "10 มีนาคม ค.ศ. 2030 เวลา 01:04 UTC", "vo": "March 10, 2030 at 01:04 UTC",
	}
	for tag := range dates {
		files["active."+tag+".json"] = &fstest.MapFile{Data: []byte(`{"a": "c"}`)}
	}
	c := load(t, files)
	for tag, want := range dates {
		if got := c.Choose(tag).Time(moment); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestTrait(t *testing.T) {
	t.Parallel()
	german, english := localizer(t, "de"), localizer(t, "en")
	email, first := german.Trait("", "email"), german.Trait("name.first", "")
	for _, test := range []struct {
		l                 *locales.Localizer
		name, title, want string
	}{
		{german, "x", "E-Mail", email},
		{german, "x", "e-mail", email},
		{german, "email", "Your address at work", email},
		{german, "name.first", "Call me", first},
		{german, "shoe.size", "Shoe size", "Shoe size"},
		{german, "shoe.size", "{{.x}} <b>", "{{.x}} <b>"},
		{german, "shoe.size", "", ""},
		{english, "email", "Your address at work", "Your address at work"},
		{english, "email", "E-Mail", "E-Mail"},
	} {
		if got := test.l.Trait(test.name, test.title); got != test.want {
			t.Errorf("%s: trait %q with title %q is %q, want %q", test.l.Lang(), test.name, test.title, got, test.want)
		}
	}
	if email == "email" || first == "" {
		t.Errorf("German has no words for traits: %q, %q", email, first)
	}
}

// Who runs the service is told by the log and by commands: a visitor can do nothing about its parts.
func TestVisitorsReadNothingForOperators(t *testing.T) {
	t.Parallel()
	for tag, file := range files(t) {
		for key, text := range texts(t, file) {
			for _, word := range []string{"Kratos", "Hydra", "allowed_return_urls", "cookie domain"} {
				if strings.Contains(text, word) {
					t.Errorf("%s: %s speaks of %s: %q", tag, key, word, text)
				}
			}
		}
	}
}
