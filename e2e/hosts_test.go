package e2e_test

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// TestHostsWithOneKratos signs up at one host and in at another, each with a brand of its own: behind nginx as docs/deploy.md
// has it, and behind the door of the demo.
func TestHostsWithOneKratos(t *testing.T) {
	brands, err := stack.ExampleBrands(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nginx := func(ctx context.Context, uiURL, kratosURL string) (string, error) {
		return startNginx(ctx, t, hostsInDocs(t, uiURL, kratosURL)), nil
	}
	for name, door := range map[string]stack.Door{"nginx": nginx, "demo": stack.DoorAt(0)} {
		t.Run(name, func(t *testing.T) {
			hosts := []string{"shop.localhost", "dev.localhost"}
			s := shared.running(t, "hosts,"+name, stack.Options{Door: door, Hosts: hosts, UIEnv: []string{"BRAND_DIR=" + brands}})
			p := newPerson(t, s)
			shop, dev := guestAt(p, hosts[0], "Quince & Thyme"), guestAt(p, hosts[1], "Kiln")
			shop.signUp()
			shop.open("/settings")
			shop.expect("/settings")
			shop.Fill("traits.name.first", "Anne")
			shop.PressEnter(`[name="traits.name.first"]`)
			shop.expect("/settings", msgSettingsSaved)
			shop.signOut()
			shop.expect("/login")

			dev.open("/sessions")
			dev.expect("/login")
			dev.giveCredentials()
			dev.expect("/sessions")
			dev.stays(s.UIURL + "//evil.localhost/")
			dev.open("/")
			dev.signOut()
			dev.expect("/login")
		})
	}
}

// hostsInDocs is the configuration of nginx for several hosts in docs/deploy.md.
func hostsInDocs(t *testing.T, uiURL, kratosURL string) string {
	t.Helper()
	page, err := os.ReadFile("../docs/deploy.md")
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

// guest is a person at one of several hosts, who is never led to another one, nor to a page in another brand.
type guest struct {
	*person
	brand string
}

func guestAt(p *person, host, brand string) *guest {
	there, s := *p, *p.s
	s.UIURL = strings.Replace(s.UIURL, "localhost", host, 1)
	there.s = &s
	return &guest{&there, brand}
}

// expect waits for a page of the host, in its brand, and for messages on it.
func (g *guest) expect(path string, messages ...int) {
	g.t.Helper()
	g.person.expect(path, messages...)
	g.Until(`document.title.endsWith(" · ` + g.brand + `")`)
}

// signUp goes from the sign-in page to the account home, by way of the inbox.
func (g *guest) signUp() {
	g.t.Helper()
	g.open("/login")
	g.expect("/login")
	g.Submit(chrome.TestID("signup-link"))
	g.expect("/registration")
	g.Fill("traits.email", g.email)
	g.PressEnter(`[name="traits.email"]`)
	g.expect("/registration", msgChooseCredential)
	start := time.Now()
	g.Fill("password", g.password)
	g.PressEnter("[name=password]")
	g.expect("/verification", msgVerifyCodeSent)
	g.Fill("code", awaitMail(g.t, g.s, g.email, start, hasCode).Code)
	g.PressEnter("[name=code]")
	g.expect("/verification", msgVerified)
	g.Submit(chrome.TestID("node/anchor/continue"))
	g.expect("/")
}

// stays has Kratos send a person who is signed in to an address that it takes for one of ours.
func (g *guest) stays(returnTo string) {
	g.t.Helper()
	g.Allow("Failed to load resource")
	g.open(stack.KratosPath + "/self-service/login/browser?return_to=" + url.QueryEscape(returnTo))
	if !strings.HasPrefix(g.URL(), g.s.UIURL+"//") {
		g.t.Errorf("led to %s", g.URL())
	}
}
