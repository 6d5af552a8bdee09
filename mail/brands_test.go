package mail_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/mail"
)

func setOf(t *testing.T, brands ...*brand.Brand) *brand.Set {
	t.Helper()
	set, err := brand.NewSet(brands...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestTextsOfABrandAreTextsOnly(t *testing.T) {
	t.Parallel()
	const name = "A \"B\" `C` {{.To}} <b>D</b> }} \\ */ ${1} ⟦x⟧ %s"
	b := &brand.Brand{
		ID: "odd", Name: brand.Text{"en": name, "de": name + " DE"}, Default: true, FooterText: brand.Same(name), SupportURL: brand.Same("https://example.org/?a=\"&b=<>"),
		Logo: brand.Logo{Alt: name}, Font: brand.Font{Stack: `"Odd Font", 'x;}', url(x), Georgia, serif`},
		Wording: map[string]map[string]string{"en": {"mail.recovery.title": name}},
	}
	files := filesOf(t, mail.Options{Brands: setOf(t, b)})
	for path := range files {
		for lang, want := range map[string]string{"en": name, "de": name + " DE"} {
			text, err := renderedText(t, files, path, dataOf(map[string]any{"lang": lang}))
			if err != nil || !strings.Contains(text, want) {
				t.Errorf("%s does not say %s: %v\n%s", path, want, err, text)
			}
		}
	}
}

func TestWordingOfABrandIsInItsMailsAlone(t *testing.T) {
	t.Parallel()
	own := &brand.Brand{ID: "own", Name: brand.Same("Own"), Wording: map[string]map[string]string{"de": {"mail.login.title": "Hereinspaziert", "footer.support": "Rat"}}, SupportURL: brand.Same("https://example.org")}
	other := &brand.Brand{ID: "other", Name: brand.Same("Other"), Default: true, Languages: brand.Languages{Allowed: []string{"en"}}}
	files := filesOf(t, mail.Options{Brands: setOf(t, own, other)})
	text := func(payload map[string]any) string {
		return render(t, files, "login_code/valid/email.body.plaintext.gotmpl", dataOf(payload))
	}
	if got := text(map[string]any{"brand": "own", "lang": "de"}); !strings.Contains(got, "Hereinspaziert") || !strings.Contains(got, "Geben Sie diesen Code") || !strings.Contains(got, "Rat: https") {
		t.Errorf("the brand's wording is missing:\n%s", got)
	}
	for _, payload := range []map[string]any{{"brand": "own", "lang": "en"}, {"brand": "other", "lang": "de"}, {}} {
		if got := text(payload); strings.Contains(got, "Hereinspaziert") || !strings.Contains(got, "Your code to sign in") {
			t.Errorf("%v:\n%s", payload, got)
		}
	}
}

func TestLogoOfAMail(t *testing.T) {
	t.Parallel()
	b := &brand.Brand{ID: "logo", Name: brand.Same("Quince"), Default: true, Mail: brand.Mail{Logo: "https://shop.example.org/logo.png"}, Logo: brand.Logo{Height: 2}}
	doc := document(t, render(t, filesOf(t, mail.Options{Brands: setOf(t, b)}), "login_code/valid/email.body.gotmpl", dataOf(nil)))
	img := doc.Find("img")
	if img.Length() != 1 || img.AttrOr("src", "") != b.Mail.Logo || img.AttrOr("alt", "") != "Quince" || img.AttrOr("height", "") != "32" {
		t.Errorf("the logo is %v", img.Nodes)
	}
}

// A path leads somewhere from a page of the brand, but nowhere from a mail.
func TestLinksOfAMailAreWhole(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		hosts []string
		want  string
	}{{nil, ""}, {[]string{"id.example.org", "b.example.org"}, "Help: https://id.example.org/help"}} {
		b := &brand.Brand{ID: "x", Name: brand.Same("X"), Default: true, Hosts: test.hosts, SupportURL: brand.Same("/help")}
		text := render(t, filesOf(t, mail.Options{Brands: setOf(t, b)}), "login_code/valid/email.body.plaintext.gotmpl", dataOf(nil))
		if strings.Contains(text, "Help") != (test.want != "") || !strings.Contains(text, test.want) {
			t.Errorf("hosts %v:\n%s", test.hosts, text)
		}
	}
}
