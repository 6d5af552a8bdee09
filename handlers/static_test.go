package handlers_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/brotli"
)

const immutable = "public, max-age=31536000, immutable"

// assets are the files of ours that a page refers to.
func (a *answer) assets() []string {
	return a.doc.Find("link[href], script[src]").Map(func(_ int, e *goquery.Selection) string {
		return e.AttrOr("href", e.AttrOr("src", ""))
	})
}

func TestAssetsOfAPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	fingerprinted := regexp.MustCompile(`^/static/\w+-[0-9a-f]{12}\.(css|js|svg)$`)
	found := s.get(t, "/welcome").assets()
	if len(found) < 3 {
		t.Fatalf("assets are %v", found)
	}
	for _, path := range found {
		if !fingerprinted.MatchString(path) {
			t.Errorf("%s has no fingerprint", path)
		}
		a := s.get(t, path, "Accept-Encoding", "identity").want(http.StatusOK)
		kind := map[string]string{".css": "text/css", ".js": "text/javascript", "svg": "image/svg+xml"}[path[strings.LastIndex(path, "."):][:3]]
		if kind != "" && !strings.HasPrefix(a.Header.Get("Content-Type"), kind) {
			t.Errorf("%s is %q", path, a.Header.Get("Content-Type"))
		}
		if got := a.Header.Get("Cache-Control"); got != immutable {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
		if len(a.Header.Values("Set-Cookie")) != 0 {
			t.Errorf("%s sets a cookie that a shared cache would keep", path)
		}
	}
}

func TestAssetEncoding(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	path := s.get(t, "/welcome").assets()[0]
	plain := s.get(t, path, "Accept-Encoding", "identity").body
	for accepted, want := range map[string]string{
		"":                           "",
		"identity":                   "",
		"deflate":                    "",
		"br":                         "br",
		"BR":                         "br",
		"gzip, deflate, br":          "br",
		"gzip, deflate, br, zstd":    "br",
		"gzip;q=1.0, br;q=0.5":       "br",
		"gzip":                       "gzip",
		"gzip, br;q=0":               "gzip",
		"gzip, br;q=0.0":             "gzip",
		"gzip, br ; q = 0.000":       "gzip",
		"br;q=0, gzip;q=0":           "",
		"br;q=0, gzip;q=0, identity": "",
		"brotli, gzipped":            "",
		";;;,,q=":                    "",
	} {
		// An Accept-Encoding of its own stops the transport from asking for gzip and undoing it.
		a := s.get(t, path, "Accept-Encoding", accepted).want(http.StatusOK)
		got := a.Header.Get("Content-Encoding")
		if got != want {
			t.Errorf("Accept-Encoding %q: Content-Encoding is %q, want %q", accepted, got, want)
		}
		var r io.Reader = strings.NewReader(a.body)
		switch got {
		case "br":
			r = brotli.NewReader(r)
		case "gzip":
			var err error
			if r, err = gzip.NewReader(r); err != nil {
				t.Fatal(err)
			}
		}
		body, err := io.ReadAll(r)
		if err != nil || string(body) != plain {
			t.Errorf("Accept-Encoding %q: other bytes (%v)", accepted, err)
		}
		if !strings.Contains(strings.Join(a.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("Accept-Encoding %q: Vary is %q", accepted, a.Header.Values("Vary"))
		}
	}
}

// While servers are replaced, a page of another version looks for its files here: it gets ours, for this once.
func TestAssetOfAnotherVersion(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range s.get(t, "/welcome").assets() {
		dash := strings.LastIndex(path, "-")
		other := path[:dash+1] + "0123456789ab" + path[dash+13:]
		a := s.get(t, other).want(http.StatusOK)
		if got := a.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q: whoever keeps it has the wrong file for a year", other, got)
		}
		if ours := s.get(t, path); a.body != ours.body || a.Header.Get("Content-Type") != ours.Header.Get("Content-Type") {
			t.Errorf("%s is not what %s is", other, path)
		}
	}
}

func TestNoSuchAsset(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	css := s.get(t, "/welcome").assets()[0]
	for _, path := range []string{
		"/static", "/static/", "/static/app.css", "/static/none-000000000000.css", "/static/app-00000000000.css", "/static/app-00000000000g.css", "/static/app-000000000000.svg", "/static/css", "/static/css/", "/static/css/10-base.css",
		"/static/..%2fstatic.go", "/static/%2e%2e/static.go", "/static/static.go", "/static//", css + "/x", css + "%00",
	} {
		a := s.get(t, path).want(http.StatusNotFound)
		a.has("error/not_found")
		private(t, a)
	}
}
