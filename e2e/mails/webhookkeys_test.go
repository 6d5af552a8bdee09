package mails_test

import (
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/e2e/provider"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The forms that Kratos's script sends, by form.submit(), have the payload too.
func TestWebHooksGetThePayloadOfKeys(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	// Passkeys are of the host that Kratos names, which has no brand here.
	s := shared.OwnStack(t, stack.Options{Overlays: []string{"hooks"}, WebHook: server.URL})
	const english = `{"lang":"en"}`
	p := user.NewInChromium(t, s)
	device := p.AddAuthenticator()
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	p.PressEnter(`[name="traits.email"]`)
	p.Expect("/registration", ui.MsgChooseCredential)
	p.Submit(ui.PasskeyAdd)
	p.Expect("/")
	h.expect(t, "registration with a passkey", english)
	device.DisableAutofill()
	p.SignOut()
	p.WaitFor(ui.PasskeySignIn)
	p.Submit(ui.PasskeySignIn)
	p.Expect("/")
	h.expect(t, "login with a passkey", english)

	key := user.NewRegistered(t, s).InChromium()
	key.AddSecurityKey()
	key.SignIn()
	h.take()
	key.Open("/settings")
	key.Fill(ui.KeyName, "Blue key")
	key.Submit(ui.KeyAdd)
	key.Expect("/settings", ui.MsgSettingsSaved)
	h.expect(t, "settings of a security key", english)
	key.SignOut()
	key.EnterPassword()
	key.Expect("/login", ui.MsgSecondFactor)
	h.take()
	key.Submit(ui.KeySignIn)
	key.Expect("/")
	h.expect(t, "login with a security key", english)
}

// The payload comes back with the visitor from a provider of social sign-in.
func TestWebHooksGetThePayloadOfProviders(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	acme, err := provider.Start(t.Context(), "Acme")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = acme.Close() })
	o := atHosts(t, "hooks")
	o.WebHook = server.URL
	o.Providers = []stack.Provider{{ID: "acme", Label: acme.Name, IssuerURL: acme.IssuerURL, ClientID: acme.ClientID, ClientSecret: acme.Secret}}
	s := shared.OwnStack(t, o)
	acme.AllowCallback(s.CallbackURL("acme"))

	u := user.New(t, s)
	for _, kind := range []string{"registration", "login"} {
		u = u.AnotherBrowser()
		u.Header.Set("Accept-Language", "de")
		u.Open("/" + kind)
		u.Click("provider", "acme")
		u.Fill(provider.FieldSubject, u.Email)
		u.Fill(provider.FieldEmail, u.Email)
		u.Fill(provider.FieldGivenName, "Ann")
		u.Click(provider.ButtonAction, provider.ActionAllow)
		u.Expect("/")
		h.expect(t, kind+" with a provider", `{"lang":"de"}`)
	}
}
