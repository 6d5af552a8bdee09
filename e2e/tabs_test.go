package e2e_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// A browser that restores many tabs at once shows a page to go on from in each, and signing in works in any of them.
func TestChromiumRestoresTabs(t *testing.T) {
	for name, paths := range map[string][]string{
		"settings": slices.Repeat([]string{"/settings"}, 8),
		"account":  {"/", "/sessions", "/settings", "/settings", "/sessions", "/", "/settings", "/sessions"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newMember(t, shared.stack(t)).atChromium()
			p.open("/welcome")
			tabs := p.restore(paths...)
			for _, tab := range tabs {
				tab.WaitFor(chrome.TestID("login-flow"))
			}
			for _, tab := range p.restore(paths...) { // once more, within seconds
				tab.WaitFor(chrome.TestID("login-flow"))
			}
			last := &person{Tab: tabs[len(tabs)-1], t: t, s: p.s, email: p.email, password: p.password}
			last.giveCredentials()
			last.expect(paths[len(paths)-1])
			last.mustBeSignedIn("aal1")
		})
	}
}

// Flows of yesterday: each kind starts anew in its own tab.
func TestChromiumRestoresExpiredTabs(t *testing.T) {
	p := newPerson(t, shared.stack(t, "shortlife"))
	var old []string
	for range 2 {
		for _, kind := range []string{"login", "registration", "recovery", "verification"} {
			p.open("/" + kind)
			p.WaitFor(chrome.TestID(kind + "-flow"))
			old = append(old, p.URL()[len(p.s.UIURL):])
		}
	}
	awaitExpiry(t, chrome.Eval[string](p.Tab, `document.querySelector("[data-expires]").dataset.expires`))
	for range 2 {
		for i, tab := range p.restore(old...) {
			kind := []string{"login", "registration", "recovery", "verification"}[i%4]
			tab.WaitFor(chrome.TestID(kind + "-flow"))
			if at := tab.URL()[len(p.s.UIURL):]; at == old[i] {
				t.Errorf("%s still shows the old flow", at)
			}
		}
	}
}

func (p *person) restore(paths ...string) []*chrome.Tab {
	p.t.Helper()
	var addresses []string
	for _, path := range paths {
		addresses = append(addresses, p.s.UIURL+path)
	}
	return p.Restore(addresses...)
}
