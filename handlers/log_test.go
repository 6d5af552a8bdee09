package handlers_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// The secrets a request may carry, and parts of its answer.
var forbidden = []string{
	"cookie-of-the-visitor", "csrf-cookie-value", secretFlow, "token-in-query", "code-in-query", "token-in-path", "token-in-form",
	"bearer-token", "referer-token", "ann@example.com", "return-target", "flow=", "page_token", "id=",
	"ory_lo_nBJT4SWzIFMXRf839sdUjIR221EeUumA", "Set-Cookie", secretReason, "attacker-origin",
}

func TestLogKeepsSecrets(t *testing.T) {
	t.Parallel()
	query := "flow=" + secretFlow + "&token=token-in-query&code=code-in-query&return_to=https%3A%2F%2Freturn-target.example&page_token=token-in-query&id=" + secretFlow
	requests := []struct{ method, path, body string }{
		{"GET", "/?" + query, ""},
		{"GET", "/welcome?" + query, ""},
		{"GET", "/sessions?" + query, ""},
		{"GET", "/logout?" + query, ""},
		{"POST", "/logout?" + query, "token=token-in-form"},
		{"POST", "/sessions/revoke", "id=" + secretFlow},
		{"POST", "/sessions/revoke", "id=token-in-form"},
		{"POST", "/sessions/revoke?%zz=" + secretFlow, "%zz=token-in-form"},
		{"POST", "/sessions/revoke-others", ""},
		{"GET", "/error?" + query, ""},
		{"GET", "/error?error=token-in-query&error_description=ann@example.com", ""},
		{"GET", "/static/token-in-path.css?" + query, ""},
		{"GET", "/token-in-path/" + secretFlow, ""},
		{"GET", "/login/token-in-path", ""},
		{"GET", "/login;token-in-path?" + query, ""},
		{"GET", "//token-in-path/login?" + query, ""},
		{"PUT", "/login?" + query, "token-in-form"},
		{"PATCH", "/token-in-path?" + query, "token-in-form"},
		{"HEAD", "/settings?" + query, ""},
		{"GET", "/.well-known/ory/webauthn.js?" + query, ""},
	}
	for _, kind := range []string{"login", "registration", "recovery", "verification", "settings"} {
		requests = append(requests, struct{ method, path, body string }{"GET", "/" + kind + "?" + query, ""},
			struct{ method, path, body string }{"GET", "/" + kind + "?flow=token-in-query", ""})
	}
	for name, prepare := range map[string]func(t *testing.T, s *site){
		"all is well":  func(t *testing.T, s *site) { s.signedIn(t) },
		"Kratos fails": everywhere(failing(500)),
		"Kratos refuses": everywhere(reply{status: 403, body: []byte(`{"error":{"id":"security_csrf_violation","reason":"` + secretReason + `"},"redirect_browser_to":"https://x/?flow=` +
			secretFlow + `"}`)}),
		"nonsense":      everywhere(reply{body: []byte(`{"id":"` + secretFlow + `","ui":{"nodes":"` + secretReason + `"},"expires_at":"` + secretReason + `"}`)}),
		"no document":   everywhere(reply{body: []byte(secretReason)}),
		"cut off":       everywhere(reply{body: []byte(secretReason)}.with("Content-Length", "999")),
		"half a header": everywhere(reply{wire: "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n" + secretCookie + "\r\n\r\n"}), // which Go's error quotes
		"nobody there":  nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, func(c *setup) {
				if prepare == nil {
					nobodyThere(c)
				}
			})
			if prepare != nil {
				prepare(t, s)
			}
			for _, r := range requests {
				for _, site := range []string{"same-origin", "cross-site"} {
					a := s.do(t, r.method, r.path, r.body, "Cookie", secretCookie+"; csrf_token_1=csrf-cookie-value",
						"Authorization", "Bearer bearer-token", "Referer", "https://x.example/?referer-token", "Origin", "https://attacker-origin.example",
						"X-Session-Token", "bearer-token", "User-Agent", "bearer-token", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", site)
					if a.StatusCode == http.StatusInternalServerError && !strings.HasPrefix(r.path, "/error") {
						t.Errorf("%s %s: status 500, which is nobody's fault but ours", r.method, r.path)
					}
				}
			}
			log := s.logged()
			for line := range strings.Lines(log) {
				if !json.Valid([]byte(line)) {
					t.Errorf("no JSON: %s", line)
				}
				for _, secret := range forbidden {
					if strings.Contains(strings.ToLower(line), strings.ToLower(secret)) {
						t.Errorf("%q is in the log: %s", secret, line)
					}
				}
			}
			if got := strings.Count(log, `"msg":"request"`); got != 2*len(requests) {
				t.Errorf("%d lines of requests for %d requests", got, 2*len(requests))
			}
		})
	}
}

// everywhere makes every path of Kratos answer the same.
func everywhere(r reply) func(*testing.T, *site) {
	return func(_ *testing.T, s *site) {
		for _, p := range flowPages {
			s.kratos.on(fetchPath(p.kind), r)
			s.kratos.on(initPath(p.kind), r)
		}
		for _, what := range []string{
			"GET /sessions/whoami", "GET /sessions", "DELETE /sessions", "DELETE /sessions/" + secretFlow, logoutPath, errorsPath,
			"GET /.well-known/ory/webauthn.js",
		} {
			s.kratos.on(what, r)
		}
	}
}

func TestLogTellsWhatFailed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), failing(500))
	a := s.get(t, "/login?"+url.Values{"flow": {secretFlow}}.Encode()).want(http.StatusBadGateway)
	id := a.Header.Get("X-Request-Id")
	found := false
	for line := range strings.Lines(s.logged()) {
		var entry struct{ Level, Msg, ID, Route, Error string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		if entry.Msg == "failed" && entry.Level == "ERROR" && entry.ID == id && entry.Route == "/login" && strings.Contains(entry.Error, "500") {
			found = true
		}
	}
	if !found || id == "" {
		t.Errorf("no line tells what request %q failed of", id)
	}
}

// Visitors go away all the time; that is no failure of Kratos.
func TestVisitorGoesAway(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{})
	s := newSite(t, func(c *setup) {
		c.kratos.Transport = transport(func(r *http.Request) (*http.Response, error) {
			close(reached)
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
	})
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/login?flow="+flowID, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-reached
		cancel()
	}()
	if resp, err := s.Client().Do(req); err == nil {
		resp.Body.Close()
		t.Fatal("the request was answered")
	}
	if log := s.logged(); !strings.Contains(log, `"status":499`) || strings.Contains(log, `"ERROR"`) {
		t.Errorf("log is %s", log)
	}
}
