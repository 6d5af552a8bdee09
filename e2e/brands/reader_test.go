package brands_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/httpbrowser"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

const readerCount = 16

// readers get pages of edited brands, and the files that these load, without pause.
type readers struct {
	t       *testing.T
	s       *stack.Stack
	brands  []*editedBrand
	flow    string // path of a login flow
	cookies []*http.Cookie
	client  *http.Client
	ctx     context.Context //nolint:containedctx // ends the reading
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	pages   atomic.Int64
	others  atomic.Int64
}

func newReaders(t *testing.T, s *stack.Stack, brands ...*editedBrand) *readers {
	t.Helper()
	u := user.New(t, s)
	u.Open("/login")
	u.GotoFlow()
	transport := &http.Transport{MaxIdleConnsPerHost: readerCount + 1}
	t.Cleanup(transport.CloseIdleConnections)
	r := &readers{
		t: t, s: s, brands: brands, flow: u.URL.RequestURI(), cookies: u.Cookies(s.UIURL),
		client: &http.Client{
			Transport: transport, Timeout: harness.Patience,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return r
}

// start begins to read. The first broken page ends it.
func (r *readers) start() {
	for i := range readerCount {
		r.wg.Go(func() {
			for n := i; r.ctx.Err() == nil && !r.t.Failed(); n++ {
				b, page := r.brands[n%len(r.brands)], []string{"/welcome", r.flow}[n/2%2]
				r.files(b, r.open(b, page))
			}
		})
	}
	r.t.Cleanup(r.stop)
}

func (r *readers) stop() {
	r.cancel()
	r.wg.Wait()
}

// await waits until pages show the last valid edit of a brand.
func (r *readers) await(b *editedBrand) {
	r.t.Helper()
	want, enough := b.written.Load(), time.Now().Add(harness.Patience)
	for {
		page := r.open(b, "/welcome")
		if page == nil || r.t.Failed() {
			r.t.FailNow()
		}
		if brandOf(page) == b.title(want) {
			b.shown.Store(want)
			return
		}
		if time.Now().After(enough) {
			r.t.Fatalf("%s shows %q, want %q", b.id, brandOf(page), b.title(want))
		}
	}
}

// brandOf returns the brand's name in a page's title.
func brandOf(page *httpbrowser.Page) string {
	_, name, _ := strings.Cut(page.Title(), " · ")
	return name
}

// open gets a page at a brand's host and fails the test unless it is complete; nil if it is not.
func (r *readers) open(b *editedBrand, target string) *httpbrowser.Page {
	oldest := b.shown.Load()
	page := r.get(b, target)
	if page == nil {
		return nil
	}
	r.pages.Add(1)
	newest := b.written.Load()
	if !strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") || !strings.HasSuffix(strings.TrimSpace(page.Body), "</html>") {
		r.t.Errorf("%s of %s is no whole page: %s", target, b.id, page.Body)
		return nil
	}
	pagecheck.WellFormed(r.t, page)
	for edit := oldest; edit <= newest; edit++ {
		if brandOf(page) == b.title(edit) {
			return page
		}
	}
	r.t.Errorf("%s of %s shows %q, but only edits %d to %d are possible", target, b.id, brandOf(page), oldest, newest)
	return nil
}

// get sends a request to a brand's host; nil if the answer is not 200.
func (r *readers) get(b *editedBrand, target string) *httpbrowser.Page {
	req, err := http.NewRequest(http.MethodGet, r.s.UIURL+target, nil)
	if err != nil {
		r.t.Error(err)
		return nil
	}
	req.Host = b.id + ".localhost"
	for _, c := range r.cookies {
		req.AddCookie(c)
	}
	res, err := r.client.Do(req)
	if err != nil {
		r.t.Error(err)
		return nil
	}
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK {
		r.t.Errorf("%s of %s: status %d, %v", target, b.id, res.StatusCode, err)
		return nil
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		r.t.Error(err)
	}
	return &httpbrowser.Page{URL: req.URL, Status: res.StatusCode, Header: res.Header, Body: string(body), Doc: doc}
}
