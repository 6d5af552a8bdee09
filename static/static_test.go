package static_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/thyra-ui/thyra/static"
)

// budgets are what our stylesheets and scripts may weigh on the wire, in bytes: as br, which all browsers since 2017 take, and gzip.
var budgets = map[string][2]int{"app.css": {4900, 5500}, "more.css": {1800, 2100}, "app.js": {2600, 2900}, "more.js": {2200, 2500}}

// compressed is made once: the best compression takes its time.
var compressed = sync.OnceValues(static.New)

func assets(t *testing.T) *static.Assets {
	t.Helper()
	a, err := compressed()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sources are the bytes that each name stands for.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	content := map[string][]byte{}
	for _, pattern := range []string{"packed/*", "img/*"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content[filepath.Base(name)] = data
		}
	}
	return content
}

// get asks for a fingerprinted path.
func get(t *testing.T, a *static.Assets, method, path, accept string) *http.Response {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, "/static/"+path, nil)
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	if !a.Serve(w, r, path) {
		t.Fatalf("no file %s", path)
	}
	return w.Result()
}

func read(t *testing.T, r io.Reader) []byte {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPathsAreFingerprintsOfTheContent(t *testing.T) {
	t.Parallel()
	a := assets(t)
	seen := map[string]string{}
	for name, content := range sources(t) {
		path := a.Path(name)
		sum := sha256.Sum256(content)
		ext := filepath.Ext(name)
		if want := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext; path != want {
			t.Errorf("%s is at %s, want %s", name, path, want)
		}
		if seen[path] != "" {
			t.Errorf("%s and %s share %s", name, seen[path], path)
		}
		seen[path] = name
	}
}

func TestAnUnknownNameIsAMistake(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	assets(t).Path("no-such-file.css")
}

func TestEveryEncodingHoldsTheSameBytes(t *testing.T) {
	t.Parallel()
	a := assets(t)
	for name, content := range sources(t) {
		for accept, want := range map[string]string{
			"":                       "",
			"identity":               "",
			"gzip":                   "gzip",
			"br":                     "br",
			"GZIP":                   "gzip",
			"gzip, deflate, br":      "br",
			"gzip;q=1.0, br;q=0.5":   "br",
			"br;q=0, gzip":           "gzip",
			"br; q=0, gzip; q=0":     "",
			"br;q=0.0, gzip;q=0.000": "",
			"br;q=0.01":              "br",
			"deflate, zstd":          "",
			"x-br, brx":              "",
			",;q=0,":                 "",
		} {
			if ext := filepath.Ext(name); ext != ".css" && ext != ".js" && ext != ".svg" {
				want = "" // compressed already
			}
			resp := get(t, a, http.MethodGet, a.Path(name), accept)
			body := read(t, resp.Body)
			if got := resp.Header.Get("Content-Encoding"); got != want {
				t.Errorf("%s for %q comes as %q, want %q", name, accept, got, want)
				continue
			}
			if got := resp.Header.Get("Content-Length"); got != strconv.Itoa(len(body)) {
				t.Errorf("%s for %q: length %s of %d bytes", name, accept, got, len(body))
			}
			if want != "" && len(body) >= len(content) {
				t.Errorf("%s as %s has %d bytes, %d without", name, want, len(body), len(content))
			}
			if !bytes.Equal(decode(t, want, body), content) {
				t.Errorf("%s for %q decodes to other bytes", name, accept)
			}
		}
	}
}

func decode(t *testing.T, encoding string, body []byte) []byte {
	t.Helper()
	switch encoding {
	case "br":
		return read(t, brotli.NewReader(bytes.NewReader(body)))
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return read(t, z)
	}
	return body
}

func TestFilesAreCachedForEverAndTyped(t *testing.T) {
	t.Parallel()
	a := assets(t)
	for name := range sources(t) {
		h := get(t, a, http.MethodGet, a.Path(name), "br").Header
		if got := h.Get("Cache-Control"); !strings.Contains(got, "immutable") || !strings.Contains(got, "max-age=31536000") {
			t.Errorf("%s has Cache-Control %q", name, got)
		}
		if want := map[bool]string{true: "Accept-Encoding"}[h.Get("Content-Encoding") != ""]; h.Get("Vary") != want {
			t.Errorf("%s has Vary %q, want %q", name, h.Get("Vary"), want)
		}
		want := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[filepath.Ext(name)]
		got, params, err := mime.ParseMediaType(h.Get("Content-Type"))
		if err != nil || got != want || want != "image/svg+xml" && params["charset"] != "utf-8" {
			t.Errorf("%s has Content-Type %q, want %s", name, h.Get("Content-Type"), want)
		}
	}
}

func TestHeadHasNoBody(t *testing.T) {
	t.Parallel()
	a := assets(t)
	path := a.Path("app.js")
	head, full := get(t, a, http.MethodHead, path, "gzip"), get(t, a, http.MethodGet, path, "gzip")
	if body := read(t, head.Body); len(body) != 0 {
		t.Errorf("HEAD has a body of %d bytes", len(body))
	}
	for name := range full.Header {
		if head.Header.Get(name) != full.Header.Get(name) {
			t.Errorf("HEAD has %s %q, GET %q", name, head.Header.Get(name), full.Header.Get(name))
		}
	}
}

func TestAnUnknownPathWritesNothing(t *testing.T) {
	t.Parallel()
	a := assets(t)
	for _, path := range []string{"", "/", ".", "..", "app.js", "js/00-parts.js", "none-000000000000.js", "../static.go", "css", strings.ToUpper(a.Path("app.js")), a.Path("app.js") + "/", "/" + a.Path("app.js")} {
		w := httptest.NewRecorder()
		if a.Serve(w, httptest.NewRequest(http.MethodGet, "/", nil), path) {
			t.Errorf("%q is served", path)
		}
		if w.Body.Len() > 0 || len(w.Header()) > 0 {
			t.Errorf("%q: wrote %v and %d bytes", path, w.Header(), w.Body.Len())
		}
	}
}

// The first visit waits for them.
func TestOurStylesheetsAndScriptsStaySmall(t *testing.T) {
	t.Parallel()
	a := assets(t)
	for name, budget := range budgets {
		for i, encoding := range []string{"br", "gzip"} {
			if n := len(read(t, get(t, a, http.MethodGet, a.Path(name), encoding).Body)); n > budget[i] {
				t.Errorf("%s has %d bytes as %s, %d allowed", name, n, encoding, budget[i])
			}
		}
	}
}

// A brand replaces tokens, so a color anywhere else would stay as it is.
func TestColorsAreTokens(t *testing.T) {
	t.Parallel()
	color := regexp.MustCompile(`#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(`)
	names, err := filepath.Glob("css/[1-3]*.css")
	if err != nil || len(names) == 0 {
		t.Fatalf("no stylesheets: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range color.FindAllString(string(data), -1) {
			t.Errorf("%s has the color %s", name, found)
		}
	}
}
