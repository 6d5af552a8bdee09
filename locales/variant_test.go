package locales_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

func variant(t *testing.T, v locales.Variant) *locales.Catalog {
	t.Helper()
	c, err := load(t, locales.Files()).Variant(v)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAVariantRestrictsTheChoice(t *testing.T) {
	t.Parallel()
	c := variant(t, locales.Variant{Default: "de", Allowed: []string{"en", "de"}})
	for header, want := range map[string]string{"": "de", "ar": "de", "en-GB": "en", "de-AT": "de", unspoken: "de"} {
		if got := c.Choose(header).Lang(); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
	if got := variant(t, locales.Variant{Allowed: []string{"ar"}}).Choose("en").Lang(); got != "ar" {
		t.Errorf("where only Arabic is allowed, English is answered in %s", got)
	}
}

func TestAVariantHasWordsOfItsOwn(t *testing.T) {
	t.Parallel()
	own := variant(t, locales.Variant{Wording: map[string]map[string]string{
		"en": {"login.title": "Come in", "home.greeting_name": "Hello {{.name}}!"},
		"de": {"login.title": "Herein"},
	}})
	english, german := own.Choose("en"), own.Choose("de")
	if english.T("login.title") != "Come in" || german.T("login.title") != "Herein" {
		t.Errorf("the titles are %q and %q", english.T("login.title"), german.T("login.title"))
	}
	if got := english.With("home.greeting_name", map[string]any{"name": "Ann"}); got != "Hello Ann!" {
		t.Errorf("the greeting is %q", got)
	}
	plain := load(t, locales.Files())
	if got := plain.Choose("en").T("login.title"); got == "Come in" {
		t.Error("the words of one variant are those of all")
	}
	if german.T("nav.logout") != plain.Choose("de").T("nav.logout") {
		t.Error("what was not reworded has changed")
	}
}

func TestAVariantNeedsItsLanguages(t *testing.T) {
	t.Parallel()
	for _, v := range []locales.Variant{
		{Default: "tlh"}, {Allowed: []string{"en", "x"}}, {Wording: map[string]map[string]string{unspoken: {"login.title": "Nügolös"}}},
	} {
		if _, err := load(t, locales.Files()).Variant(v); err == nil || !strings.Contains(err.Error(), "no messages in") {
			t.Errorf("%+v: %v", v, err)
		}
	}
}
