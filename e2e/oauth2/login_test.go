package oauth2_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/relyingparty"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A complete authorization code flow: what the user left out is not granted, and the tokens are what they must be.
func TestOAuth2Login(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin("scope", relyingparty.AllScopes)
	v.Expect("/login")
	v.Capture("oauth2-login")
	v.signInHere()
	v.Expect("/consent")
	v.Capture("oauth2-consent")
	v.Click("#scope-photos\\.read")
	v.answer("accept")
	r := v.signedIn()
	if got, want := r.Tokens.Extra("scope"), "openid offline_access profile email address phone"; got != want {
		t.Errorf("granted %q, want %q: what was unticked must not be", got, want)
	}
	claims := r.Tokens.IDTokenClaims
	if claims.Claims["email"] != v.Email || claims.Claims["email_verified"] != true || claims.Claims["given_name"] != "Ann" {
		t.Errorf("the ID token says %v", claims.Claims)
	}
	if claims.Issuer != v.Stack.Hydra.URL || !slices.Equal(claims.Audience, []string{v.app.ClientID}) || claims.Subject != v.identity() {
		t.Errorf("the ID token is of %q for %q about %q", claims.Issuer, claims.Audience, claims.Subject)
	}
	info, err := v.app.UserInfo(t.Context(), &r)
	if err != nil || info.Email != v.Email || info.Subject != claims.Subject {
		t.Errorf("userinfo says %+v, %v", info, err)
	}
	if err := v.app.Refresh(t.Context(), &r); err != nil {
		t.Errorf("the refresh token: %v", err)
	}
}

// identity is who is signed in at Kratos.
func (v *visitor) identity() string {
	v.T.Helper()
	session, ok := user.Whoami(v.T, v.Stack, v.Cookies(v.Stack.KratosURL))
	if !ok {
		v.T.Fatal("nobody is signed in at Kratos")
	}
	return session.Identity.ID
}

func TestOAuth2Deny(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	v.answer("reject")
	v.failed("access_denied")
}

func TestOAuth2Trusted(t *testing.T) {
	trusted := ordinary()
	trusted.ID = trustedApp
	v := comeFrom(t, trusted)
	v.begin("scope", "openid profile")
	v.signInHere()
	if got := v.signedIn().Tokens.Extra("scope"); got != "openid profile" {
		t.Errorf("a trusted application is granted %q", got)
	}
}

func TestOAuth2LongNames(t *testing.T) {
	long := relyingparty.Client{Name: "The Bureau of Rather Long Names and Their Abbreviations " + strings.Repeat("und", 20)}
	v := comeFrom(t, long)
	v.begin("scope", relyingparty.AllScopes, "ui_locales", "de-CH de")
	v.signInHere()
	v.Expect("/consent")
	v.WaitFor("html[lang=de]")
	v.Capture("oauth2-consent-long")
}

func TestOAuth2Registration(t *testing.T) {
	s := product(t)
	v := &visitor{user.NewInChromium(t, s), register(t, s, ordinary())}
	v.signUp()
	v.Capture("oauth2-verification")
	v.Submit(chrome.TestID("cta-link")) // later; Kratos asks for the password before it goes on to the application
	v.confirm()
	v.Expect("/consent")
	v.answer("reject")
	v.failed("access_denied")
}

func TestOAuth2Verification(t *testing.T) {
	s := product(t)
	v := &visitor{user.NewInChromium(t, s), register(t, s, ordinary())}
	since := time.Now()
	v.signUp()
	v.Fill("code", user.AwaitMail(t, s, v.Email, since, user.HasCode).Code)
	v.PressEnter("[name=code]")
	v.allow()
	if claims := v.signedIn().Tokens.IDTokenClaims.Claims; claims["email"] != v.Email || claims["email_verified"] != true {
		t.Errorf("the ID token says %v", claims)
	}
}

// Recovery leads back to the application.
func TestOAuth2Recovery(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin()
	v.recover("another-door-43")
	v.confirm()
	v.allow()
	v.signedIn()
}

// Somebody else's session is named, and whoever signs out of it signs in to the same application.
func TestOAuth2OtherAccount(t *testing.T) {
	v := comeFrom(t, ordinary())
	first := v.Email
	v.SignIn()
	v.begin()
	v.Expect("/login", ui.MsgConfirmIdentity)
	v.Until(fmt.Sprintf(`(document.querySelector(".account-name")?.textContent || document.querySelector("[name=identifier]").value) === %q`, first))
	v.Submit(chrome.TestID("logout-link"))
	other := user.NewRegistered(t, v.Stack)
	v.Email, v.Password = other.Email, other.Password
	v.signInHere()
	v.allow()
	if claims := v.signedIn().Tokens.IDTokenClaims.Claims; claims["email"] != other.Email {
		t.Errorf("the ID token says %v", claims)
	}
}

// Somebody else than is signed in answers the application's question as themselves.
func TestOAuth2NotYou(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	v.Submit(chrome.TestID("not-you"))
	other := user.NewRegistered(t, v.Stack)
	v.Email, v.Password = other.Email, other.Password
	v.signInHere()
	v.Expect("/consent")
	if got := v.Text(chrome.TestID("consent-account")); got != other.Email {
		t.Errorf("the page asks %q", got)
	}
	v.answer("accept")
	if claims := v.signedIn().Tokens.IDTokenClaims.Claims; claims["email"] != other.Email {
		t.Errorf("the ID token says %v", claims)
	}
}
