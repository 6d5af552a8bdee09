package flows_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A browser that keeps no cookies is told so, by the first page or once the form is sent, and not led to and fro.
func TestFlowsBegunWithoutCookies(t *testing.T) {
	eachWay(t, func(t *testing.T, s *stack.Stack, _ bool) {
		for _, path := range []string{"/login", "/registration", "/recovery", "/settings"} {
			u := user.New(t, s)
			u.OnPage = nil
			u.BlockCookies()
			before := flowsBegun(t, s)
			u.Open(path)
			for _, field := range []string{"identifier", "password", "traits.email", "email"} {
				if u.Find(`[name="`+field+`"]`).Length() > 0 {
					u.Fill(field, u.Email)
				}
			}
			if u.Find("main form").Length() > 0 {
				u.ClickOn("main form button[type=submit]")
			}
			if u.Status != http.StatusForbidden || !u.Has("error/cookies") || len(u.Hops) > 5 {
				t.Errorf("%s ends with status %d at %s after %d requests", path, u.Status, u.URL, len(u.Hops))
			}
			if n := flowsBegun(t, s) - before; n > 1 {
				t.Errorf("%s: %d flows were begun", path, n)
			}
		}
	})
}

// What only looks at a page begins no flow: a HEAD request, a prefetch, a program that follows no redirect.
func TestFlowsNotBegun(t *testing.T) {
	eachWay(t, func(t *testing.T, s *stack.Stack, _ bool) {
		before := flowsBegun(t, s)
		for name, c := range map[string]struct {
			method  string
			headers map[string]string
		}{
			"HEAD":      {http.MethodHead, map[string]string{"Sec-Fetch-Mode": "navigate"}},
			"prefetch":  {http.MethodGet, map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Purpose": "prefetch"}},
			"prerender": {http.MethodGet, map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Purpose": "prefetch;prerender"}},
			"program":   {http.MethodGet, nil},
			"script":    {http.MethodGet, map[string]string{"Sec-Fetch-Mode": "cors"}},
		} {
			for _, path := range []string{"/login", "/registration", "/recovery", "/verification", "/settings", "/sessions"} {
				if status := ask(t, c.method, s.UIURL+path, c.headers); status != http.StatusSeeOther && status != http.StatusServiceUnavailable {
					t.Errorf("%s: %s answers %d", name, path, status)
				}
				if n := flowsBegun(t, s) - before; n > 0 {
					t.Fatalf("%s: %s begins a flow", name, path)
				}
			}
		}
	})
}

// ask sends one request and returns the status of its answer.
func ask(tb testing.TB, method, address string, headers map[string]string) (status int) {
	tb.Helper()
	req, err := http.NewRequestWithContext(tb.Context(), method, address, nil)
	if err != nil {
		tb.Fatal(err)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := oneshot.Transport().RoundTrip(req)
	if err != nil {
		tb.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// A robot that acts as a browser and keeps no cookies costs Kratos one flow for each page, as it does at Kratos itself.
func TestFlowsBegunForARobot(t *testing.T) {
	const pages, robots = 400, 8
	eachWay(t, func(t *testing.T, s *stack.Stack, _ bool) {
		before, start := flowsBegun(t, s), time.Now()
		var all sync.WaitGroup
		for range robots {
			all.Go(func() {
				for range pages / robots {
					b := httpbrowser.New(t)
					b.BlockCookies()
					b.Goto(s.UIURL + "/login")
				}
			})
		}
		all.Wait()
		if n := flowsBegun(t, s) - before; n > pages {
			t.Errorf("%d flows were begun for %d pages", n, pages)
		}
		t.Logf("%d pages in %s", pages, time.Since(start))
	})
}
