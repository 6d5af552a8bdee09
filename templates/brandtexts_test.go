package templates_test

import (
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// The brand's line and the text of its button belong to the page where a flow begins, in the visitor's language.
func TestTextsOfABrand(t *testing.T) {
	t.Parallel()
	own := brand.Default()
	own.Intro = brand.Intro{Login: brand.Text{"en": "Welcome aboard", "de": "Willkommen an Bord"}, Registration: brand.Same("It is free")}
	own.Button = brand.Button{
		Login: brand.Text{"en": "Step in", "de": "Eintreten"}, Registration: brand.Same("Join"), Recovery: brand.Same("Help me"), Verification: brand.Same("Verify"),
	}
	for _, test := range []struct{ flow, language, intro, button, not string }{
		{"login-initial", "en", "Welcome aboard", "Step in", ""},
		{"login-initial", "de", "Willkommen an Bord", "Eintreten", ""},
		{"login-error-invalid-credentials", "en", "Welcome aboard", "Step in", ""},
		{"login-idfirst-step1", "en", "Welcome aboard", "", "Step in"},
		{"login-idfirst-step2", "en", "Welcome aboard", "Step in", ""},
		{"login-aal2", "en", "", "", "Step in"},
		{"login-refresh", "en", "", "", "Step in"},
		{"login-code-sent", "en", "", "", "Step in"},
		{"registration-onestep", "en", "It is free", "Join", ""},
		{"registration-step1", "en", "It is free", "", "Join"},
		{"registration-step2", "en", "It is free", "Join", ""},
		{"registration-code-sent", "en", "", "", "Join"},
		{"recovery-initial", "en", "", "Help me", ""},
		{"recovery-code-sent", "en", "", "", "Help me"},
		{"verification-initial", "en", "", "Verify", ""},
	} {
		f := fixtureNamed(t, "v26.2.0/"+test.flow)
		r := request(f.kind, f.parse(t), localizer(t, test.language))
		r.Site.Brand = own
		doc, _, _ := drawRequest(t, r)
		if got := fold(doc.Find(".head .intro").Text()); got != test.intro {
			t.Errorf("%s in %s: below the title stands %q, want %q", test.flow, test.language, got, test.intro)
		}
		for _, button := range doc.Find("main button").EachIter() {
			if text := fold(button.Text()); test.not != "" && text == test.not {
				t.Errorf("%s: %s says %q", test.flow, pair(button), text)
			}
		}
		if test.button != "" {
			primary := doc.Find("main .button-primary")
			if primary.Length() != 1 || fold(primary.Text()) != test.button {
				t.Errorf("%s in %s: %d main buttons say %q, want %q", test.flow, test.language, primary.Length(), primary.Text(), test.button)
			}
		}
	}
}

func TestFooterText(t *testing.T) {
	t.Parallel()
	footer := func(language string, hide ...string) string {
		page := &templates.Page{Site: site(), Title: "x"}
		page.Site.Brand.FooterText, page.Site.Brand.Hide = brand.Text{"en": "Since 1999", "de": "Seit 1999"}, hide
		doc := parseHTML(t, draw(t, templates.FlowPage(page, &templates.FlowView{Kind: kratos.Login}), localizer(t, language)))
		return fold(doc.Find("footer p").Text())
	}
	if en, de, hidden := footer("en"), footer("de"), footer("en", "footer"); en != "Since 1999" || de != "Seit 1999" || hidden != "" {
		t.Errorf("the footer says %q, in German %q, hidden %q", en, de, hidden)
	}
}
