package locales_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales"
)

// texts are the messages of an embedded file.
func texts(t testing.TB, file string) map[string]string {
	t.Helper()
	messages, err := locales.Texts(locales.Files(), file)
	if err != nil {
		t.Fatal(err)
	}
	return messages
}

// files are the names of the embedded files by language.
func files(t testing.TB) map[string]string {
	t.Helper()
	names, err := fs.Glob(locales.Files(), "active.*.json")
	if err != nil || len(names) < 2 {
		t.Fatalf("message files %v, %v", names, err)
	}
	byLanguage := map[string]string{}
	for _, name := range names {
		byLanguage[strings.TrimSuffix(strings.TrimPrefix(name, "active."), ".json")] = name
	}
	return byLanguage
}

func load(t testing.TB, files fs.FS) *locales.Catalog {
	t.Helper()
	c, err := locales.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func localizer(t testing.TB, tag string) *locales.Localizer {
	t.Helper()
	l := load(t, locales.Files()).Choose(tag)
	if l.Lang() != tag {
		t.Fatalf("asked for %s, got %s", tag, l.Lang())
	}
	return l
}

// What `thyra locale check` finds, make test finds.
func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	t.Parallel()
	problems, err := locales.Check(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	for key := range texts(t, "active.en.json") {
		if strings.HasPrefix(key, "trait.") {
			t.Errorf("English has %s, which the schema says already", key)
		}
	}
}

// placeholders are the names that a text uses.
func placeholders(text string) []string {
	var names []string
	for _, match := range regexp.MustCompile(`\{\{\.([A-Za-z_]+)\}\}`).FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, match[1]) {
			names = append(names, match[1])
		}
	}
	slices.Sort(names)
	return names
}

func TestChoose(t *testing.T) {
	t.Parallel()
	c := load(t, locales.Files())
	for _, test := range []struct {
		cookie, header, want string
	}{
		{"", "", "en"},
		{"", "de", "de"},
		{"", "de-AT", "de"},
		{"", "de-CH-1996;q=0.9", "de"},
		{"", "DE", "de"},
		{"", "ar-EG,en;q=0.5", "ar"},
		{"", "en-GB,de;q=0.9", "en"},
		{"", "de;q=0.2, en;q=0.8", "en"},
		{"", "de;q=0, en", "en"},
		{"", unspoken + ", de;q=0.5", "de"},
		{"", "qq, en;q=0.5, de;q=0.9", "de"},
		{"", "de-DE, de;q=0.9, no-such-tag;q=0.5, en;q=x", "de"},
		{"", unspoken, "en"},
		{"", "*", "en"},
		{"de", "en", "de"},
		{"en", "de", "en"},
		{unspoken, "de", "de"},
		{"garbage garbage", "de", "de"},
		{"<script>", "de-DE,de;q=0.9", "de"},
		{"\x00", "\xff\xfe", "en"},
		{"", "de;q=x", "en"},
		{"", ";;;,,,", "en"},
		{strings.Repeat("x", 1<<16), "de", "de"},
		{"", strings.Repeat("de,", 1<<14), "de"},
		{"", strings.Repeat("-", 1<<16), "en"},
	} {
		if got := c.Choose(test.cookie, test.header).Lang(); got != test.want {
			t.Errorf("cookie %.20q, header %.20q: %s, want %s", test.cookie, test.header, got, test.want)
		}
	}
	if got := c.Choose().Lang(); got != "en" {
		t.Errorf("without a preference: %s", got)
	}
}

func TestDirection(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"active.en.json": {Data: []byte(`{"a": "b"}`)}}
	directions := map[string]string{
		"en": "ltr", "ar": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "fr": "ltr", "ja": "ltr", "az-Arab": "rtl", "sr-Latn": "ltr",
	}
	for tag := range directions {
		files["active."+tag+".json"] = &fstest.MapFile{Data: []byte(`{"a": "c"}`)}
	}
	c := load(t, files)
	for tag, want := range directions {
		if l := c.Choose(tag); l.Lang() != tag || l.Dir() != want {
			t.Errorf("%s: chose %s, written %s, want %s", tag, l.Lang(), l.Dir(), want)
		}
	}
}

func TestALanguageIsAddedByAFile(t *testing.T) {
	t.Parallel()
	added := fstest.MapFS{"active." + unspoken + ".json": {Data: []byte(`{"nav.login": "Nunädön oki", "trait.email": "Ladet"}`)}}
	for _, name := range files(t) {
		data, err := fs.ReadFile(locales.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		added[name] = &fstest.MapFile{Data: data}
	}
	c := load(t, added)
	if got, before := c.Languages(), load(t, locales.Files()).Languages(); len(got) != len(before)+1 || got[0] != language.English || !slices.Contains(got, language.MustParse(unspoken)) {
		t.Errorf("languages %v, before %v", got, before)
	}
	own, english := c.Choose(unspoken+"-001"), c.Choose("en")
	if own.Lang() != unspoken || own.T("nav.login") != "Nunädön oki" || own.Trait("email", "E-Mail") != "Ladet" {
		t.Errorf("%s says %q and %q", own.Lang(), own.T("nav.login"), own.Trait("email", "E-Mail"))
	}
	// Everything else is English: plain texts, texts with placeholders and Kratos's messages.
	data := map[string]any{"name": "Ann", "provider": "Acme"}
	if own.T("nav.logout") != english.T("nav.logout") || own.With("home.greeting_name", data) != english.With("home.greeting_name", data) ||
		own.Message(1010002, data, "") != english.Message(1010002, data, "") || own.With("home.greeting_name", data) == "home.greeting_name" {
		t.Error("what the language lacks is not English")
	}
}

func TestLoadRefusesBrokenFiles(t *testing.T) {
	t.Parallel()
	english := &fstest.MapFile{Data: []byte(`{"a": "b"}`)}
	for name, files := range map[string]fstest.MapFS{
		"no English":  {"active.de.json": english},
		"nothing":     {},
		"no JSON":     {"active.en.json": english, "active.de.json": {Data: []byte(`{`)}},
		"no messages": {"active.en.json": english, "active.de.json": {Data: []byte(`[1]`)}},
	} {
		if _, err := locales.Load(files); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}

func TestLocalizersAreSharedBetweenRequests(t *testing.T) {
	t.Parallel()
	c := load(t, locales.Files())
	want := c.Choose("de").With("home.greeting_name", map[string]any{"name": "Ann"})
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 50 {
				l := c.Choose("", "de-AT")
				l.T("nav.login")
				l.Message(1010016, map[string]any{"provider": "Acme"}, "")
				l.Trait("email", "E-Mail")
				if got := l.With("home.greeting_name", map[string]any{"name": "Ann"}); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
	wg.Wait()
}

// The archive holds what the folder does: make generate makes it.
func TestTheArchiveHoldsTheFiles(t *testing.T) {
	t.Parallel()
	folder := os.DirFS(".")
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	archived, err := fs.Glob(locales.Files(), "*")
	if err != nil || !slices.Equal(names, archived) {
		t.Errorf("the archive holds %q, the folder %q, %v", archived, names, err)
	}
	for _, name := range names {
		if want, got := content(t, folder, name), content(t, locales.Files(), name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is not what the archive holds: make generate", name)
		}
	}
}

// content is what a file says to visitors: no hash, and a message without plural forms as its text.
func content(t *testing.T, files fs.FS, name string) map[string]any {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	var values map[string]any
	if err := json.Unmarshal(data, &values); err != nil {
		t.Fatal(err)
	}
	for key := range values {
		forms, ok := values[key].(map[string]any)
		if !ok || !strings.HasPrefix(name, "active.") {
			continue
		}
		delete(forms, "hash")
		delete(forms, "description")
		if len(forms) == 1 {
			values[key] = forms["other"]
		}
	}
	return values
}

// The number of languages costs nothing at the start, and each costs when its first text is shown.
func BenchmarkLoad(b *testing.B) {
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			load(b, locales.Files())
		}
	})
	b.Run("first text", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			load(b, locales.Files()).Choose("de").T("nav.login")
		}
	})
}
