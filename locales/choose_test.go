package locales_test

import (
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales"
)

// catalogOf is a catalog of made-up files: English, and one for each tag.
func catalogOf(t testing.TB, tags ...string) *locales.Catalog {
	t.Helper()
	files := fstest.MapFS{"active.en.json": {Data: []byte(`{"a": "b"}`)}}
	for _, tag := range tags {
		files["active."+tag+".json"] = &fstest.MapFile{Data: []byte(`{"a": "` + tag + `"}`)}
	}
	c, err := locales.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChooseByScriptAndRegion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		has  []string
		list string
		want string
	}{
		{[]string{"zh-Hans", "zh-Hant"}, "zh-TW", "zh-Hant"},
		{[]string{"zh-Hans", "zh-Hant"}, "zh-HK,zh;q=0.9", "zh-Hant"},
		{[]string{"zh-Hans", "zh-Hant"}, "zh", "zh-Hans"},
		{[]string{"zh-Hans", "zh-Hant"}, "zh-SG", "zh-Hans"},
		{[]string{"zh-Hans", "zh-Hant"}, "zh-Hant-CN", "zh-Hant"},
		{[]string{"zh-Hans", "zh-Hant"}, "cmn-Hant", "zh-Hant"},
		{[]string{"zh-Hans", "ja"}, "zh-TW, ja;q=0.5", "ja"}, // another script is no translation
		{[]string{"zh-Hans"}, "zh-TW", "en"},
		{[]string{"zh-TW", "zh-CN"}, "zh-Hant", "zh-TW"},
		{[]string{"sr", "sr-Latn"}, "sr-Latn-RS", "sr-Latn"},
		{[]string{"sr", "sr-Latn"}, "sr-RS", "sr"},
		{[]string{"sr", "sr-Latn"}, "sr-ME", "sr-Latn"},
		{[]string{"sr", "sr-Latn"}, "sh", "sr-Latn"},
		{[]string{"sr", "de"}, "sr-Latn, de;q=0.1", "de"},
		{[]string{"pt-BR"}, "pt", "pt-BR"},
		{[]string{"pt-BR"}, "pt-PT", "pt-BR"},
		{[]string{"pt", "pt-BR"}, "pt-BR", "pt-BR"},
		{[]string{"pt", "pt-BR"}, "pt-PT", "pt"},
		{[]string{"pt-BR", "pt-PT"}, "pt-AO", "pt-PT"},
		{[]string{"pt-BR", "pt-PT"}, "pt", "pt-BR"},
		{[]string{"es", "es-419"}, "es-MX", "es-419"},
		{[]string{"es", "es-419"}, "es-ES", "es"},
		{[]string{"nb"}, "no", "nb"},
		{[]string{"nb"}, "nb-NO", "nb"},
		{[]string{"no"}, "nb", "no"},
		{[]string{"nb"}, "nn", "en"},
		{[]string{"he"}, "iw", "he"},
		{[]string{"he"}, "iw-IL", "he"},
		{[]string{"id"}, "in", "id"},
		{[]string{"ru"}, "uk", "en"}, // near for some, but not what was asked for
		{[]string{"fr"}, "br", "en"},
		{[]string{"de"}, "de-x-formal", "de"},
		{[]string{"de"}, "de-u-co-phonebk", "de"},
	} {
		if got := catalogOf(t, c.has...).Choose(c.list).Lang(); got != c.want {
			t.Errorf("of en %v, %q chooses %s, want %s", c.has, c.list, got, c.want)
		}
	}
}

func TestWhatAListExcludesIsNeverChosen(t *testing.T) {
	t.Parallel()
	c := catalogOf(t, "de", "en-GB", "ar")
	for list, want := range map[string]string{
		"de-AT, de;q=0, ar;q=0.1":   "ar",
		"en-GB, en;q=0":             "en-GB",
		"en-AU, en;q=0, ar;q=0.1":   "ar",
		"en-AU, en-GB;q=0":          "en",
		"fr, en;q=0":                "ar", // the first language besides the fallback
		"en;q=0.0, de;q=0.000, fr":  "ar",
		"en;q=0, de;q=0, ar;q=0":    "en", // some page must be shown
		"DE;Q=0, de-DE, ar; q=0.5":  "ar",
		"ar;q=2, de;q=-1, de;q=0.1": "de",
		"*;q=0, de":                 "de",
		"und, de;q=0.1":             "de",
	} {
		if got := c.Choose(list).Lang(); got != want {
			t.Errorf("%q chooses %s, want %s", list, got, want)
		}
	}
	if got := c.Choose("de", "de;q=0").Lang(); got != "de" {
		t.Errorf("the list that comes first says de, which another excludes: %s", got)
	}
}

func TestMatchHasNoFallback(t *testing.T) {
	t.Parallel()
	c := catalogOf(t, "de")
	if l := c.Match("fr", "xx", "", "*", "en;q=0"); l != nil {
		t.Errorf("chose %s", l.Lang())
	}
	if l := c.Match("fr", "de-AT"); l == nil || l.Lang() != "de" {
		t.Errorf("de-AT finds %v", l)
	}
}

// Whatever tags there are, a language that is asked for by its own tag is chosen, and nothing fails.
func TestEveryLanguageIsChosenByItsTag(t *testing.T) {
	t.Parallel()
	tags := []string{
		"bg", "hr", "cs", "da", "nl", "et", "fi", "fr", "de", "el", "hu", "ga", "it", "lv", "lt", "mt", "pl", "pt", "ro", "sk", "sl", "es",
		"sv", "nb", "uk", "ru", "tr", "ar", "he", "fa", "ur", "hi", "bn", "zh-Hans", "zh-Hant", "ja", "ko", "vi", "th", "id", "pt-BR", "ca",
	}
	c := catalogOf(t, tags...)
	for _, tag := range tags {
		if l := c.Choose(tag); l.Lang() != tag {
			t.Errorf("%s chooses %s", tag, l.Lang())
		}
	}
	if got := len(c.Languages()); got != len(tags)+1 || c.Languages()[0] != language.English {
		t.Errorf("%d languages, the first %s", got, c.Languages()[0])
	}
}
