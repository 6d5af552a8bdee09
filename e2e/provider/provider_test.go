package provider_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/oidc"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
	"github.com/thyra-ui/thyra/e2e/provider"
)

// relying starts a provider, a client of it, and a browser at its login page.
func relying(t *testing.T) (*httpbrowser.Browser, rp.RelyingParty) {
	t.Helper()
	p, err := provider.Start(t.Context(), "Acme")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	callback := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(callback.Close)
	p.AllowCallback(callback.URL)
	client, err := rp.NewRelyingPartyOIDC(t.Context(), p.IssuerURL, p.ClientID, p.Secret, callback.URL,
		[]string{oidc.ScopeOpenID, oidc.ScopeEmail, oidc.ScopeProfile})
	if err != nil {
		t.Fatal(err)
	}
	b := httpbrowser.New(t)
	b.Goto(rp.AuthURL("the-state", client))
	return b, client
}

func TestCodeCarriesWhatWasTyped(t *testing.T) {
	b, client := relying(t)
	b.Fill(provider.FieldSubject, "ann")
	b.Fill(provider.FieldEmail, "ann@example.org")
	b.Fill(provider.FieldGivenName, "Ann")
	b.Click(provider.ButtonAction, provider.ActionAllow)
	got := b.URL.Query()
	if got.Get("state") != "the-state" {
		t.Errorf("came back with %v", got)
	}
	tokens, err := rp.CodeExchange[*oidc.IDTokenClaims](t.Context(), got.Get("code"), client)
	if err != nil {
		t.Fatal(err)
	}
	c := tokens.IDTokenClaims
	if c.Subject != "ann" || c.Email != "ann@example.org" || c.GivenName != "Ann" {
		t.Errorf("claims %q %q %q", c.Subject, c.Email, c.GivenName)
	}
}

func TestRefusal(t *testing.T) {
	b, _ := relying(t)
	b.Click(provider.ButtonAction, provider.ActionDeny)
	got := b.URL.Query()
	if got.Get("error") != "access_denied" || got.Get("state") != "the-state" || got.Get("code") != "" {
		t.Errorf("came back with %v", got)
	}
}

func TestForeignCallbackIsRefused(t *testing.T) {
	b, client := relying(t)
	client.OAuthConfig().RedirectURL = "http://127.0.0.1:1/other"
	b.Goto(rp.AuthURL("the-state", client))
	if b.Status != http.StatusBadRequest || b.Has("provider-login") {
		t.Errorf("status %d at %s", b.Status, b.URL)
	}
}
