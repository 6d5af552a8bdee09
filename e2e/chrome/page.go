package chrome

import (
	"context"
	"net/http"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// OnNewPage runs a script in every page to come, before the page's own.
func (t *Tab) OnNewPage(script string) {
	t.tb.Helper()
	run(t, "prepare pages", call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}))
}

// IgnorePolicy lets pages do what their Content-Security-Policy forbids, to see what would be left of a page without it.
func (t *Tab) IgnorePolicy() {
	t.tb.Helper()
	run(t, "ignore the policy", call(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
}

// Until waits until a JavaScript expression holds in the page, whichever page that is by then.
func (t *Tab) Until(expression string) {
	t.tb.Helper()
	run(t, "wait until "+expression, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		ticker := time.NewTicker(50 * time.Millisecond)
		defer ticker.Stop()
		for {
			// A page that is just leaving can't be asked, the next one can.
			if ok, err := chromedp.Evaluate[bool]("!!("+expression+")")(ctx, target); err == nil && ok {
				return nil
			}
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}))
}

// Cookies are the names and values that would be sent to an address.
func (t *Tab) Cookies(address string) []*http.Cookie {
	t.tb.Helper()
	held := run(t, "read cookies", func(ctx context.Context, target *chromedp.Target) (network.GetCookiesResult, error) {
		return cdp.Call(ctx, target, network.GetCookies, network.GetCookiesParams{URLs: []string{address}})
	})
	cookies := make([]*http.Cookie, 0, len(held.Cookies))
	for _, c := range held.Cookies {
		cookies = append(cookies, &http.Cookie{Name: c.Name, Value: c.Value}) //nolint:gosec // for sending, where attributes don't exist
	}
	return cookies
}

// Clipboard is the text that a page copied.
func (t *Tab) Clipboard() string {
	t.tb.Helper()
	run(t, "allow reading the clipboard", call(browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: "clipboard-read"}, Setting: browser.PermissionSettingGranted,
	}))
	return run(t, "read the clipboard", chromedp.Evaluate[string]("navigator.clipboard.readText()", chromedp.EvalAwaitPromise))
}

// Back goes back in the history of the tab and does not wait for the page.
func (t *Tab) Back() {
	t.tb.Helper()
	history := run(t, "read the history", chromedp.NavigationEntries())
	if history.CurrentIndex == 0 {
		t.fatalf("there is no page to go back to")
	}
	before := history.Entries[history.CurrentIndex-1].ID
	run(t, "go back", call(page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: before}))
}

// Reload loads the page anew, as the browser's button does, and waits until it has loaded.
func (t *Tab) Reload() {
	t.tb.Helper()
	run(t, "reload", chromedp.Reload())
}
