package handlers_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// site is our server in front of a stub Kratos.
type site struct {
	*httptest.Server
	kratos *stub
	log    *logBuffer
}

// setup is what a test may change about a site.
type setup struct {
	handlers.Options
	kratos kratos.Config
}

func newSite(t testing.TB, changes ...func(*setup)) *site {
	t.Helper()
	s := &site{kratos: newStub(t), log: &logBuffer{}}
	c := &setup{kratos: kratos.Config{PublicURL: s.kratos.URL, BrowserURL: browserURL, Timeout: time.Minute}}
	c.Logger = slog.New(slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, change := range changes {
		change(c)
	}
	client, err := kratos.New(c.kratos)
	if err != nil {
		t.Fatal(err)
	}
	c.Kratos = client
	handler, err := handlers.New(c.Options)
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

// basePath mounts a site elsewhere than at the root.
func basePath(path string) func(*setup) { return func(c *setup) { c.BasePath = path } }

// logged is the log of all requests so far. The site can't be asked anything after that.
func (s *site) logged() string {
	s.Close() // a line is written after its answer: wait for it
	return s.log.String()
}

// logBuffer can be read while requests are still being logged.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// answer is one answer of ours, its redirect not followed.
type answer struct {
	*http.Response
	t    *testing.T
	body string
	doc  *goquery.Document
}

// get asks for a path; headers are pairs of name and value.
func (s *site) get(t *testing.T, path string, headers ...string) *answer {
	t.Helper()
	return s.do(t, http.MethodGet, path, "", headers...)
}

// post sends a form from a page of ours.
func (s *site) post(t *testing.T, path string, form url.Values, headers ...string) *answer {
	t.Helper()
	headers = append([]string{"Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"}, headers...)
	return s.do(t, http.MethodPost, path, form.Encode(), headers...)
}

func (s *site) do(t *testing.T, method, path, body string, headers ...string) *answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return read(t, s.Client().Transport, req)
}

func read(t *testing.T, transport http.RoundTripper, req *http.Request) *answer {
	t.Helper()
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return &answer{resp, t, string(body), doc}
}

// want checks the status.
func (a *answer) want(status int) *answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Fatalf("%s %s: status %d to %q, want %d", a.Request.Method, a.Request.URL, a.StatusCode, a.Header.Get("Location"), status)
	}
	return a
}

// leads is where a 303 goes, without its query; the query is returned.
func (a *answer) leads(to string) url.Values {
	a.t.Helper()
	a.want(http.StatusSeeOther)
	u, err := url.Parse(a.Header.Get("Location"))
	if err != nil {
		a.t.Fatal(err)
	}
	query := u.Query()
	u.RawQuery = ""
	if u.String() != to {
		a.t.Fatalf("%s leads to %s, want %s", a.Request.URL, u, to)
	}
	return query
}

// only checks that a query holds exactly these pairs of name and value.
func only(t *testing.T, query url.Values, pairs ...string) {
	t.Helper()
	want := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		want.Add(pairs[i], pairs[i+1])
	}
	if query.Encode() != want.Encode() {
		t.Errorf("query is %v, want %v", query, want)
	}
}

// has checks that the page has an element with this test id and returns it.
func (a *answer) has(testID string) *goquery.Selection {
	a.t.Helper()
	found := a.doc.Find(`[data-testid="` + testID + `"]`)
	if found.Length() == 0 {
		a.t.Fatalf("%s has no element %q; it has %v", a.Request.URL, testID, a.testIDs())
	}
	return found
}

// lacks checks that the page has no element with this test id.
func (a *answer) lacks(testID string) {
	a.t.Helper()
	if slices.Contains(a.testIDs(), testID) {
		a.t.Errorf("%s has an element %q and should not", a.Request.URL, testID)
	}
}

func (a *answer) testIDs() []string {
	return a.doc.Find("[data-testid]").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("data-testid", "") })
}

// cookie is a cookie the answer sets, or nil.
func (a *answer) cookie(name string) *http.Cookie {
	for _, c := range a.Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}
