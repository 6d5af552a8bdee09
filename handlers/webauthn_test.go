package handlers_test

import (
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

const scriptPath = "/.well-known/ory/webauthn.js"

// versionOf is what a script is called in its address: what it hashes to, as the integrity attribute has it.
func versionOf(script string) string {
	sum := sha512.Sum512([]byte(script))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func TestWebAuthnScript(t *testing.T) {
	t.Parallel()
	const script = "window.x = '\u2028ü<\x00';\n\n"
	s := newSite(t)
	s.kratos.on("GET "+scriptPath, reply{body: []byte(script)}.with("Set-Cookie", "csrf_token_1=other").with("Content-Type", "text/javascript"))
	right := versionOf(script)
	for version, cached := range map[string]string{
		"": "no-store", "abc": "no-store", right[:16]: "no-store", right[:len(right)-1]: "no-store", right + "A": "no-store", strings.ToLower(right): "no-store",
		right: immutable,
	} {
		a := s.get(t, scriptPath+"?v="+version, "Cookie", "ory_kratos_session=1", "Accept-Encoding", "br, gzip").want(http.StatusOK)
		if got := decoded(t, a); got != script || a.Header.Get("Content-Encoding") != "br" {
			t.Errorf("the script's bytes changed to %q: its integrity hash no longer fits", got)
		}
		if got := a.Header.Values("Set-Cookie"); len(got) != 0 {
			t.Errorf("cookies of Kratos passed on: %q", got)
		}
		if got := a.Header.Get("Cache-Control"); got != cached {
			t.Errorf("v=%s: Cache-Control is %q, want %q", version, got, cached)
		}
		if got := a.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
			t.Errorf("Content-Type is %q", got)
		}
	}
	for _, call := range s.kratos.got("GET " + scriptPath) {
		if call.header.Get("Cookie") != "" {
			t.Error("a public script was fetched with the visitor's cookies")
		}
	}
}

// decoded is an answer's body without its content coding.
func decoded(t *testing.T, a *answer) string {
	t.Helper()
	if a.Header.Get("Content-Encoding") != "br" {
		return a.body
	}
	body, err := io.ReadAll(brotli.NewReader(strings.NewReader(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// While Kratos is upgraded, pages of both versions get theirs, as far as it was seen; what is kept does not grow.
func TestWebAuthnScriptOfSeveralVersions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	serve := func(script string) { s.kratos.on("GET "+scriptPath, reply{body: []byte(script)}) }
	ask := func(script string) *answer { return s.get(t, scriptPath+"?v="+versionOf(script)).want(http.StatusOK) }
	serve("old")
	ask("old")
	serve("new")
	if a := ask("never seen"); a.body != "new" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a version that nobody saw is %q with %q", a.body, a.Header.Get("Cache-Control"))
	}
	for range 2 {
		for _, script := range []string{"old", "new"} {
			if a := ask(script); a.body != script || a.Header.Get("Cache-Control") != immutable {
				t.Errorf("%s is %q with %q", script, a.body, a.Header.Get("Cache-Control"))
			}
		}
	}
	s.kratos.on("GET "+scriptPath, failing(500))
	if a := ask("new"); a.body != "new" {
		t.Errorf("without Kratos, new is %q", a.body)
	}
	for i := range 20 {
		serve(fmt.Sprint("newer", i))
		ask(fmt.Sprint("newer", i))
	}
	if a := ask("old"); a.body == "old" {
		t.Error("twenty versions later the old one is still kept")
	}
}

func TestWebAuthnScriptFails(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET "+scriptPath, failing(500))
	private(t, s.get(t, scriptPath+"?v=abc").want(http.StatusBadGateway))
}

// The address that a page has for the script is the one it may be cached under.
func TestPageNamesTheVersionOfTheScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	script := s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("node/script/webauthn_script")
	src, err := url.Parse(script.AttrOr("src", ""))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := base64.RawURLEncoding.DecodeString(src.Query().Get("v"))
	if want := strings.TrimPrefix(script.AttrOr("integrity", ""), "sha512-"); err != nil || base64.StdEncoding.EncodeToString(sum) != want {
		t.Errorf("%s names another script than %s", src, want)
	}
}
