package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/brand"
)

// worksOfAcme is a site whose brand has a name of its own for the provider acme.
func worksOfAcme(t *testing.T) *site {
	t.Helper()
	return newSite(t, func(c *setup) {
		c.Brand = brand.Brand{
			Name: brand.Same("Club"), Providers: map[string]brand.Provider{"acme": {Label: brand.Text{"en": "The Works", "de": "Die Werke"}}},
		}
	})
}

// A visitor knows the provider by the name that stood on its button.
func TestABrandsNameOfAProviderInMessages(t *testing.T) {
	t.Parallel()
	linking := recordedBy(t, "v26.2.0", 200, "login-account-linking")
	duplicate := recordedBy(t, "next", 200, "registration-onestep-error-duplicate").replaced(t, `"available_oidc_providers": []`, `"available_oidc_providers": ["acme", "globex"]`)
	for name, c := range map[string]struct {
		kind, message string
		answer        reply
	}{
		"known by its id":   {"login", "1010016", linking},
		"of a later Kratos": {"login", "1010016", linking.replaced(t, `"provider": "Acme"`, `"provider": "Acme of Elsewhere", "provider_id": "acme"`)},
		"known by its button": {"login", "1010016", recordedBy(t, "next", 200, "login-account-linking-idfirst").
			replaced(t, `"provider": "Globex"`, `"provider": "Acme of Elsewhere"`).replaced(t, `"provider": "Acme"`, `"provider": "Acme of Elsewhere"`)},
		"one of those connected": {"registration", "4000028", duplicate},
	} {
		s := worksOfAcme(t)
		s.kratos.on(fetchPath(c.kind), c.answer)
		for language, want := range map[string]string{"en": "The Works", "de": "Die Werke"} {
			text := s.get(t, "/"+c.kind+"?flow="+flowID, "Accept-Language", language).want(http.StatusOK).has("ui/message/" + c.message).Text()
			if !strings.Contains(text, want) || strings.Contains(strings.ToLower(text), "acme") {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
}

// Another provider keeps the name that Kratos has for it.
func TestKratossNameOfAProviderInMessages(t *testing.T) {
	t.Parallel()
	s := worksOfAcme(t)
	s.kratos.on(fetchPath("login"), recordedBy(t, "next", 200, "login-account-linking-idfirst"))
	if text := s.get(t, "/login?flow="+flowID).has("ui/message/1010016").Text(); !strings.Contains(text, "Globex") {
		t.Errorf("the message says %s", text)
	}
}

func TestABrandsNameOfAProviderOnAccountPages(t *testing.T) {
	t.Parallel()
	s := worksOfAcme(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-oidc"))
	s.kratos.on("GET /sessions", recordedBy(t, "v26.2.0", 200, "sessions-list"))
	s.kratos.on(fetchPath("settings"), recorded(t, 200, "settings-oidc-linked"))
	for language, want := range map[string]string{"en": "The Works", "de": "Die Werke"} {
		devices := s.get(t, "/sessions", "Accept-Language", language).want(http.StatusOK).has("session-content")
		if text := devices.Text(); strings.Count(text, want) != 2 || strings.Contains(text, "acme") {
			t.Errorf("the devices say %s", text)
		}
		row := s.get(t, "/settings?flow="+flowID, "Accept-Language", language).want(http.StatusOK).doc.Find(`button[name=unlink][value=acme]`).Closest(".row")
		if text := row.Text(); !strings.Contains(row.Find(".row-text").Text(), want) || strings.Contains(text, "Acme") {
			t.Errorf("the row in the settings says %s", text)
		}
	}
}

// A provider has the same mark on the page that a sign-up continues on as on the one where it was chosen, though its id tells
// nothing of it and Kratos names it on the first only.
func TestAProviderKeepsItsMark(t *testing.T) {
	t.Parallel()
	for name, label := range map[string]string{"a drawing": "Google Workspace", "an initial": "Umbrella"} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial").replaced(t, `"provider": "Acme"`, `"provider": "`+label+`"`).replaced(t, `"acme"`, `"p-17"`))
		s.kratos.on(fetchPath("registration"), recorded(t, 200, "registration-oidc-incomplete").replaced(t, `"acme"`, `"p-17"`))
		markOn := func(page string) string {
			mark, err := goquery.OuterHtml(s.get(t, "/"+page+"?flow="+flowID).want(http.StatusOK).doc.Find("button[value=p-17]").Find("svg, .provider-mark"))
			if err != nil || mark == "" {
				t.Fatalf("%s, %s: no mark (%v)", name, page, err)
			}
			return mark
		}
		if first, last := markOn("login"), markOn("registration"); first != last {
			t.Errorf("%s: %s on the first page, %s on the last", name, first, last)
		}
	}
}
