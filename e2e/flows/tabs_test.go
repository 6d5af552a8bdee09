package flows_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A browser that restores many tabs at once shows a usable page in each, and signing in works in any of them. It leads to the page of
// the tab, or to that of another when the tabs overwrote each other's cookies and the flow was begun anew.
func TestTabsRestored(t *testing.T) {
	for name, paths := range map[string][]string{
		"settings": slices.Repeat([]string{"/settings"}, 8),
		"account":  {"/", "/sessions", "/settings", "/settings", "/sessions", "/", "/settings", "/sessions"},
	} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t)).InChromium()
			p.Open("/welcome")
			tabs := restore(p, paths...)
			for _, tab := range tabs {
				tab.WaitFor(chrome.TestID("login-flow"))
			}
			for _, tab := range restore(p, paths...) { // once more, within seconds
				tab.WaitFor(chrome.TestID("login-flow"))
			}
			last := &user.Chromium{Tab: tabs[len(tabs)-1], T: t, Stack: p.Stack, Email: p.Email, Password: p.Password}
			last.SubmitCredentials()
			last.WaitFor(chrome.TestID("logout-link"))
			if at := strings.TrimPrefix(last.URL(), p.Stack.UIURL); !slices.Contains(paths, strings.SplitN(at, "?", 2)[0]) {
				t.Errorf("signing in leads to %s, want one of %q", at, paths)
			}
			last.MustBeSignedIn("aal1")
		})
	}
}

// Tabs with expired flows each start a new flow of their kind.
func TestTabsRestoredExpired(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "shortlife"))
	var old []string
	for range 2 {
		for _, kind := range []string{"login", "registration", "recovery", "verification"} {
			p.Open("/" + kind)
			p.WaitFor(chrome.TestID(kind + "-flow"))
			old = append(old, p.URL()[len(p.Stack.UIURL):])
		}
	}
	awaitExpiry(t, chrome.Eval[string](p.Tab, `document.querySelector("[data-expires]").dataset.expires`))
	for range 2 {
		for i, tab := range restore(p, old...) {
			kind := []string{"login", "registration", "recovery", "verification"}[i%4]
			tab.WaitFor(chrome.TestID(kind + "-flow"))
			if at := tab.URL()[len(p.Stack.UIURL):]; at == old[i] {
				t.Errorf("%s still shows the old flow", at)
			}
		}
	}
}

func restore(p *user.Chromium, paths ...string) []*chrome.Tab {
	p.T.Helper()
	var addresses []string
	for _, path := range paths {
		addresses = append(addresses, p.Stack.UIURL+path)
	}
	return p.Restore(addresses...)
}
