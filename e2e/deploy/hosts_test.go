package deploy_test

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// TestHostsWithOneKratos signs up at one host and signs in at another, each with its own brand: behind nginx as in
// docs/deploy.md and behind the proxy of the demo.
func TestHostsWithOneKratos(t *testing.T) {
	brands := harness.Path(t, "brand", "examples")
	nginx := func(ctx context.Context, uiURL, kratosURL string) (string, error) {
		return startNginx(ctx, t, hostsInDocs(t, uiURL, kratosURL)), nil
	}
	for name, proxy := range map[string]stack.Proxy{"nginx": nginx, "demo": stack.ProxyAt(0)} {
		t.Run(name, func(t *testing.T) {
			hosts := []string{"shop.localhost", "dev.localhost"}
			s := shared.SharedStack(t, "hosts,"+name, stack.Options{Proxy: proxy, Hosts: hosts, UIEnv: []string{"BRAND_DIR=" + brands}})
			p := user.NewInChromium(t, s)
			shop, dev := atHost(p, hosts[0], "Quince & Thyme"), atHost(p, hosts[1], "Kiln")
			shop.signUp()
			shop.Open("/settings")
			shop.Expect("/settings")
			shop.Fill("traits.name.first", "Anne")
			shop.PressEnter(`[name="traits.name.first"]`)
			shop.Expect("/settings", ui.MsgSettingsSaved)
			shop.SignOut()
			shop.Expect("/login")

			dev.Open("/sessions")
			dev.Expect("/login")
			dev.SubmitCredentials()
			dev.Expect("/sessions")
			dev.stays(s.UIURL + "//evil.localhost/")
			dev.Open("/")
			dev.SignOut()
			dev.Expect("/login")
		})
	}
}

// hostsInDocs returns the configuration of nginx for several hosts in docs/deploy.md.
func hostsInDocs(t *testing.T, uiURL, kratosURL string) string {
	t.Helper()
	page, err := os.ReadFile(harness.Path(t, "docs", "deploy.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "**Several hosts, one Kratos.**")
	_, config, _ := strings.Cut(section, "```nginx\n")
	config, _, found := strings.Cut(config, "```")
	if !found {
		t.Fatal("docs/deploy.md has no nginx for several hosts")
	}
	return strings.NewReplacer("http://thyra:3000", uiURL, "http://kratos:4433", kratosURL).Replace(config)
}

// hostUser is a user at one of several hosts, who never gets to another one, nor to a page in another brand.
type hostUser struct {
	*user.Chromium
	brand string
}

func atHost(p *user.Chromium, host, brand string) *hostUser {
	there, s := *p, *p.Stack
	s.UIURL = strings.Replace(s.UIURL, "localhost", host, 1)
	there.Stack = &s
	return &hostUser{&there, brand}
}

// Expect waits for a page of the host, in its brand, and for messages on it.
func (g *hostUser) Expect(path string, messages ...int) {
	g.T.Helper()
	g.Chromium.Expect(path, messages...)
	g.Until(`document.title.endsWith(" · ` + g.brand + `")`)
}

// signUp goes from the sign-in page to the account home, with a code by mail.
func (g *hostUser) signUp() {
	g.T.Helper()
	g.Open("/login")
	g.Expect("/login")
	g.Submit(chrome.TestID("signup-link"))
	g.Expect("/registration")
	g.Fill("traits.email", g.Email)
	g.PressEnter(`[name="traits.email"]`)
	g.Expect("/registration", ui.MsgChooseCredential)
	start := time.Now()
	g.Fill("password", g.Password)
	g.PressEnter("[name=password]")
	g.Expect("/verification", ui.MsgVerifyCodeSent)
	g.Fill("code", user.AwaitMail(g.T, g.Stack, g.Email, start, user.HasCode).Code)
	g.PressEnter("[name=code]")
	g.Expect("/verification", ui.MsgVerified)
	g.Submit(chrome.TestID("node/anchor/continue"))
	g.Expect("/")
}

// stays has Kratos redirect a signed-in user to an address that it takes for one of ours.
func (g *hostUser) stays(returnTo string) {
	g.T.Helper()
	g.Allow("Failed to load resource")
	g.Open(stack.KratosPath + "/self-service/login/browser?return_to=" + url.QueryEscape(returnTo))
	if !strings.HasPrefix(g.URL(), g.Stack.UIURL+"//") {
		g.T.Errorf("led to %s", g.URL())
	}
}
