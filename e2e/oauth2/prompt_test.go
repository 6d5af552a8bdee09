package oauth2_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/relyingparty"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// remembered is a user who has signed in to an application and told it not to ask again, and what the application got.
func remembered(t *testing.T) (*visitor, relyingparty.Result) {
	t.Helper()
	v := comeFrom(t, ordinary())
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	v.Click("#remember")
	v.answer("accept")
	return v, v.signedIn()
}

// Who agreed before is not asked again, but for more than they agreed to, and where the application wants it (prompt=consent).
func TestOAuth2RememberedConsent(t *testing.T) {
	v, _ := remembered(t)
	v.begin()
	if r := v.signedIn(); r.Tokens.IDTokenClaims.Claims["email"] != v.Email {
		t.Errorf("without a question the ID token says %v", r.Tokens.IDTokenClaims.Claims)
	}
	v.begin("scope", "openid email profile phone")
	v.allow()
	v.signedIn()
	v.begin("prompt", "consent")
	v.Expect("/consent")
	v.answer("reject")
	v.failed("access_denied")
}

// prompt=login and max_age have the person prove who they are again, which the token tells (auth_time).
func TestOAuth2SignInAgain(t *testing.T) {
	v, r := remembered(t)
	before := r.Tokens.IDTokenClaims.AuthTime.AsTime()
	harness.AwaitTime(t, before.Add(2*time.Second)) // auth_time is in whole seconds
	for _, parameter := range [][]string{{"prompt", "login"}, {"max_age", "1"}} {
		v.begin(parameter...)
		v.confirm()
		after := v.signedIn().Tokens.IDTokenClaims.AuthTime.AsTime()
		if !after.After(before) {
			t.Errorf("%s: the person signed in at %s and before that at %s", parameter, after, before)
		}
		before = after
		harness.AwaitTime(t, before.Add(2*time.Second))
	}
	v.begin("max_age", "3600")
	if at := v.signedIn().Tokens.IDTokenClaims.AuthTime.AsTime(); !at.Equal(before) {
		t.Errorf("within max_age the person signed in at %s again, before that at %s", at, before)
	}
}

// prompt=none shows no page: the application gets tokens, or hears why it does not (OpenID Connect Core 3.1.2.6).
func TestOAuth2WithoutAQuestion(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin("prompt", "none")
	v.failed("login_required")
	v.begin()
	v.signInHere()
	v.allow()
	v.signedIn()
	v.begin("prompt", "none")
	v.failed("consent_required")
	v.begin()
	v.Expect("/consent")
	v.Click("#remember")
	v.answer("accept")
	v.signedIn()
	v.begin("prompt", "none")
	v.signedIn()
}

// Hydra knows of no consent of those who are not asked, be it for its own skip_consent or for TRUSTED_CLIENT_IDS.
func TestOAuth2TrustedWithoutAQuestion(t *testing.T) {
	trusted := ordinary()
	trusted.ID = trustedSilentApp
	v := comeFrom(t, trusted)
	for _, app := range []*relyingparty.App{v.app, register(t, v.Stack, unasked())} {
		v.app = app
		v.begin()
		if app.ClientID == trustedSilentApp {
			v.signInHere()
		}
		v.signedIn()
		v.begin("prompt", "none")
		v.failed("consent_required")
	}
}

// With Hydra's session but none at Kratos, the person would have to sign in, which prompt=none forbids to ask.
func TestOAuth2WithoutAQuestionAndSession(t *testing.T) {
	v, _ := remembered(t)
	v.Open("/")
	v.SignOut()
	v.begin("prompt", "none")
	v.failed("login_required")
	v.begin()
	v.signInHere() // and the consent is still remembered
	v.signedIn()
}

func TestOAuth2LoginHintAndLanguage(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin("login_hint", v.Email, "ui_locales", "ar")
	v.Expect("/login")
	v.WaitFor("html[lang=ar][dir=rtl]")
	if got := chrome.Eval[string](v.Tab, `document.querySelector("[name=identifier]").value`); got != v.Email {
		t.Errorf("the field for the account holds %q", got)
	}
	v.Fill("password", v.Password)
	v.PressEnter("[name=password]")
	v.Expect("/consent")
	v.WaitFor("html[lang=ar][dir=rtl]")
	v.answer("accept")
	v.signedIn()
}

// Hydra and Kratos don't heed acr_values: the token's acr is 0, which promises nothing (OpenID Connect Core 2).
func TestOAuth2AuthenticationContext(t *testing.T) {
	v := comeFrom(t, unasked())
	v.begin("acr_values", "aal2")
	v.signInHere()
	if got := v.signedIn().Tokens.IDTokenClaims.AuthenticationContextClassReference; got != "0" {
		t.Errorf("acr is %q", got)
	}
	v.MustBeSignedIn("aal1")
}

// id_token_hint names who is to be signed in: for anybody else the application gets an error, also after they sign in again.
func TestOAuth2HintOfAnotherPerson(t *testing.T) {
	v := comeFrom(t, unasked())
	v.begin()
	v.signInHere()
	hint := v.signedIn().Tokens.IDToken
	v.Goto(v.app.SignOutURL())
	v.Submit(chrome.Button("submit", "Yes"))
	v.WaitFor(chrome.TestID("app/bye"))

	other := user.NewRegistered(t, v.Stack)
	v.Email, v.Password = other.Email, other.Password
	v.begin("id_token_hint", hint) // nobody is signed in
	v.signInHere()
	v.failed("login_required")
	v.begin()
	v.confirm()
	v.signedIn()
	v.begin("id_token_hint", hint)
	v.failed("login_required")
	v.begin("id_token_hint", hint, "prompt", "none")
	v.failed("login_required")
	v.begin("id_token_hint", hint, "prompt", "login")
	v.Expect("/login", ui.MsgConfirmIdentity)
	v.confirm()
	v.failed("login_required")
}
