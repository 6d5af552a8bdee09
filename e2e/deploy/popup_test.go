package deploy_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// popupApp starts a single-page application of another origin that opens a popup to sign in, which notifies it in the end.
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

// An application that opens the pages as a popup sees it as open all the time and is notified by its own page in the end.
func TestPopup(t *testing.T) {
	app := popupApp(t)
	s := shared.SharedStack(t, "popup "+app.URL, stack.Options{ReturnURLs: []string{app.URL + "/"}})
	back := "?return_to=" + url.QueryEscape(app.URL+"/done")
	for name, c := range map[string]struct {
		signedIn bool
		path     string
		use      func(p *user.Chromium)
	}{
		"login": {false, "/login", func(p *user.Chromium) { p.SubmitCredentials() }},
		"links": {false, "/registration", func(p *user.Chromium) {
			p.WaitFor(chrome.TestID("registration-flow"))
			p.Submit(chrome.TestID("cta-link"))
			p.SubmitCredentials()
		}},
		"settings": {true, "/settings", func(p *user.Chromium) {
			p.WaitFor(chrome.TestID("password-flow"))
			p.Fill("password", "another-door-43")
			p.Submit(chrome.Button("method", "password"))
		}},
		"session": {false, "/settings", func(p *user.Chromium) {
			p.SubmitCredentials()
			p.WaitFor(chrome.TestID("password-flow"))
			p.Fill("password", "another-door-43")
			p.Submit(chrome.Button("method", "password"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, s).InChromium()
			if c.signedIn {
				p.SignIn()
			}
			p.Goto(app.URL + "/?to=" + url.QueryEscape(s.UIURL+c.path+back))
			popup := &user.Chromium{Tab: p.Opens(func() { p.Click(chrome.TestID("open")) }), T: t, Stack: s, Email: p.Email, Password: p.Password}
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
