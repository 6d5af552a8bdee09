package handlers_test

import (
	"net/http"
	"testing"
)

// linkingCookie remembers the flow that links accounts.
const linkingCookie = "thyra_linking"

// Signing in to link an account says so on each of its pages, and leads away from none: Kratos keeps its message for the first, and
// a page for a code is like any other.
func TestLinkingIsToldThroughout(t *testing.T) {
	t.Parallel()
	other := func(f map[string]any) {
		f["active"], f["ui"].(map[string]any)["messages"] = "password", []any{map[string]any{"id": 4010009, "type": "error", "text": "x"}}
	}
	const remembered = linkingCookie + "=" + flowID
	for _, c := range []struct {
		name, version, fixture string
		change                 func(map[string]any)
		cookie                 string
		links                  bool
	}{
		{"first page", "v1.3.1", "login-account-linking", nil, "", true},
		{"first page", "v26.2.0", "login-account-linking", nil, "", true},
		{"wrong password", "v1.3.1", "login-account-linking-error", nil, "", true},
		{"wrong password", "v26.2.0", "login-account-linking-error", nil, "", true},
		{"another account", "v26.2.0", "login-account-linking-error", other, "", true},
		{"code sent", "v1.3.1", "login-code-sent", nil, remembered, true},
		{"code sent", "v26.2.0", "login-code-sent", nil, remembered, true},
		{"wrong code", "v1.3.1", "login-code-wrong", nil, remembered, true},
		{"wrong code", "v26.2.0", "login-code-wrong", nil, remembered, true},
		{"code of another flow", "v1.3.1", "login-code-sent", nil, linkingCookie + "=1" + flowID[1:], false},
		{"code without linking", "v26.2.0", "login-code-sent", nil, "", false},
		{"a provider that refused", "v1.3.1", "login-initial", func(f map[string]any) { f["active"] = "oidc" }, "", false},
		{"identifier first", "v26.2.0", "login-idfirst-step2", nil, "", false},
		{"confirmation", "v1.3.1", "login-refresh-with-keys", func(f map[string]any) { f["active"] = "oidc" }, remembered, false},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), editedBy(t, c.version, c.fixture, func(f map[string]any) {
			f["id"] = flowID
			if c.change != nil {
				c.change(f)
			}
		}))
		a := s.get(t, "/login?flow="+flowID, "Cookie", c.cookie).want(http.StatusOK)
		where := c.name + ", " + c.version
		if n := a.doc.Find(`[data-testid="ui/message/1010016"]`).Length(); (n == 1) != c.links || n > 1 {
			t.Errorf("%s: the page says %d times that it links, want it to: %v", where, n, c.links)
		}
		if !c.links {
			continue
		}
		a.lacks("change-account")
		a.lacks("signup-link")
		remember := a.cookie(linkingCookie)
		if forgets := c.cookie == ""; forgets != (remember != nil && remember.Value == flowID && remember.HttpOnly) {
			t.Errorf("%s: the browser is to remember %v", where, remember)
		}
	}
}

// A prefetched page is nobody's, and what a browser says of itself becomes no text.
func TestLinkingIsRememberedByVisitsAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-account-linking"))
	if a := s.get(t, "/login?flow="+flowID, "Sec-Purpose", "prefetch"); a.cookie(linkingCookie) != nil {
		t.Error("a prefetch is remembered")
	}
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	for _, nonsense := range []string{"", "x", "<b>", flowID} {
		s.get(t, "/login?flow="+flowID, "Cookie", linkingCookie+"="+nonsense).want(http.StatusOK).lacks("ui/message/1010016")
	}
}
