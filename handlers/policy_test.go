package handlers_test

import (
	"bytes"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"
)

// The whole policy of a page without foreign scripts: what is not in it must not be allowed, what is must not be lost.
func TestPolicyInFull(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	for _, path := range []string{"/login?flow=" + flowID, "/welcome", "/none", "/health/alive"} {
		got := policy(s.get(t, path).Header)
		if !strings.HasPrefix(got["script-src"], "'nonce-") || strings.Contains(got["script-src"], " ") {
			t.Errorf("%s: script-src is %q, want a nonce and nothing else", path, got["script-src"])
		}
		delete(got, "script-src")
		want := map[string]string{
			"default-src": "'none'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'", "manifest-src": "'self'", "connect-src": "'self'",
			"form-action": "'self' " + browserURL + " https: http:", "frame-ancestors": "'none'", "base-uri": "'none'", "object-src": "'none'",
			"require-trusted-types-for": "'script'", "trusted-types": "'none'",
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: the policy is %v, want %v", path, got, want)
		}
	}
}

// A captcha brings a script of its own: its origin may frame and call itself there, and nowhere else.
func TestPolicyOfAPageWithACaptcha(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("../kratos/recordings/future.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(body, []byte("https://captcha.example.com/api.js")) {
		t.Fatal("the made-up flow has no captcha any more")
	}
	s := newSite(t)
	s.kratos.on(fetchPath("login"), reply{status: http.StatusOK, body: body})
	captcha := policy(s.get(t, "/login?flow="+flowID).want(http.StatusOK).Header)
	if got := captcha["frame-src"]; got != "https://captcha.example.com" {
		t.Errorf("frame-src is %q on a page with a captcha", got)
	}
	if got := captcha["connect-src"]; got != "'self' https://captcha.example.com" {
		t.Errorf("connect-src is %q on a page with a captcha", got)
	}
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	plain := policy(s.get(t, "/login?flow="+flowID).want(http.StatusOK).Header)
	if got, ok := plain["frame-src"]; ok {
		t.Errorf("frame-src is %q on a page without a captcha", got)
	}
	if got := plain["require-trusted-types-for"]; got != "'script'" {
		t.Errorf("Trusted Types are %q on a page without a captcha", got)
	}
}

func TestPolicyByOptions(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.FormActions = []string{"https://accounts.example.com", "https://shop.example"}
		c.FrameAncestors = []string{"https://www.example.org"}
	})
	h := s.get(t, "/welcome").Header
	got := policy(h)
	if want := "'self' " + browserURL + " https://accounts.example.com https://shop.example"; got["form-action"] != want {
		t.Errorf("form-action is %q, want %q", got["form-action"], want)
	}
	if want := "https://www.example.org"; got["frame-ancestors"] != want {
		t.Errorf("frame-ancestors is %q, want %q", got["frame-ancestors"], want)
	}
	if value := h.Get("X-Frame-Options"); value != "" {
		t.Errorf("X-Frame-Options is %q although framing is allowed", value)
	}
}

// policy splits a Content-Security-Policy into its directives.
func policy(h http.Header) map[string]string {
	directives := map[string]string{}
	for directive := range strings.SplitSeq(h.Get("Content-Security-Policy"), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), " ")
		directives[name] = value
	}
	return directives
}
