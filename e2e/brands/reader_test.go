package brands_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
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

// readers read pages of edited brands, and all that pages load, without pause.
type readers struct {
	t       *testing.T
	s       *stack.Stack
	brands  []*editedBrand
	flow    string // path of a sign-in that was begun
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

// start begins to read; the first broken page ends it.
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

// await waits until pages wear the last good edit of a brand.
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
			r.t.Fatalf("%s wears %q, want %q", b.id, brandOf(page), b.title(want))
		}
	}
}

// brandOf is the name in a page's title.
func brandOf(page *httpbrowser.Page) string {
	_, name, _ := strings.Cut(page.Title(), " · ")
	return name
}

// open reads a page at a brand's host and insists that it is whole; nil when it is not.
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
	r.t.Errorf("%s of %s wears %q, but only edits %d to %d can be worn", target, b.id, brandOf(page), oldest, newest)
	return nil
}

// get asks at a brand's host; nil when the answer is not 200.
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

var (
	cssURL      = regexp.MustCompile(`url\(["']?([^"')]+)`)
	brandFolder = regexp.MustCompile(`^/static/[^/]+/$`)
)

// files reads all that a page loads, and insists that what is the brand's comes from one folder and one edit.
func (r *readers) files(b *editedBrand, page *httpbrowser.Page) {
	if page == nil {
		return
	}
	left := page.Find("link[href], script[src], img[src], source[srcset]").Map(func(_ int, e *goquery.Selection) string {
		return e.AttrOr("href", e.AttrOr("src", e.AttrOr("srcset", "")))
	})
	folders, signs := map[string]bool{}, map[string]string{}
	for len(left) > 0 {
		target := left[0]
		left = left[1:]
		file := r.get(b, target)
		if file == nil {
			r.t.Errorf("… which the page of %q loads", brandOf(page))
			return
		}
		r.others.Add(1)
		want := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(file.Path())]
		if kind, _, _ := mime.ParseMediaType(file.Header.Get("Content-Type")); kind != want || want == "" {
			r.t.Errorf("%s is %q, want %q", target, kind, want)
		}
		folder, name := path.Split(file.Path())
		if !brandFolder.MatchString(folder) {
			continue
		}
		folders[folder], signs[name] = true, file.Body
		for _, found := range cssURL.FindAllStringSubmatch(file.Body, -1) {
			if u, err := url.Parse(found[1]); err == nil && path.Ext(name) == ".css" {
				left = append(left, folder+u.Path)
			}
		}
	}
	if brandOf(page) == "Thyra" && len(folders) > 0 || brandOf(page) != "Thyra" && len(folders) != 1 {
		r.t.Errorf("a page of %q loads files of the folders %v", brandOf(page), folders)
	}
	var edit int64
	_, _ = fmt.Sscanf(brandOf(page), b.id+" %d", &edit)
	for name, sign := range b.signs(edit) {
		if len(folders) > 0 && !strings.Contains(signs[name], sign) {
			r.t.Errorf("a page of %q has a %s without %q: %s", brandOf(page), name, sign, signs[name])
		}
	}
}
