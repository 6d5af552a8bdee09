package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

const verificationID = "6ff44f8c-b809-43be-a84c-ef50ddd75fd5" // of verification-initial, v1.3.1

func TestUnverifiedAddress(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "/auth"} {
		for _, returnTo := range []string{"", "https://shop.example/cart?a=1&b=2"} {
			t.Run(base+" "+returnTo, func(t *testing.T) {
				t.Parallel()
				s := newSite(t, basePath(base))
				login := recorded(t, 200, "login-unverified-address").with("Set-Cookie", "of_login=1")
				want := []string{}
				if returnTo != "" {
					login = login.replaced(t, `"type": "browser",`, `"type": "browser", "return_to": "`+returnTo+`",`)
					want = append(want, "return_to", returnTo)
				}
				s.kratos.on(fetchPath("login"), login)
				csrf := []string{"csrf_token_1=new; Path=/; HttpOnly; SameSite=Lax", "other=2; Path=/"}
				s.kratos.on(initPath("verification"), recorded(t, 200, "verification-initial").with("Set-Cookie", csrf...))

				a := s.get(t, base+"/login?flow="+flowID, "Cookie", secretCookie)
				only(t, a.leads(base+"/verification"), "flow", verificationID, "message", "4000010")
				if got := a.Header.Values("Set-Cookie"); !slices.Equal(got, csrf) {
					t.Errorf("cookies are %q, want exactly those of the verification flow", got)
				}
				call := s.kratos.one(t, initPath("verification"))
				if call.header.Get("Cookie") != secretCookie {
					t.Errorf("Kratos got the cookies %q", call.header.Get("Cookie"))
				}
				only(t, call.query, want...)
			})
		}
	}
}

// When verification is switched off or fails, the login page itself says what is wrong.
func TestUnverifiedAddressWithoutVerification(t *testing.T) {
	t.Parallel()
	for _, fails := range []reply{recorded(t, 400, "error-verification-disabled"), failing(500), {body: []byte("<html>")}} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-unverified-address"))
		s.kratos.on(initPath("verification"), fails.with("Set-Cookie", "csrf_token_1=new"))
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		a.has("ui/message/4000010")
		if got := a.Header.Values("Set-Cookie"); len(got) != 0 {
			t.Errorf("cookies of a flow that did not start: %q", got)
		}
	}
}

func TestVerificationMessage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("verification"), recorded(t, 200, "verification-initial"))
	path := "/verification?flow=" + flowID

	shown := s.get(t, path+"&message=4000010").want(http.StatusOK).has("ui/message/4000010")
	if strings.TrimSpace(shown.Text()) == "" {
		t.Error("the message has no text")
	}
	for _, message := range []string{"", "4000011", "04000010", "4000010x", "Your account is blocked, call EVIL", "<b>EVIL</b>"} {
		a := s.get(t, path+"&message="+url.QueryEscape(message)).want(http.StatusOK)
		for _, id := range a.testIDs() {
			if strings.HasPrefix(id, "ui/message/") {
				t.Errorf("message %q shows %s", message, id)
			}
		}
		if strings.Contains(a.body, "EVIL") {
			t.Errorf("message %q: text of the URL is on the page", message)
		}
	}
	for _, kind := range []string{"login", "registration", "recovery"} {
		s.kratos.on(fetchPath(kind), recorded(t, 200, map[string]string{"login": "login-initial", "registration": "registration-step1", "recovery": "recovery-initial"}[kind]))
		s.get(t, "/"+kind+"?flow="+flowID+"&message=4000010").want(http.StatusOK).lacks("ui/message/4000010")
	}
}

// "Do this later" stands where later leads: to an application that waits, or to an account that is signed in. Where sign-in itself
// demands the address, or nobody is signed in, the visitor would come back here at best.
func TestLaterLeadsSomewhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	path := "/verification?flow=" + flowID
	weak := recorded(t, 403, "error-whoami-aal2-required")
	for _, c := range []struct {
		name, recording, query, cookie string
		whoami                         reply
		want                           string // where the link leads; "" for none
	}{
		{"signed in", "verification-initial", "", secretCookie, recorded(t, 200, "session-whoami-aal1"), "/"},
		{"signed in, code sent", "verification-code-sent", "", secretCookie, recorded(t, 200, "session-whoami-aal1"), "/"},
		{"second factor due", "verification-initial", "", secretCookie, weak, "/"},
		{"signed out", "verification-initial", "", secretCookie, recorded(t, 401, "error-whoami-no-session"), ""},
		{"no cookie", "verification-initial", "", "", recorded(t, 401, "error-whoami-no-session"), ""},
		{"Kratos fails", "verification-initial", "", secretCookie, failing(500), ""},
		{"demanded by sign-in", "verification-code-sent", "&message=4000010", secretCookie, recorded(t, 401, "error-whoami-no-session"), ""},
		{"an application waits", "verification-oauth2-after-registration", "", "", recorded(t, 401, "error-whoami-no-session"), "/login"},
		{"an application waits, demanded by sign-in", "verification-oauth2-after-registration", "&message=4000010", "", recorded(t, 401, "error-whoami-no-session"), ""},
		{"done", "verification-passed", "", secretCookie, recorded(t, 200, "session-whoami-aal1"), ""},
	} {
		s.kratos.on(fetchPath("verification"), recorded(t, 200, c.recording))
		s.kratos.on("GET /sessions/whoami", c.whoami)
		a := s.get(t, path+c.query, "Cookie", c.cookie).want(http.StatusOK)
		if c.want == "" {
			a.lacks("cta-link")
			continue
		}
		if to, err := url.Parse(a.has("cta-link").AttrOr("href", "")); err != nil || to.Path != c.want {
			t.Errorf("%s: later leads to %v (%v), want %s", c.name, to, err, c.want)
		}
	}
}
