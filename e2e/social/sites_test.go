package social_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/provider"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The ids of the two providers: one has no mark of a known brand, one has.
const (
	acme   = "acme"
	google = "google-work"
)

// sites are what the tests of this folder share: stacks, and two providers and a shop on other sites.
type sites struct {
	*harness.Harness
	start     sync.Once
	providers map[string]*provider.Provider
	shop      *httptest.Server
}

// shopPage is the test id of the shop's only page.
const shopPage = "shop-page"

// open starts the providers and the shop unless they run.
func (s *sites) open(t *testing.T) {
	t.Helper()
	s.start.Do(func() {
		s.providers = map[string]*provider.Provider{}
		for id, name := range map[string]string{acme: "Acme", google: "Google Work"} {
			p, err := provider.Start(s.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			s.OnClose(p.Close)
			s.providers[id] = p
		}
		s.shop = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">` +
				`<main><h1 data-testid="` + shopPage + `">Shop</h1></main></html>`))
		}))
		s.OnClose(func() error { s.shop.Close(); return nil })
	})
}

// stack returns a stack with these overlays that offers both providers, and lets the shop be returned to.
func (s *sites) stack(t *testing.T, overlays ...string) *stack.Stack {
	t.Helper()
	return s.withProviders(t, strings.Join(overlays, ","), stack.Options{Overlays: overlays})
}

// exact returns a stack like that whose pages may post to these origins only.
func (s *sites) exact(t *testing.T, origins ...string) *stack.Stack {
	t.Helper()
	list := strings.Join(origins, ",")
	return s.withProviders(t, "exact,"+list, stack.Options{UIEnv: []string{"FORM_ACTION_ORIGINS=" + list}})
}

func (s *sites) withProviders(t *testing.T, name string, opts stack.Options) *stack.Stack {
	t.Helper()
	s.open(t)
	opts.ReturnURLs = []string{s.shop.URL + "/"}
	for _, id := range []string{acme, google} {
		p := s.providers[id]
		opts.Providers = append(opts.Providers, stack.Provider{
			ID: id, Label: p.Name, IssuerURL: p.IssuerURL, ClientID: p.ClientID, ClientSecret: p.Secret,
		})
	}
	started := s.SharedStack(t, name, opts)
	for id, p := range s.providers {
		p.AllowCallback(started.CallbackURL(id))
	}
	return started
}

// claims are what a provider says about a user.
type claims struct{ subject, email, givenName string }

func claimsOf(email string) claims { return claims{subject: email, email: email, givenName: "Ann"} }

// goTo presses a provider's button and arrives at its login page.
func goTo(u *user.User, button, id string) {
	u.T.Helper()
	u.Click(button, id)
	if !strings.HasPrefix(u.URL.String(), shared.providers[id].IssuerURL) || !u.Has("provider-login") {
		u.T.Fatalf("at %s with messages %v, want the login page of %s", u.URL, u.Messages(), id)
	}
}

// allow signs in at a provider and comes back with these claims.
func allow(u *user.User, c claims) {
	u.T.Helper()
	u.Fill(provider.FieldSubject, c.subject)
	u.Fill(provider.FieldEmail, c.email)
	u.Fill(provider.FieldGivenName, c.givenName)
	u.Click(provider.ButtonAction, provider.ActionAllow)
}

// deny refuses at a provider and comes back without claims.
func deny(u *user.User) {
	u.T.Helper()
	u.Click(provider.ButtonAction, provider.ActionDeny)
}

// goToInChromium presses a provider's button and arrives at its login page.
func goToInChromium(p *user.Chromium, button, id string) {
	p.T.Helper()
	p.Submit(chrome.Button(button, id))
	p.WaitFor(chrome.TestID("provider-login"))
}

// allowInChromium signs in at a provider and comes back with these claims.
func allowInChromium(p *user.Chromium, c claims) {
	p.T.Helper()
	p.Fill(provider.FieldSubject, c.subject)
	p.Fill(provider.FieldEmail, c.email)
	p.Fill(provider.FieldGivenName, c.givenName)
	p.Submit(chrome.Button(provider.ButtonAction, provider.ActionAllow))
}

// denyInChromium refuses at a provider and comes back without claims.
func denyInChromium(p *user.Chromium) {
	p.T.Helper()
	p.Submit(chrome.Button(provider.ButtonAction, provider.ActionDeny))
}
