package deploy_test

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
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// framingSite starts a server with a page that frames the address in its query. It is same-site with the UI, at another port.
func framingSite(t *testing.T) string {
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

// startFramed starts a stack whose brand lets an origin frame its pages bare.
func startFramed(t *testing.T, origin string) *stack.Stack {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "framed"), 0o750); err != nil {
		t.Fatal(err)
	}
	brand := fmt.Sprintf(`{"name": "Framed", "default": true, "bare": true, "frame_ancestors": [%q], "footer": [{"label": "Help", "href": "/help"}]}`, origin)
	if err := os.WriteFile(filepath.Join(dir, "framed", "brand.json"), []byte(brand), 0o600); err != nil {
		t.Fatal(err)
	}
	return shared.OwnStack(t, stack.Options{Overlays: []string{"shortpriv"}, UIEnv: []string{"BRAND_DIR=" + dir}})
}

// framed is a user who sees the UI in a frame of a product.
type framed struct {
	*user.Chromium
	frame chrome.Frame
}

// expectInFrame waits for a page of the UI in the frame, with an element, and fails the test if it has a header or a footer.
func (f framed) expectInFrame(path, css string) {
	f.T.Helper()
	f.frame.Until(fmt.Sprintf("location.origin + location.pathname === %q", f.Stack.UIURL+path))
	f.frame.WaitFor(css)
	if chrome.EvalFrame[bool](f.frame, `document.querySelector(".site-header, .site-footer") !== null`) {
		f.T.Errorf("%s has a header or a footer in the frame", path)
	}
}

// signInInFrame fills the form in the frame.
func (f framed) signInInFrame() {
	f.T.Helper()
	f.expectInFrame("/login", chrome.TestID("login-auth-card"))
	f.frame.Fill("identifier", f.Email)
	f.frame.Fill("password", f.Password)
	f.frame.PressEnter("[name=password]")
}

// A product on the same site shows sign-in and account in a frame of its own page.
func TestFrame(t *testing.T) {
	origin := framingSite(t)
	s := startFramed(t, origin)
	open := func(p *user.Chromium, path string) framed {
		p.Allow("^security: Blocked autofocusing") // the product's page has the focus
		p.Goto(origin + "/?frame=" + strings.ReplaceAll(s.UIURL+path, "?", "%3F"))
		return framed{p, p.Frame()}
	}
	t.Run("sign-in", func(t *testing.T) {
		f := open(user.NewRegistered(t, s).InChromium(), "/login?view=bare")
		f.signInInFrame()
		f.expectInFrame("/", chrome.TestID("account-home"))
		f.frame.PressEnter(`a[href="/settings"]`)
		f.expectInFrame("/settings", "[name='traits.name.first']")
		if got := f.URL(); !strings.HasPrefix(got, origin) {
			t.Errorf("the window left the product for %s", got)
		}
	})
	t.Run("settings", func(t *testing.T) {
		f := open(user.NewRegistered(t, s).InChromium(), "/settings?view=bare")
		f.signInInFrame()
		f.expectInFrame("/settings", "[name='traits.name.first']")
		f.frame.Fill("traits.name.first", "Anne")
		f.frame.PressEnter("[name='traits.name.first']")
		f.expectInFrame("/settings", chrome.Message(ui.MsgSettingsSaved))
		f.AwaitStaleSignIn()
		f.frame.Fill("password", "another-key-for-the-door-7")
		f.frame.PressEnter("[name=password]")
		f.expectInFrame("/login", chrome.Message(ui.MsgConfirmIdentity))
		f.frame.Fill("password", f.Password)
		f.frame.PressEnter("[name=password]")
		f.expectInFrame("/settings", chrome.Message(ui.MsgSettingsSaved))
	})
	t.Run("passkey", func(t *testing.T) {
		p := user.NewInChromium(t, s)
		device := p.AddAuthenticator()
		f := open(p, "/registration?view=bare")
		f.expectInFrame("/registration", "[name='traits.email']")
		f.frame.Fill("traits.email", p.Email)
		f.frame.PressEnter("[name='traits.email']")
		f.frame.PressEnter(ui.PasskeyAdd)
		f.expectInFrame("/", chrome.TestID("account-home"))
		device.DisableAutofill()
		p.Open("/")
		p.SignOut()
		f = open(p, "/login?view=bare")
		f.expectInFrame("/login", ui.PasskeySignIn)
		f.frame.PressEnter(ui.PasskeySignIn)
		f.expectInFrame("/", chrome.TestID("account-home"))
	})
	t.Run("another origin", func(t *testing.T) {
		p := user.NewRegistered(t, s).InChromium()
		p.Allow("frame-ancestors")
		p.Goto(framingSite(t) + "/?frame=" + s.UIURL + "/login")
		p.AwaitConsole("frame-ancestors")
		p.Frame().Until(`location.protocol === "chrome-error:"`)
	})
	t.Run("no frame", func(t *testing.T) {
		p := user.NewRegistered(t, s).InChromium()
		p.SignIn()
		if !p.Has(".site-header") {
			t.Error("a page that stands for itself has no header")
		}
	})
}
