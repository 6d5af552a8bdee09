package handlers_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestFetch(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for _, p := range flowPages {
				t.Run(p.kind, func(t *testing.T) {
					s.kratos.on(fetchPath(p.kind), recordedBy(t, version, 200, p.first).with("Set-Cookie", "csrf_token_1=new", "ory=2"))
					// Nothing is picked out of the cookies, nor put in order: their names are the operator's choice.
					cookies := `z=1; csrf_token_82b119fa=a=b==; ory_kratos_session="MTc; odd"; z=2`
					a := s.get(t, "/"+p.kind+"?flow="+flowID, "Cookie", cookies, "Authorization", "Bearer x").want(http.StatusOK)
					a.has(p.card)
					call := s.kratos.one(t, fetchPath(p.kind))
					if got := call.header.Values("Cookie"); !slices.Equal(got, []string{cookies}) {
						t.Errorf("Kratos got the cookies %q, want %q", got, cookies)
					}
					if call.header.Get("Accept") != "application/json" || call.header.Get("Authorization") != "" {
						t.Errorf("Kratos got the headers %v", call.header)
					}
					only(t, call.query, "id", flowID)
					if got := a.Header.Values("Set-Cookie"); len(got) != 0 {
						t.Errorf("cookies of Kratos passed on: %q", got)
					}
					private(t, a)
					if got := a.Header.Get("Content-Type"); !strings.HasPrefix(strings.ToLower(got), "text/html; charset=utf-8") {
						t.Errorf("Content-Type is %q", got)
					}
				})
			}
		})
	}
}

// private checks that no cache keeps an answer or gives it to another visitor.
func private(t *testing.T, a *answer) {
	t.Helper()
	if got := a.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control is %q", a.Request.URL.Path, got)
	}
	for _, name := range []string{"Cookie", "Accept-Language"} {
		if !strings.Contains(strings.Join(a.Header.Values("Vary"), ","), name) {
			t.Errorf("%s: Vary %q lacks %s", a.Request.URL.Path, a.Header.Values("Vary"), name)
		}
	}
}

func TestFetchWithoutCookies(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	s.get(t, "/login?flow="+flowID).want(http.StatusOK)
	if got, ok := s.kratos.one(t, fetchPath("login")).header["Cookie"]; ok {
		t.Errorf("Kratos got the cookies %q", got)
	}
}

// The page loads Kratos's script from us, where a nonce and no CORS is needed.
func TestPageLoadsTheScriptFromUs(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	script := s.get(t, "/auth/login?flow="+flowID).want(http.StatusOK).has("node/script/webauthn_script")
	if src := script.AttrOr("src", ""); !strings.HasPrefix(src, "/auth/.well-known/ory/webauthn.js?v=") {
		t.Errorf("src is %q", src)
	}
	if script.AttrOr("integrity", "") == "" {
		t.Error("no integrity")
	}
}
