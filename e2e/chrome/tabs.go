package chrome

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Restore opens tabs for all addresses at once, as a browser does after a restart, and returns them without waiting for any.
func (t *Tab) Restore(addresses ...string) []*Tab {
	t.tb.Helper()
	var ids []target.ID
	for _, address := range addresses {
		opened := run(t, "open a tab", func(ctx context.Context, tgt *chromedp.Target) (target.CreateTargetResult, error) {
			return cdp.Call(ctx, tgt, target.CreateTarget, target.CreateTargetParams{URL: address, Background: new(true)})
		})
		ids = append(ids, opened.TargetID)
	}
	var tabs []*Tab
	for _, id := range ids {
		tabs = append(tabs, t.attach(id))
	}
	return tabs
}

// Opens is the window that a gesture opens.
func (t *Tab) Opens(gesture func()) *Tab {
	t.tb.Helper()
	opened := chromedp.WaitNewTarget(t.ctx, func(info *target.Info) bool { return info.OpenerID != "" })
	gesture()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	select {
	case id := <-opened:
		return t.attach(id)
	case <-ctx.Done():
		t.fatalf("no window was opened")
		return nil
	}
}

// attach watches another tab of the same browser, whose console counts as this one's.
func (t *Tab) attach(id target.ID) *Tab {
	t.tb.Helper()
	ctx, err := t.attachOnce(id)
	// A page that leaves just then can't be watched; the one that comes in its place can.
	for tries := 0; err != nil && tries < 10 && strings.Contains(err.Error(), "Inspected target navigated"); tries++ {
		ctx, err = t.attachOnce(id)
	}
	if err != nil {
		t.fatalf("attach to a tab: %v", err)
	}
	tab := &Tab{tb: t.tb, ctx: ctx, console: t.console}
	tab.SetDark(false) // and without motion: a click on what is still scrolling misses
	return tab
}

func (t *Tab) attachOnce(id target.ID) (context.Context, error) {
	ctx, cancel := chromedp.NewContext(t.ctx, chromedp.WithTargetID(id), chromedp.WithListener(t.console.hear))
	t.tb.Cleanup(cancel)
	return ctx, chromedp.Do(ctx)
}

// Follows does something and waits until the browser asks for an address, by whatever redirects, even one that no page
// answers.
func (t *Tab) Follows(address string, gesture func()) {
	t.tb.Helper()
	run(t, "watch the network", call(network.Enable, network.EnableParams{}))
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	asked := make(chan struct{}, 1)
	err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok && e.Request.URL == address {
			select {
			case asked <- struct{}{}:
			default:
			}
		}
	})
	if err != nil {
		t.fatalf("watch the network: %v", err)
	}
	gesture()
	select {
	case <-asked:
	case <-ctx.Done():
		t.fatalf("the browser never asks for %s; the console says %q", address, t.console.problems())
	}
}
