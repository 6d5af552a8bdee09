package chrome

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/thyra-ui/thyra/e2e/child"
)

// Transfer is one request as the network panel of the developer tools shows it. A redirect is a transfer of its own.
type Transfer struct {
	URL, Encoding   string // Encoding is the Content-Encoding, or ""
	Status          int64
	AcceptsEncoding string // Accept-Encoding as it was sent
	Wire            int    // bytes that arrived: headers and the encoded body

	done bool
}

// Transfers are the requests of a tab, in the order in which they were sent.
type Transfers struct {
	tab *Tab

	mu    sync.Mutex
	all   []*Transfer
	open  map[network.RequestID]*Transfer
	asked map[network.RequestID]string // Accept-Encoding; Chromium may tell it before the request
}

// WatchTransfers records the requests from now on.
func (t *Tab) WatchTransfers() *Transfers {
	t.tb.Helper()
	seen := &Transfers{tab: t, open: map[network.RequestID]*Transfer{}, asked: map[network.RequestID]string{}}
	if err := chromedp.Listen(t.ctx, seen.hear); err != nil {
		t.fatalf("listen to requests: %v", err)
	}
	run(t, "watch the network", call(network.Enable, network.EnableParams{}))
	return seen
}

// All waits until there are requests with each of these in their addresses, and every request has its answer, and returns them.
func (s *Transfers) All(including ...string) []Transfer {
	s.tab.tb.Helper()
	var all []Transfer
	run(s.tab, "wait for the answers", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		return child.Poll(ctx, 50*time.Millisecond, func() (err error) {
			all, err = s.finished(including)
			return err
		})
	}))
	return all
}

func (s *Transfers) finished(including []string) ([]Transfer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Transfer
	for _, one := range s.all {
		if !one.done {
			return nil, errors.New("no answer from " + one.URL)
		}
		all = append(all, *one)
	}
	for _, part := range including {
		if !slices.ContainsFunc(all, func(one Transfer) bool { return strings.Contains(one.URL, part) }) {
			return nil, errors.New("nobody asked for " + part)
		}
	}
	return all, nil
}

// hear runs in the loop that reads the browser's messages, so it only records.
func (s *Transfers) hear(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if redirect := e.RedirectResponse; redirect != nil {
			s.answered(e.RequestID, redirect)
			s.finish(e.RequestID, redirect.EncodedDataLength)
		}
		one := &Transfer{URL: e.Request.URL, AcceptsEncoding: s.asked[e.RequestID]}
		s.all, s.open[e.RequestID] = append(s.all, one), one
	case *network.EventRequestWillBeSentExtraInfo:
		for name, value := range e.Headers {
			if strings.EqualFold(name, "Accept-Encoding") {
				s.asked[e.RequestID] = fmt.Sprint(value)
			}
		}
		if one := s.open[e.RequestID]; one != nil {
			one.AcceptsEncoding = s.asked[e.RequestID]
		}
	case *network.EventResponseReceived:
		s.answered(e.RequestID, e.Response)
	case *network.EventLoadingFinished:
		s.finish(e.RequestID, e.EncodedDataLength)
	case *network.EventLoadingFailed:
		s.finish(e.RequestID, 0)
	}
}

func (s *Transfers) answered(id network.RequestID, r *network.Response) {
	one := s.open[id]
	if one == nil {
		return
	}
	one.Status = r.Status
	for name, value := range r.Headers {
		if strings.EqualFold(name, "Content-Encoding") {
			one.Encoding = fmt.Sprint(value)
		}
	}
}

func (s *Transfers) finish(id network.RequestID, wire float64) {
	if one := s.open[id]; one != nil {
		one.Wire, one.done = int(wire), true
	}
}

// Table says what each request cost, and all of them.
func Table(transfers []Transfer) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "status\twire\tencoding\taccepted\taddress")
	wire := 0
	for _, one := range transfers {
		wire += one.Wire
		_, _ = fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s\n", one.Status, one.Wire, one.Encoding, one.AcceptsEncoding, one.URL)
	}
	_, _ = fmt.Fprintf(w, "%d\t%d\n", len(transfers), wire)
	_ = w.Flush()
	return out.String()
}
