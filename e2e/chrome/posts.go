package chrome

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/thyra-ui/thyra/e2e/child"
)

// Fate is what becomes of a form that a page sends.
type Fate int

// The fates of a form.
const (
	Sent     Fate = iota // it goes where it is meant to go
	Kept                 // there is no answer
	NoAnswer             // 204: the browser stays where it is
	Download             // the answer is a file
	Lost                 // the network fails
	App                  // the answer leads to an app that is not there
)

// Posts counts the forms that pages send.
type Posts struct {
	tab *Tab

	mu     sync.Mutex
	bodies []string
	fates  []Fate
}

// WatchPosts decides what becomes of the next forms that pages send; those after them are sent.
func (t *Tab) WatchPosts(fates ...Fate) *Posts {
	t.tb.Helper()
	p := &Posts{tab: t, fates: fates}
	if err := chromedp.Listen(t.ctx, p.hear); err != nil {
		t.fatalf("listen to requests: %v", err)
	}
	run(t, "watch posts", call(fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{
		{URLPattern: "*", ResourceType: network.ResourceTypeDocument},
	}}))
	return p
}

// Bodies are what the forms held, in the order they were sent.
func (p *Posts) Bodies() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.bodies...)
}

// Await waits until so many forms were sent.
func (p *Posts) Await(n int) {
	p.tab.tb.Helper()
	run(p.tab, fmt.Sprintf("wait for %d forms", n), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		return child.Poll(ctx, 50*time.Millisecond, func() error {
			if sent := len(p.Bodies()); sent < n {
				return fmt.Errorf("%d forms were sent", sent)
			}
			return nil
		})
	}))
}

// hear runs in the loop that reads the browser's messages, so the answer is given beside it.
func (p *Posts) hear(event any) {
	e, ok := event.(*fetch.EventRequestPaused)
	if !ok {
		return
	}
	fate := Sent
	if e.Request.Method == "POST" {
		fate = p.next(e.Request)
	}
	go p.tab.decide(e.RequestID, fate)
}

// decide gives a request its fate.
func (t *Tab) decide(id fetch.RequestID, fate Fate) {
	if fate == Kept {
		return
	}
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	// A page that was left meanwhile does not wait for an answer any more.
	_, _ = chromedp.Run(ctx, answer(id, fate))
}

func (p *Posts) next(r *network.Request) Fate {
	p.mu.Lock()
	defer p.mu.Unlock()
	body := ""
	for _, part := range r.PostDataEntries {
		body += string(part.Bytes)
	}
	p.bodies = append(p.bodies, body)
	if len(p.fates) == 0 {
		return Sent
	}
	fate := p.fates[0]
	p.fates = p.fates[1:]
	return fate
}

func answer(id fetch.RequestID, fate Fate) chromedp.Action[chromedp.Void] {
	status := func(code int64, name, value string) chromedp.Action[chromedp.Void] {
		return call(fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: id, ResponseCode: code, ResponseHeaders: []*fetch.HeaderEntry{{Name: name, Value: value}},
		})
	}
	switch fate {
	case NoAnswer:
		return status(204, "Cache-Control", "no-store")
	case Download:
		return status(200, "Content-Disposition", `attachment; filename="answer.txt"`)
	case App:
		return status(303, "Location", "nosuchapp://done")
	case Lost:
		return call(fetch.FailRequest, fetch.FailRequestParams{RequestID: id, ErrorReason: network.ErrorReasonConnectionReset})
	case Sent, Kept:
	}
	return call(fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: id})
}

// Stop ends the loading of a page, as the browser's button does.
func (t *Tab) Stop() {
	t.tb.Helper()
	run(t, "stop loading", call(page.StopLoading, cdp.Empty{}))
}
