package handlers_test

import (
	"net/http"
	"net/url"
	"testing"
)

// Who confirms with a code may choose another address, or another way, once it is sent.
func TestWayBackFromASentCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		page  reply
		query []string
	}{
		{"second factor", recorded(t, 200, "login-aal2-code-sent"), []string{"aal", "aal2", "via", "email"}},
		{"second factor, wrong code", recordedBy(t, "v26.2.0", 200, "login-aal2-code-wrong"), []string{"aal", "aal2", "via", "email"}},
		{"second factor, several addresses", recordedBy(t, "next", 200, "login-aal2-code-multi-sent"), []string{"aal", "aal2"}},
		{"refresh", recordedBy(t, "next", 200, "login-refresh-choose-address-sent"), []string{"refresh", "true"}},
		{"refresh, wrong code", recordedBy(t, "next", 200, "login-refresh-choose-address-wrong"), []string{"refresh", "true"}},
		{"refresh, another code", recordedBy(t, "next", 200, "login-refresh-choose-address-resent"), []string{"refresh", "true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			page := c.page.replaced(t, `"type": "browser",`, `"type": "browser", "return_to": "https://shop.example/", "oauth2_login_challenge": "challenge",`)
			s.kratos.on(fetchPath("login"), page)
			a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
			a.has("logout-link")
			way, err := url.Parse(a.has("restart-link").AttrOr("href", ""))
			if err != nil || way.Path != "/login" {
				t.Fatalf("leads to %v (%v)", way, err)
			}
			only(t, way.Query(), append(c.query, "return_to", "https://shop.example/", "login_challenge", "challenge")...)
		})
	}
}

// Before a code is sent there is nothing to go back from.
func TestNoWayBackBeforeACodeIsSent(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, name := range []string{"login-aal2-code-multi-choose", "login-refresh-choose-address", "login-refresh-single-address"} {
		s.kratos.on(fetchPath("login"), recordedBy(t, "next", 200, name))
		s.get(t, "/login?flow="+flowID).want(http.StatusOK).lacks("restart-link")
	}
}

// Recovery goes back by a button of Kratos's, but not from the choice of addresses, where Kratos fails on it: there it begins anew.
func TestWayBackInRecovery(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for name, button := range map[string]bool{
		"recovery-v2-phone-sent": true, "recovery-v2-phone-code-wrong": true, "recovery-v2-phone-confirm": true, "recovery-v2-phone-confirm-empty": true,
		"recovery-v2-email-confirm": true, "recovery-v2-multi-choose": false, "recovery-v2-email-back": false,
	} {
		s.kratos.on(fetchPath("recovery"), recordedBy(t, "next", 200, name))
		a := s.get(t, "/recovery?flow="+flowID).want(http.StatusOK)
		if back := a.doc.Find("button[name=screen][value=previous][formnovalidate].button-quiet").Length() == 1; back != button {
			t.Errorf("%s: a button leads back: %t, want %t", name, back, button)
		}
		if !button && a.has("restart-link").AttrOr("href", "") != "/recovery" {
			t.Errorf("%s: the way back leads to %q", name, a.has("restart-link").AttrOr("href", ""))
		}
	}
}
