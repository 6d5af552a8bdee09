package e2e_test

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// product is a server with a page that frames the address in its query. It is on the site of the UI, at another port.
func product(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!doctype html><html lang="en"><title>A product</title><link rel="icon" href="data:,"><h1>A product</h1>
			<iframe title="Account" width="800" height="700" src="%s" allow="publickey-credentials-get; publickey-credentials-create"></iframe>`,
			html.EscapeString(r.URL.Query().Get("frame")))
	}))
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
}

// framing is a stack whose brand lets an origin frame its pages bare.
func framing(t *testing.T, origin string) *stack.Stack {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "framed"), 0o750); err != nil {
		t.Fatal(err)
	}
	brand := fmt.Sprintf(`{"name": "Framed", "default": true, "bare": true, "frame_ancestors": [%q], "footer": [{"label": "Help", "href": "/help"}]}`, origin)
	if err := os.WriteFile(filepath.Join(dir, "framed", "brand.json"), []byte(brand), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := shared.start(stack.Options{Overlays: []string{"shortpriv"}, UIEnv: []string{"BRAND_DIR=" + dir}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// framed is a person who sees the UI in the frame of a product.
type framed struct {
	*person
	frame chrome.Frame
}

// expect waits for a page of the UI in the frame, with an element, and insists that it has neither header nor footer.
func (f framed) expect(path, css string) {
	f.t.Helper()
	f.frame.Until(fmt.Sprintf("location.origin + location.pathname === %q", f.s.UIURL+path))
	f.frame.WaitFor(css)
	if chrome.EvalFrame[bool](f.frame, `document.querySelector(".site-header, .site-footer") !== null`) {
		f.t.Errorf("%s has a header or a footer in the frame", path)
	}
}

// signIn fills the form in the frame.
func (f framed) signIn() {
	f.t.Helper()
	f.expect("/login", chrome.TestID("login-auth-card"))
	f.frame.Fill("identifier", f.email)
	f.frame.Fill("password", f.password)
	f.frame.PressEnter("[name=password]")
}

// A product on the same site shows sign-in and account inside a page of its own.
func TestBareInAFrame(t *testing.T) {
	origin := product(t)
	s := framing(t, origin)
	open := func(p *person, path string) framed {
		p.Allow("^security: Blocked autofocusing") // the product's page has the focus
		p.Goto(origin + "/?frame=" + strings.ReplaceAll(s.UIURL+path, "?", "%3F"))
		return framed{p, p.Frame()}
	}
	t.Run("sign-in", func(t *testing.T) {
		f := open(newMember(t, s).atChromium(), "/login?view=bare")
		f.signIn()
		f.expect("/", chrome.TestID("account-home"))
		f.frame.PressEnter(`a[href="/settings"]`)
		f.expect("/settings", "[name='traits.name.first']")
		if got := f.URL(); !strings.HasPrefix(got, origin) {
			t.Errorf("the window left the product for %s", got)
		}
	})
	t.Run("settings", func(t *testing.T) {
		f := open(newMember(t, s).atChromium(), "/settings?view=bare")
		f.signIn()
		f.expect("/settings", "[name='traits.name.first']")
		f.frame.Fill("traits.name.first", "Anne")
		f.frame.PressEnter("[name='traits.name.first']")
		f.expect("/settings", message(msgSettingsSaved))
		f.awaitStaleSignIn(privilegedAge)
		f.frame.Fill("password", "another-key-for-the-door-7")
		f.frame.PressEnter("[name=password]")
		f.expect("/login", message(msgConfirmIdentity))
		f.frame.Fill("password", f.password)
		f.frame.PressEnter("[name=password]")
		f.expect("/settings", message(msgSettingsSaved))
	})
	t.Run("passkey", func(t *testing.T) {
		p := newPerson(t, s)
		device := p.AddAuthenticator()
		f := open(p, "/registration?view=bare")
		f.expect("/registration", "[name='traits.email']")
		f.frame.Fill("traits.email", p.email)
		f.frame.PressEnter("[name='traits.email']")
		f.frame.PressEnter(passkeyAdd)
		f.expect("/", chrome.TestID("account-home"))
		device.SetPresence(false) // so that autofill does not sign in before the button is pressed
		p.open("/")
		p.signOut()
		f = open(p, "/login?view=bare")
		f.expect("/login", passkeySignIn)
		device.SetPresence(true)
		f.frame.PressEnter(passkeySignIn)
		f.expect("/", chrome.TestID("account-home"))
	})
	t.Run("elsewhere", func(t *testing.T) {
		p := newMember(t, s).atChromium()
		p.Allow("frame-ancestors")
		p.Goto(product(t) + "/?frame=" + s.UIURL + "/login")
		p.AwaitConsole("frame-ancestors")
		p.Frame().Until(`location.protocol === "chrome-error:"`)
	})
	t.Run("no frame", func(t *testing.T) {
		p := newMember(t, s).atChromium()
		p.signIn()
		if !p.Has(".site-header") {
			t.Error("a page that stands for itself has no header")
		}
	})
}
