package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A page on which nothing can be done says so in words, and leads on.
func TestNothingOffered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, name string
		answer     reply
		back       bool // a button that leads a step back is left
	}{
		{"login", "login-organization-empty", recordedBy(t, "next", 200, "login-organization-empty"), false},
		{"login", "login-no-methods", recordedBy(t, "next", 200, "login-no-methods"), false},
		{"registration", "registration-organization-empty", recordedBy(t, "next", 200, "registration-organization-empty"), false},
		{"registration", "second step without methods", recordedBy(t, "v26.2.0", 200, "registration-step2").without(t, ofMethods), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on(fetchPath(c.kind), c.answer)
			for _, language := range []string{"en", "de", "ar"} {
				a := s.get(t, "/"+c.kind+"?flow="+flowID, "Accept-Language", language).want(http.StatusOK)
				if text := a.has("no-method").Text(); strings.TrimSpace(text) == "" || strings.Contains(text, "no_method") {
					t.Errorf("%s: says %q", language, text)
				}
				if href := a.has("home-link").AttrOr("href", ""); href != "/welcome" {
					t.Errorf("the way on leads to %q", href)
				}
				for _, link := range []string{"signup-link", "forgot-password-link", "cta-link"} {
					a.lacks(link) // they lead to pages with as little
				}
				if buttons := a.doc.Find("main button[type=submit]:not([disabled])").Length(); buttons > 0 != c.back {
					t.Errorf("%d buttons are left", buttons)
				}
			}
		})
	}
}

// ofMethods are the nodes of a registration's second page that sign up.
func ofMethods(node map[string]any) bool {
	return node["group"] != "default" && node["group"] != "profile"
}

// An organization without a provider stops nobody who has another way to sign in.
func TestWayOnWithoutTheOrganization(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"login", "registration"} {
		s := newSite(t)
		empty := recordedBy(t, "next", 200, kind+"-organization-empty")
		s.kratos.on(fetchPath(kind), empty.replaced(t, `"type": "browser",`, `"type": "browser", "return_to": "https://shop.example/", "oauth2_login_challenge": "challenge",`))
		way, err := url.Parse(s.get(t, "/"+kind+"?flow="+flowID).want(http.StatusOK).has("restart-link").AttrOr("href", ""))
		if err != nil || way.Path != "/"+kind {
			t.Fatalf("%s: leads to %v (%v)", kind, way, err)
		}
		only(t, way.Query(), "return_to", "https://shop.example/", "login_challenge", "challenge")
	}
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recordedBy(t, "next", 200, "login-no-methods"))
	s.get(t, "/login?flow="+flowID).want(http.StatusOK).lacks("restart-link")
}

// Who is half signed in may still leave.
func TestNothingOfferedToConfirmWith(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for name, answer := range map[string]reply{
		"refresh": recordedBy(t, "next", 200, "login-no-methods").replaced(t, `"refresh": false`, `"refresh": true`),
		"aal2":    recorded(t, 200, "login-aal2-none-configured"),
	} {
		s.kratos.on(fetchPath("login"), answer)
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		a.has("no-method")
		a.has("logout-link")
		if second := strings.Contains(a.has("no-method").Text(), "second step"); second != (name == "aal2") {
			t.Errorf("%s: says %q", name, a.has("no-method").Text())
		}
	}
}

// Pages on which something can be done do not say otherwise.
func TestSomethingOffered(t *testing.T) {
	t.Parallel()
	for _, p := range flowPages {
		for _, version := range versions {
			s := newSite(t)
			s.kratos.on(fetchPath(p.kind), recordedBy(t, version, 200, p.first))
			s.get(t, "/"+p.kind+"?flow="+flowID).want(http.StatusOK).lacks("no-method")
		}
	}
}
