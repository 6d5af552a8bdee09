package flows_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Reloading a page, and going back and forward to it, shows the flow that it began and begins no other.
func TestFlowsBegunOnceForAPage(t *testing.T) {
	s := begunHere(t)
	p := user.NewRegistered(t, s).InChromium()
	p.Open("/welcome")
	before := flowsBegun(t, s)
	p.Open("/login#content")
	login := p.URL()
	if at, err := url.Parse(login); err != nil || at.Query().Get("flow") == "" || at.Fragment != "content" {
		t.Errorf("the address is %s", login)
	}
	p.Reload()
	p.Submit(chrome.TestID("signup-link"))
	p.Expect("/registration")
	registration := p.URL()
	p.Back()
	p.WaitURL(func(u *url.URL) bool { return u.String() == login })
	p.Until(`document.querySelector("[data-testid=login-flow]")`)
	chrome.Eval[any](p.Tab, `history.forward()`)
	p.WaitURL(func(u *url.URL) bool { return u.String() == registration })
	p.Until(`document.querySelector("[data-testid=registration-flow]")`)
	p.Back()
	p.Expect("/login")
	if n := flowsBegun(t, s) - before; n > 2 {
		t.Errorf("%d flows were begun for two pages", n)
	}
	p.WaitFor(chrome.TestID("login-flow"))
	p.SubmitCredentials()
	p.Expect("/")
}

// Tabs in the background that begin flows at the same moment, without a cookie yet, all get a form that can be posted.
func TestFlowsBegunInTabs(t *testing.T) {
	paths := []string{"/login?tab=1", "/login?tab=2", "/login?tab=3"}
	var asked, answered sync.WaitGroup
	asked.Add(len(paths))
	answered.Add(len(paths))
	s := shared.OwnStack(t, stack.Options{Proxy: through(t, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		switch {
		case r.URL.Query().Has("tab"):
			asked.Done()
			asked.Wait()
			defer answered.Done()
		case strings.HasPrefix(r.URL.Path, "/static/"):
			answered.Wait()
		}
		next.ServeHTTP(w, r)
	})})
	p := user.NewRegistered(t, s).InChromium()
	for i, tab := range restore(p, paths...) {
		tab.Until(`new URLSearchParams(location.search).has("flow") && document.querySelector("[data-testid=login-flow]")`)
		at := &user.Chromium{Tab: tab, T: t, Stack: s, Email: p.Email, Password: "not-the-password-1"}
		if i < len(paths)-1 {
			at.SubmitCredentials()
			at.Expect("/login", ui.MsgBadCredentials)
			continue
		}
		at.Password = p.Password
		at.SubmitCredentials()
		at.Expect("/")
	}
}

// through puts a handler before the UI; next is the UI.
func through(t *testing.T, handle func(w http.ResponseWriter, r *http.Request, next http.Handler)) stack.Proxy {
	t.Helper()
	return func(_ context.Context, uiURL, _ string) (string, error) {
		target, err := url.Parse(uiURL)
		next := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, Transport: &http.Transport{}}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(w, r, next) }))
		t.Cleanup(server.Close)
		return strings.Replace(server.URL, "127.0.0.1", "localhost", 1), err
	}
}

// A visitor whose browser blocks cookies is told so, and not led to and fro.
func TestFlowsBegunWithCookiesBlocked(t *testing.T) {
	s := begunHere(t)
	tab := chrome.Start(t, chrome.Options{NoCookies: true})
	tab.Allow("403")
	tab.Allow("sessionStorage")
	for _, path := range []string{"/login", "/registration", "/settings"} {
		before := flowsBegun(t, s)
		tab.Goto(s.UIURL + path)
		tab.WaitFor(chrome.TestID("error/cookies"))
		if n := flowsBegun(t, s) - before; n > 1 {
			t.Errorf("%s: %d flows were begun", path, n)
		}
	}
}

// speculating is a page of the site from which a browser fetches others before anybody goes there.
const speculating = `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><link rel="prefetch" href="/login"><link rel="prefetch" href="/registration">
<script type="speculationrules">{"prefetch": [{"urls": ["/recovery", "/settings"], "eagerness": "immediate"}],
	"prerender": [{"urls": ["/login?from=prerender"], "eagerness": "immediate"}]}</script><a data-testid="sign-in" href="/login">Sign in</a>`

const speculations = 5

// What browsers fetch in advance begins no flow; the page comes all the same when the visitor goes there.
func TestFlowsNotBegunInAdvance(t *testing.T) {
	var inAdvance atomic.Int32
	s := shared.OwnStack(t, stack.Options{Proxy: through(t, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path == "/shop" {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(speculating))
			return
		}
		next.ServeHTTP(w, r)
		if r.Header.Get("Sec-Purpose") != "" {
			inAdvance.Add(1)
		}
	})})
	awaitSetUpSeen(t, s)
	p := user.NewRegistered(t, s).InChromium()
	p.Allow("503")
	before := flowsBegun(t, s)
	p.Open("/shop")
	all := func() error {
		if inAdvance.Load() < speculations {
			return errors.New("the browser fetches too little in advance")
		}
		return nil
	}
	if err := child.Poll(t.Context(), 20*time.Millisecond, all); err != nil {
		t.Fatal(err)
	}
	if n := flowsBegun(t, s) - before; n > 0 {
		t.Errorf("%d flows were begun in advance", n)
	}
	p.Submit(chrome.TestID("sign-in"))
	p.SubmitCredentials()
	p.Expect("/")
}
