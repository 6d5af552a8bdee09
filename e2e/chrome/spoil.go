package chrome

import (
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Spoil has the scripts of an address arrive with other bytes than the server sent (Download), never (Kept), or not at all
// (Lost). In a pattern, * is any text.
func (t *Tab) Spoil(pattern string, fate Fate) {
	t.tb.Helper()
	err := chromedp.Listen(t.ctx, func(event any) {
		if e, ok := event.(*fetch.EventRequestPaused); ok {
			go t.decide(e.RequestID, fate)
		}
	})
	if err != nil {
		t.fatalf("listen to requests: %v", err)
	}
	run(t, "spoil "+pattern, call(fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{
		{URLPattern: pattern, ResourceType: network.ResourceTypeScript},
	}}))
}
