package templates_test

import (
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func TestEveryOtherPageIsSound(t *testing.T) {
	t.Parallel()
	device := templates.Session{
		ID: "1", Device: "Firefox on Linux", Icon: "phone", IP: "192.0.2.1", Location: "Bern", SignedIn: "today", At: "2030-01-02T03:04:05Z",
		Methods: "password", TwoSteps: true,
	}
	bare := templates.Session{ID: "2", Device: "Something", SignedIn: "today", At: "2030-01-02T03:04:05Z"}
	moment := templates.Moment{Text: "today", At: "2030-01-02T03:04:05Z"}
	link := templates.Link{TestID: "home-link", Text: "Home", Href: "/"}
	pages := map[string]func(p *templates.Page) templ.Component{
		"home": func(p *templates.Page) templ.Component {
			p.Current = "home"
			return templates.HomePage(p, &templates.Home{
				Name: "Ann", Addresses: []templates.Address{{Value: "ann@example.com", Verified: true}, {Value: "a@example.com"}},
				Factors: []kratos.Factor{{Group: "totp", On: true}, {Group: "passkey", On: true, Count: 2}, {Group: "password", Untold: true}, {Group: "oidc"}}, OtherSessions: 2,
			})
		},
		"empty home": func(p *templates.Page) templ.Component {
			return templates.HomePage(p, &templates.Home{OtherSessions: -1})
		},
		"welcome":        func(p *templates.Page) templ.Component { return templates.WelcomePage(p, false) },
		"welcome inside": func(p *templates.Page) templ.Component { return templates.WelcomePage(p, true) },
		"logout":         func(p *templates.Page) templ.Component { return templates.LogoutPage(p, "") },
		"error": func(p *templates.Page) templ.Component {
			p.HasError = true
			return templates.ErrorPage(p, &templates.ErrorView{
				Key: "foreign", Status: "400", Reference: "r", Actions: []templates.Link{link, link}, SignOut: true,
				Foreign: []templates.ForeignLine{{Name: "error", Value: "access_denied"}, {Name: "error_hint", Value: "h"}},
			})
		},
		"bare error": func(p *templates.Page) templ.Component {
			p.HasError = true
			return templates.ErrorPage(p, &templates.ErrorView{Key: "internal", Status: "500"})
		},
		"sessions": func(p *templates.Page) templ.Component {
			p.Current, p.Notice = "sessions", "session_revoked"
			return templates.SessionsPage(p, &templates.SessionsView{Current: device, Others: []templates.Session{bare, device}, NextHref: "/sessions?page_token=2"})
		},
		"applications": func(p *templates.Page) templ.Component {
			p.Site.HasApplications, p.Current = true, "applications"
			return templates.ApplicationsPage(p, &templates.ApplicationsView{Ended: "Other", More: true, Applications: []templates.AllowedApplication{
				{ID: "1", Name: "One", Scopes: []templates.Scope{{Name: "openid", Text: "Know"}}, Audiences: []string{"https://api.example"}, First: moment, Last: moment, AsksAgain: true},
				{ID: "2", Name: "Two"},
			}})
		},
		"no applications": func(p *templates.Page) templ.Component {
			return templates.ApplicationsPage(p, &templates.ApplicationsView{Gone: true})
		},
		"consent": func(p *templates.Page) templ.Component {
			return templates.ConsentPage(p, &templates.ConsentView{
				Challenge: "c", Account: "a@example.com", NotYouReturn: "https://id.example/consent", Audiences: []string{"https://api.example"},
				App:    templates.Application{Name: "App", PolicyURL: "https://app.example/p", TermsURL: "https://app.example/t"},
				Scopes: []templates.Scope{{Name: "openid", Text: "Know", Fixed: true}, {Name: "email", Text: "See"}}, Next: templates.Destination{Host: "app.example"},
			})
		},
		"consent to little": func(p *templates.Page) templ.Component {
			return templates.ConsentPage(p, &templates.ConsentView{App: templates.Application{Name: "App"}, Next: templates.Destination{OnDevice: true}})
		},
		"one session": func(p *templates.Page) templ.Component {
			return templates.SessionsPage(p, &templates.SessionsView{Current: bare})
		},
	}
	for _, language := range []string{"en", "de", "ar"} {
		for name, component := range pages {
			t.Run(language+"/"+name, func(t *testing.T) {
				t.Parallel()
				l := localizer(t, language)
				page := &templates.Page{Site: site(), Title: name}
				page.Site.Brand.SupportURL, page.Site.Brand.PrivacyURL, page.Site.Brand.TermsURL = brand.Same("https://example.com/s"), brand.Same("https://example.com/p"), brand.Same("https://example.com/t")
				text := draw(t, component(page), l)
				doc := parseHTML(t, text)
				soundDocument(t, doc)
				harmless(t, doc, name)
				for _, slip := range []string{"<no value>", "&lt;no value", "%!", "0xc000", "{{"} {
					if strings.Contains(text, slip) {
						t.Errorf("%q on the page", slip)
					}
				}
				if got := words(doc.Find("title")); strings.HasPrefix(got, l.T("page.error_prefix")) != page.HasError || !strings.Contains(got, name) {
					t.Errorf("title %q, while an error is %v", got, page.HasError)
				}
				if doc.Find("html").AttrOr("lang", "") != language || doc.Find(`main[data-testid="app-express"]`).Length() != 1 {
					t.Error("no language, or no main")
				}
				// Links and forms lead to our own pages under the base path, or to the brand's.
				for _, form := range doc.Find("form").EachIter() {
					if form.AttrOr("method", "") != "post" {
						t.Errorf("form %q is not posted", form.AttrOr("action", ""))
					}
				}
			})
		}
	}
}

func TestEverythingOfOursStaysUnderTheBasePath(t *testing.T) {
	t.Parallel()
	l := localizer(t, "en")
	s := site()
	s.Base = "/account"
	s.HasApplications = true
	page := &templates.Page{Site: s, Title: "t", Current: "home"}
	for name, component := range map[string]templ.Component{
		"home":         templates.HomePage(page, &templates.Home{Addresses: []templates.Address{{Value: "a@example.com"}}, Factors: []kratos.Factor{{Group: "totp"}}}),
		"sessions":     templates.SessionsPage(page, &templates.SessionsView{Others: []templates.Session{{ID: "1"}}}),
		"applications": templates.ApplicationsPage(page, &templates.ApplicationsView{Applications: []templates.AllowedApplication{{ID: "1"}}}),
		"welcome":      templates.WelcomePage(page, false),
		"inside":       templates.WelcomePage(page, true),
		"logout":       templates.LogoutPage(page, ""),
		"error":        templates.ErrorPage(page, &templates.ErrorView{Key: "internal", SignOut: true}),
	} {
		doc := parseHTML(t, draw(t, component, l))
		for _, e := range doc.Find("a[href], link[href], script[src], form[action]").EachIter() {
			for _, attribute := range []string{"href", "src", "action"} {
				if url, ok := e.Attr(attribute); ok && strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "/account/") {
					t.Errorf("%s: %s=%q lies outside", name, attribute, url)
				}
			}
		}
	}
}

// The logo says what it is once: in the name beside it, or where that is hidden, by itself (WCAG 1.1.1).
func TestTheLogoIsReadOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		alt  string
		hide []string
		want string
	}{
		{"", nil, ""},
		{"Our logo", nil, ""},
		{"", []string{"brand-name"}, "Shop"},
		{"Our logo", []string{"brand-name"}, "Our logo"},
	} {
		page := &templates.Page{Site: site(), Title: "x"}
		page.Site.Brand = brand.Brand{Name: brand.Same("Shop"), Logo: brand.Logo{Light: "logo.svg", Alt: test.alt}, Hide: test.hide}
		logo := parseHTML(t, draw(t, templates.WelcomePage(page, false), localizer(t, "en"))).Find(".brand img")
		if got, found := logo.Attr("alt"); !found || got != test.want {
			t.Errorf("alt %q, hidden %v: the logo is read as %q, want %q", test.alt, test.hide, got, test.want)
		}
	}
}
