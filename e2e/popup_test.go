package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// popupApp is a single-page application of another origin that opens a popup to sign in, and hears of it there when that is done.
func popupApp(t *testing.T) *httptest.Server {
	t.Helper()
	pages := http.NewServeMux()
	pages.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><button data-testid="open">Sign in</button><script>
			document.querySelector("button").onclick = () => { window.popup = open(%q) }
			onmessage = (e) => { if (e.origin === location.origin) document.title = e.data }
		</script>`, r.URL.Query().Get("to"))
	})
	pages.HandleFunc("/done", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><p data-testid="done"><script>opener?.postMessage("signed in", location.origin)</script>`))
	})
	server := httptest.NewUnstartedServer(pages)
	server.Config.ReadHeaderTimeout = time.Second
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// An application that opens the pages as a popup sees it open for as long as it is, and is told by its own page in the end.
func TestChromiumInAPopup(t *testing.T) {
	app := popupApp(t)
	s := shared.running(t, "popup "+app.URL, stack.Options{ReturnURLs: []string{app.URL + "/"}})
	back := "?return_to=" + url.QueryEscape(app.URL+"/done")
	for name, c := range map[string]struct {
		signedIn bool
		path     string
		use      func(p *person)
	}{
		"login": {false, "/login", func(p *person) { p.giveCredentials() }},
		"links": {false, "/registration", func(p *person) {
			p.WaitFor(chrome.TestID("registration-flow"))
			p.Submit(chrome.TestID("cta-link"))
			p.giveCredentials()
		}},
		"settings": {true, "/settings", func(p *person) {
			p.WaitFor(chrome.TestID("password-flow"))
			p.Fill("password", "another-door-43")
			p.Submit(chrome.Button("method", "password"))
		}},
		"session": {false, "/settings", func(p *person) {
			p.giveCredentials()
			p.WaitFor(chrome.TestID("password-flow"))
			p.Fill("password", "another-door-43")
			p.Submit(chrome.Button("method", "password"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newMember(t, s).atChromium()
			if c.signedIn {
				p.signIn()
			}
			p.Goto(app.URL + "/?to=" + url.QueryEscape(s.UIURL+c.path+back))
			popup := &person{Tab: p.Opens(func() { p.Click(chrome.TestID("open")) }), t: t, s: s, email: p.email, password: p.password}
			popup.WaitFor("form")
			if chrome.Eval[bool](p.Tab, "popup.closed") {
				t.Error("the popup looks closed to who opened it")
			}
			c.use(popup)
			popup.WaitFor(chrome.TestID("done"))
			p.Until(`document.title === "signed in"`)
		})
	}
}

// Nothing of the account shows when somebody goes back after signing out.
func TestChromiumBackAfterSignOut(t *testing.T) {
	for name, path := range map[string]string{"sessions": "/sessions", "settings": "/settings", "home": "/"} {
		t.Run(name, func(t *testing.T) {
			p := newMember(t, shared.stack(t)).atChromium()
			p.signIn()
			p.open(path)
			p.WaitFor(chrome.TestID("logout-link"))
			p.signOut()
			left := p.URL()
			chrome.Eval[bool](p.Tab, "(history.back(), true)")
			p.Until("location.href !== " + strconv.Quote(left) + ` && document.readyState === "complete"`)
			p.expect("/login")
			if chrome.Eval[bool](p.Tab, `!!document.querySelector("[data-testid=logout-link]")`) {
				t.Errorf("%s still shows after signing out", path)
			}
		})
	}
}
