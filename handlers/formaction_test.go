package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// formActionOf is what the page of a flow that returns somewhere lets forms end at, besides us and Kratos.
func formActionOf(t *testing.T, s *site, kind, fixture, returnTo string) []string {
	t.Helper()
	s.kratos.on(fetchPath(kind), edited(t, fixture, func(f map[string]any) { f["return_to"] = returnTo }))
	sources := s.get(t, "/"+kind+"?flow="+flowID).want(http.StatusOK).directive("form-action")
	return slices.DeleteFunc(sources, func(source string) bool { return source == "'self'" || source == browserURL })
}

// Where a flow returns to, its forms may end, on the page of every kind; whoever sends an address that Kratos would refuse gets
// nothing of it into the header.
func TestFormsMayEndAtTheReturnAddress(t *testing.T) {
	t.Parallel()
	any, exact := newSite(t), newSite(t, func(c *setup) { c.FormActions = []string{"https://accounts.example", "listed:"} })
	secure := newSite(t, func(c *setup) { c.kratos.BrowserURL = "https://auth.example" })
	for returnTo, want := range map[string]struct{ any, exact, secure []string }{
		"":                            {},
		"/relative":                   {},
		"myapp://done":                {[]string{"myapp:"}, []string{"myapp:"}, []string{"myapp:"}},
		"MyApp:done":                  {[]string{"myapp:"}, []string{"myapp:"}, []string{"myapp:"}},
		"com.example.app:/cb?x=1":     {[]string{"com.example.app:"}, []string{"com.example.app:"}, []string{"com.example.app:"}},
		"listed://x":                  {[]string{"listed:"}, nil, []string{"listed:"}},
		"https://shop.example/x":      {nil, []string{"https://shop.example"}, nil},
		"https://accounts.example/x":  {nil, nil, nil},
		"http://shop.example:81/x":    {nil, []string{"http://shop.example:81"}, []string{"http://shop.example:81"}},
		"http://127.0.0.1:5001/x":     {nil, []string{"http://127.0.0.1:5001"}, []string{"http://127.0.0.1:5001"}},
		"http://localhost:5001/x":     {nil, []string{"http://localhost:5001"}, []string{"http://localhost:5001"}},
		"http://[::1]:5001/x":         {nil, []string{"http:"}, []string{"http:"}},
		"javascript:alert(1)":         {},
		"data:text/html,x":            {},
		"view-source:https://x":       {},
		"intent://x#Intent;end":       {},
		"my app://x":                  {},
		"https://a;script-src b/":     {},
		"https://a b.example/":        {},
		"https://*.example/":          {},
		"myapp:; script-src *":        {},
		"https://a.example\r\nX: y/x": {},
	} {
		for _, p := range flowPages {
			for s, want := range map[*site][]string{any: append([]string{"https:", "http:"}, want.any...), exact: append([]string{"https://accounts.example", "listed:"}, want.exact...), secure: append([]string{"https://auth.example", "https:"}, want.secure...)} {
				if got := formActionOf(t, s, p.kind, p.first, returnTo); !slices.Equal(got, want) {
					t.Errorf("%s to %q: forms may end at %q, want %q", p.kind, returnTo, got, want)
				}
			}
		}
	}
}

// A page of ours that a visitor returns to may send them on at once: when the second factor was asked for and is there already.
func TestFormsMayEndWhereOurOwnPageLeads(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.FormActions = []string{"https://accounts.example"} })
	over := func(page, to string) string { return page + "?return_to=" + url.QueryEscape(to) }
	for to, want := range map[string][]string{
		over(s.URL+"/login", "myapp://done"):                          {"myapp:"},
		over(s.URL+"/settings", over(s.URL+"/login", "myapp://done")): {"myapp:"},
		over(s.URL+"/login", "https://shop.example"):                  nil, // not judged yet
		over(s.URL+"/login", "javascript:alert(1)"):                   nil,
		over("https://accounts.example/login", "myapp://done"):        nil, // whoever follows that, we don't
	} {
		got := formActionOf(t, s, "login", "login-initial", to)
		got = slices.DeleteFunc(got, func(source string) bool {
			return source == "https://accounts.example" || source == s.URL
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s: forms may end at %q too, want %q", to, got, want)
		}
	}
}

func TestFormActionsMayBeSchemes(t *testing.T) {
	t.Parallel()
	client, err := kratos.New(kratos.Config{PublicURL: browserURL})
	if err != nil {
		t.Fatal(err)
	}
	for source, can := range map[string]bool{
		"myapp:": true, "com.example.app:": true, "MyApp:": true, "https:": true, "http:": true, "https://a.example": true,
		"myapp": false, "myapp:x": false, "myapp://": false, "javascript:": false, "data:": false, "my app:": false, "a;b:": false, ":": false, "*": false, "'self'": false,
	} {
		if _, err := handlers.New(handlers.Options{Kratos: client, FormActions: []string{source}}); (err == nil) != can {
			t.Errorf("%q may be listed: %v, want %v (%v)", source, err == nil, can, err)
		}
	}
}
