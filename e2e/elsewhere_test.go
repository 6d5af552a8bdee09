package e2e_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/provider"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// The ids of the two providers, and how they are called on the pages. One has a mark of a known brand, one has none.
const (
	acme   = "acme"
	google = "google-work"
)

// elsewhere is what runs on other sites than the UI and Kratos: two providers and a shop that people come from. Stacks
// share it.
type elsewhere struct {
	providers map[string]*provider.Provider
	shop      *httptest.Server
}

// shopDoor is the data-testid of the shop's only page.
const shopDoor = "shop-door"

func (e *elsewhere) open(ctx context.Context) error {
	if e.shop != nil {
		return nil
	}
	e.providers = map[string]*provider.Provider{}
	for id, name := range map[string]string{acme: "Acme", google: "Google Work"} {
		p, err := provider.Start(ctx, name)
		if err != nil {
			return err
		}
		e.providers[id] = p
	}
	e.shop = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">` +
			`<main><h1 data-testid="` + shopDoor + `">Shop</h1></main></html>`))
	}))
	return nil
}

func (e *elsewhere) close() error {
	var errs []error
	for _, p := range e.providers {
		errs = append(errs, p.Close())
	}
	if e.shop != nil {
		e.shop.Close()
	}
	return errors.Join(errs...)
}

// social returns a stack with these overlays that offers both providers, and lets the shop be returned to.
func (f *farm) social(t *testing.T, overlays ...string) *stack.Stack {
	t.Helper()
	return f.sociable(t, "social,"+strings.Join(overlays, ","), stack.Options{Overlays: overlays})
}

// exact is a stack like social whose pages may post to these origins only.
func (f *farm) exact(t *testing.T, origins ...string) *stack.Stack {
	t.Helper()
	list := strings.Join(origins, ",")
	return f.sociable(t, "exact,"+list, stack.Options{UIEnv: []string{"FORM_ACTION_ORIGINS=" + list}})
}

func (f *farm) sociable(t *testing.T, key string, opts stack.Options) *stack.Stack {
	t.Helper()
	if err := f.open(f.ctx); err != nil {
		t.Fatal(err)
	}
	opts.ReturnURLs = []string{f.shop.URL + "/"}
	for _, id := range []string{acme, google} {
		p := f.providers[id]
		opts.Providers = append(opts.Providers, stack.Provider{
			ID: id, Label: p.Name, IssuerURL: p.IssuerURL, ClientID: p.ClientID, ClientSecret: p.Secret,
		})
	}
	s := f.running(t, key, opts)
	for id, p := range f.providers {
		p.AllowCallback(s.CallbackURL(id))
	}
	return s
}

// claims are what a provider says about a person.
type claims struct{ subject, email, givenName string }

func (v *visitor) claims() claims { return claims{subject: v.email, email: v.email, givenName: "Ann"} }

// goTo presses a provider's button and arrives at its login page.
func (v *visitor) goTo(button, id string) {
	v.t.Helper()
	v.Click(button, id)
	if !strings.HasPrefix(v.URL.String(), shared.providers[id].IssuerURL) || !v.Has("provider-login") {
		v.t.Fatalf("at %s with messages %v, want the login page of %s", v.URL, v.Messages(), id)
	}
}

// allow is what a person does at a provider to come back with these claims.
func (v *visitor) allow(c claims) {
	v.t.Helper()
	v.Fill(provider.FieldSubject, c.subject)
	v.Fill(provider.FieldEmail, c.email)
	v.Fill(provider.FieldGivenName, c.givenName)
	v.Click(provider.ButtonAction, provider.ActionAllow)
}

// deny is what a person does who changes their mind.
func (v *visitor) deny() {
	v.t.Helper()
	v.Click(provider.ButtonAction, provider.ActionDeny)
}

// goTo presses a provider's button and arrives at its login page.
func (p *person) goTo(button, id string) {
	p.t.Helper()
	p.Submit(chrome.Button(button, id))
	p.WaitFor(chrome.TestID("provider-login"))
}

func (p *person) claims() claims { return claims{subject: p.email, email: p.email, givenName: "Ann"} }

// allow is what a person does at a provider to come back with these claims.
func (p *person) allow(c claims) {
	p.t.Helper()
	p.Fill(provider.FieldSubject, c.subject)
	p.Fill(provider.FieldEmail, c.email)
	p.Fill(provider.FieldGivenName, c.givenName)
	p.Submit(chrome.Button(provider.ButtonAction, provider.ActionAllow))
}

// deny is what a person does who changes their mind.
func (p *person) deny() {
	p.t.Helper()
	p.Submit(chrome.Button(provider.ButtonAction, provider.ActionDeny))
}
