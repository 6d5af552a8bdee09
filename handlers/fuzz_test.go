package handlers_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// recordings answer in place of Kratos, without a network: whatever flow is asked for, the one chosen is given.
type recordings struct {
	bodies [][]byte
	status []int
	chosen uint
}

func newRecordings(f *testing.F) *recordings {
	f.Helper()
	r := &recordings{}
	files, err := filepath.Glob(filepath.Join("..", "kratos", "recordings", "v*", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no recordings: %v", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		status := http.StatusOK
		if name := filepath.Base(file); strings.HasPrefix(name, "error-") {
			status = []int{400, 401, 403, 404, 410, 422, 429, 503}[len(r.bodies)%8]
		}
		body = bytes.ReplaceAll(body, []byte("http://127.0.0.1:24433"), []byte(browserURL))
		r.bodies, r.status = append(r.bodies, body), append(r.status, status)
	}
	return r
}

func (r *recordings) RoundTrip(req *http.Request) (*http.Response, error) {
	i := r.chosen % uint(len(r.bodies))
	return &http.Response{
		StatusCode: r.status[i], Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(bytes.NewReader(r.bodies[i])),
	}, nil
}

// fuzzed is the whole handler on recordings.
func fuzzed(f *testing.F) (http.Handler, *recordings) {
	f.Helper()
	r := newRecordings(f)
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos.internal", BrowserURL: browserURL, Transport: r})
	if err != nil {
		f.Fatal(err)
	}
	handler, err := handlers.New(handlers.Options{
		Kratos: client, Logger: slog.New(slog.DiscardHandler), CSPReports: true, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
	})
	if err != nil {
		f.Fatal(err)
	}
	return handler, r
}

var fuzzedPaths = []string{
	"/", "/welcome", "/login", "/registration", "/recovery", "/verification", "/settings", "/sessions", "/sessions/revoke", "/sessions/revoke-others",
	"/logout", "/error", "/health/ready", "/static/x.css", "/.well-known/ory/webauthn.js", "/.well-known/change-password", "/csp-report", "/none",
}

// FuzzParameters sends any path, query and form.
func FuzzParameters(f *testing.F) {
	handler, recorded := fuzzed(f)
	for i, path := range fuzzedPaths {
		for j, query := range []string{
			"", "flow=" + flowID, "flow=x", "flow=" + flowID + "&flow=2", "return_to=https%3A%2F%2Fevil.example&aal=aal2&refresh=true", "error=x&error_description=%3Cscript%3E",
			"id=stub%3A500", "message=4000010&flow=" + flowID, "retry=1", "page_token=x", "%zz", "flow=%00", ";", "lang=xx", "return_to=//evil.example", "return_to=%0d%0aX:y",
		} {
			f.Add(uint(i*31+j), j%5 == 4, path, query, "id="+flowID+"&all=1")
		}
	}
	f.Fuzz(func(t *testing.T, chosen uint, post bool, path, query, form string) {
		recorded.chosen = chosen
		r := request(post, path, query, form)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		sound(t, handler, r)
	})
}

// FuzzHeaders sends any header that something here reads.
func FuzzHeaders(f *testing.F) {
	handler, recorded := fuzzed(f)
	for i, path := range fuzzedPaths {
		f.Add(uint(i), path, "id.example", "de-AT,en;q=0.5", "lang=de; thyra_guard_login=1; thyra_guard_sign_in=abcd; thyra_notice=flow_gone", "192.0.2.1:5", "https", "203.0.113.1, 192.0.2.7", strangersParent, "same-origin", "https://id.example")
		f.Add(uint(i*7), path, "evil.example:99", "*;q=0, \x00", "thyra_guard_login=99; lang=../../x; a", "[::1]:1", "javascript", "x, ,[::1", "00-0-0-0", "cross-site", "null")
		f.Add(uint(i*11), path, "", strings.Repeat("de-", 500), "thyra_notice=<script>", "@", "", "", "ff-", "none", "")
	}
	f.Fuzz(func(t *testing.T, chosen uint, path, host, language, cookie, remote, proto, client, trace, site, origin string) {
		recorded.chosen = chosen
		r := request(chosen%3 == 0, path, "flow="+flowID, "id="+flowID)
		r.Host, r.RemoteAddr = host, remote
		for name, value := range map[string]string{
			"Accept-Language": language, "Cookie": cookie, "X-Forwarded-Proto": proto, "X-Forwarded-For": client, "Traceparent": trace,
			"Sec-Fetch-Site": site, "Origin": origin, "Content-Type": language, "X-Request-Id": cookie,
		} {
			r.Header.Set(name, value)
		}
		sound(t, handler, r)
	})
}

func request(post bool, path, query, form string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if post {
		r = httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form))
	}
	r.URL = &url.URL{Path: "/" + strings.TrimPrefix(path, "/"), RawQuery: query}
	r.RequestURI = r.URL.RequestURI()
	return r
}

// sound checks what holds for every answer to every request.
func sound(t *testing.T, handler http.Handler, r *http.Request) {
	t.Helper()
	path := strings.TrimSuffix(r.URL.Path, "/") // as a flow of our own error page may say 500
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	h := w.Header()
	if w.Code == http.StatusInternalServerError && path != "/error" {
		t.Fatalf("%s %s: status 500, which is nobody's fault but ours", r.Method, r.URL.Path)
	}
	if h.Get("Content-Security-Policy") == "" || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("an answer without protection")
	}
	for name, values := range h {
		if strings.ContainsAny(name+strings.Join(values, ""), "\r\n\x00") {
			t.Errorf("header %s: %q", name, values)
		}
	}
	for _, c := range w.Result().Cookies() {
		if name := strings.TrimPrefix(c.Name, "__Host-"); !strings.HasPrefix(name, "thyra_guard_") && name != "thyra_notice" {
			t.Errorf("cookie %s", c.Name)
		}
	}
	leadsSomewhere(t, h.Get("Location"))
	if strings.HasPrefix(h.Get("Content-Type"), "text/html") && w.Body.Len() > 0 {
		soundPage(t, w.Body, h)
	}
}

// leadsSomewhere checks that a redirect stays with us or goes to Kratos.
func leadsSomewhere(t *testing.T, to string) {
	t.Helper()
	ours := strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, `/\`)
	if to != "" && !ours && !strings.HasPrefix(to, browserURL+"/") && !strings.HasPrefix(to, browserURL+"?") {
		t.Errorf("leads to %q", to)
	}
}

func soundPage(t *testing.T, body io.Reader, h http.Header) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(body)
	if err != nil {
		t.Fatal(err)
	}
	if lang := doc.Find("html").AttrOr("lang", ""); !slices.Contains([]string{"ar", "de", "en"}, lang) || h.Get("Content-Language") != lang {
		t.Errorf("lang is %q, Content-Language %q", lang, h.Get("Content-Language"))
	}
	if doc.Find("h1").Length() != 1 || doc.Find("main").Length() != 1 {
		t.Errorf("%d h1, %d main", doc.Find("h1").Length(), doc.Find("main").Length())
	}
	if n := doc.Find("script:not([nonce]), style, iframe, object, base, [style], [onclick], [onload], [onerror], [onfocus]").Length(); n > 0 {
		t.Errorf("%d elements that are not ours", n)
	}
}
