package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// TestFirstVisitIsSmall goes to the sign-in page with nothing cached, at a Kratos with passkeys on, and counts requests, and bytes on
// the wire with headers, as Chromium does. Visitors come by TLS and HTTP/2, which packs headers; without TLS, Chromium asks for brotli
// only at this device.
func TestFirstVisitIsSmall(t *testing.T) {
	for name, c := range map[string]struct {
		options stack.Options
		bytes   int
	}{
		"by TLS and HTTP/2": {stack.Options{Proxy: stack.TLSProxy, Hosts: []string{"localhost"}}, 17_000},
		"by HTTP/1.1":       {stack.Options{}, 19_000},
	} {
		t.Run(name, func(t *testing.T) {
			s := shared.OwnStack(t, c.options)
			tab := chrome.Start(t, chrome.Options{TrustAll: true})
			seen := tab.WatchTransfers()
			tab.Goto(s.UIURL + "/login")
			tab.WaitFor(chrome.TestID("login-flow"))
			const requests = 5
			all, wire := seen.All("app-", "webauthn.js", "favicon"), 0
			for _, one := range all {
				wire += one.Wire
			}
			if wire > c.bytes || len(all) > requests {
				t.Errorf("%d bytes in %d requests, want at most %d in %d:\n%s", wire, len(all), c.bytes, requests, chrome.Table(all))
			}
			t.Logf("\n%s", chrome.Table(all))
		})
	}
}
