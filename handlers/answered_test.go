package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

const answeredCookie = "thyra_answered"

// requestURLOf is where the application of the recorded consent request sent the browser.
const requestURLOf = "http://127.0.0.1:4444/oauth2/auth?"

// Hydra asks an answered question again as if it were new, and to whoever answers it twice the application says access_denied.
func TestConsentIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"accept", "reject"} {
		s, hydra := oauth2Site(t)
		first := s.post(t, "/consent", consentForm(action, "grant_scope", "openid")).want(http.StatusSeeOther)
		remembered := first.cookie(answeredCookie)
		if remembered == nil || !remembered.HttpOnly || remembered.MaxAge <= 0 || strings.Contains(remembered.Value, secretChallenge) {
			t.Fatalf("%s: the browser is to remember %v", action, remembered)
		}
		cookie := answeredCookie + "=" + remembered.Value
		calls := len(hydra.got(acceptConsent)) + len(hydra.got(rejectConsent))
		for _, again := range []*answer{
			s.get(t, askURL, "Cookie", cookie),
			s.post(t, "/consent", consentForm("accept", "grant_scope", "openid"), "Cookie", cookie),
			s.post(t, "/consent", consentForm("reject"), "Cookie", cookie),
		} {
			again.want(http.StatusGone).has("error/answered")
			if way := again.has("restart-link").AttrOr("href", ""); !strings.HasPrefix(way, requestURLOf) {
				t.Errorf("the way on is %q", way)
			}
		}
		if now := len(hydra.got(acceptConsent)) + len(hydra.got(rejectConsent)); now != calls {
			t.Errorf("%s: Hydra was told %d answers, want %d", action, now, calls)
		}
		// Other questions are not answered by that.
		hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["login_challenge"] = "another" }))
		s.get(t, askURL, "Cookie", cookie).want(http.StatusOK)
	}
}

// A device is connected anew with a code that is typed: Hydra does not tell the one that was.
func TestAnswerForADeviceIsGivenOnce(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	const verify = "http://127.0.0.1:4444/oauth2/device/verify"
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) {
		request["request_url"] = verify + "?client_id=x&user_code=%2A%2A%2A%2A"
	}))
	remembered := s.post(t, "/consent", consentForm("reject")).want(http.StatusOK).cookie(answeredCookie)
	if remembered == nil {
		t.Fatal("the browser remembers nothing")
	}
	again := s.get(t, askURL, "Cookie", answeredCookie+"="+remembered.Value).want(http.StatusGone)
	if way := again.has("restart-link").AttrOr("href", ""); way != verify {
		t.Errorf("the way on is %q", way)
	}
}

// An answer that did not get to Hydra, and one that nobody was asked for, are no reason to refuse the next.
func TestConsentIsNotAnsweredByAFailure(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	for _, what := range []string{acceptConsent, rejectConsent} {
		hydra.on(what, reply{status: http.StatusServiceUnavailable})
	}
	for _, action := range []string{"accept", "reject"} {
		if c := s.post(t, "/consent", consentForm(action)).want(http.StatusServiceUnavailable).cookie(answeredCookie); c != nil {
			t.Errorf("%s: the browser is to remember %v", action, c)
		}
	}
	s, hydra = oauth2Site(t)
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["skip"] = true }))
	if c := s.get(t, askURL).want(http.StatusSeeOther).cookie(answeredCookie); c != nil {
		t.Errorf("nobody was asked, and the browser is to remember %v", c)
	}
}

// The cookie stays small however many questions are answered, keeps the latest, and is nobody's where it is garbage.
func TestAnsweredQuestionsAreFew(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	value := strings.Repeat("x", 4000) + ".,;=%"
	for i := range 20 {
		hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["login_challenge"] = strings.Repeat("c", i+1) }))
		cookie := s.post(t, "/consent", consentForm("accept"), "Cookie", answeredCookie+"="+value).want(http.StatusSeeOther).cookie(answeredCookie)
		if cookie == nil || len(cookie.Value) > 200 {
			t.Fatalf("after %d answers the cookie is %v", i+1, cookie)
		}
		value = cookie.Value
		s.get(t, askURL, "Cookie", answeredCookie+"="+value).want(http.StatusGone)
	}
}
