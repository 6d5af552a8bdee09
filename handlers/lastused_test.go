package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

const lastUsedCookie = "thyra_last_used"

// sessionBy is a session whose methods are these, as a part of JSON.
func sessionBy(t *testing.T, methods string) reply {
	t.Helper()
	return recorded(t, http.StatusOK, "session-whoami-aal1").replaced(t, `"method": "password"`, methods)
}

// What Kratos says of the session is remembered, and the sign-in page marks it.
func TestLastUsedIsMarked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ methods, cookie, login, button string }{
		"password":                     {`"method": "password"`, "password", "login-initial", `[name=method][value=password]`},
		"passkey":                      {`"method": "passkey"`, "passkey", "login-initial", `[name=passkey_login_trigger]`},
		"provider":                     {`"method": "oidc", "provider": "globex"`, "oidc:globex", "login-initial", `[name=provider][value=globex]`},
		"code":                         {`"method": "code"`, "code", "login-idfirst-step2", `[name=method][value=code]`},
		"a second factor after it":     {`"method": "password", "aal": "aal1"}, {"method": "code", "aal": "aal2"}, {"method": "totp"`, "password", "login-initial", `[name=method][value=password]`},
		"confirmed in another way":     {`"method": "password", "aal": "aal1"}, {"method": "code"`, "code", "login-idfirst-step2", `[name=method][value=code]`},
		"a provider not on the page":   {`"method": "oidc", "provider": "ünï;ö"`, "oidc:%C3%BCn%C3%AF%3B%C3%B6", "login-initial", ""},
		"recovery, which is no way in": {`"method": "code_recovery"`, "", "login-initial", ""},
	} {
		s := newSite(t)
		s.kratos.on("GET /sessions/whoami", sessionBy(t, c.methods))
		s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, c.login))
		for _, page := range []string{"/", "/welcome", "/sessions"} {
			set := s.get(t, page).cookie(lastUsedCookie)
			switch {
			case c.cookie == "" && set == nil:
			case set == nil || set.Value != c.cookie || set.MaxAge > 366*24*3600 || !set.HttpOnly || set.SameSite != http.SameSiteLaxMode:
				t.Errorf("%s: %s sets the cookie %v", name, page, set)
			}
		}
		login := s.get(t, "/login?flow="+flowID, "Cookie", lastUsedCookie+"="+c.cookie).want(http.StatusOK)
		marked := login.doc.Find("[data-testid=last-used]")
		if want := c.button != ""; (marked.Length() == 1) != want || want && !marked.Closest("button").Is(c.button) {
			t.Errorf("%s: %d marks, the button is %q", name, marked.Length(), marked.Closest("button").Text())
		}
	}
}

// Nothing new is nothing to say.
func TestLastUsedIsSetOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", sessionBy(t, `"method": "password"`))
	if a := s.get(t, "/welcome", "Cookie", lastUsedCookie+"=password"); a.cookie(lastUsedCookie) != nil {
		t.Error("the cookie is set again")
	}
}

// A mark helps to choose: it is where there is a choice of ways to sign in, and nowhere else.
func TestLastUsedIsMarkedWhereItHelps(t *testing.T) {
	t.Parallel()
	for recording, method := range map[string]string{
		"login-refresh":           "password",
		"login-refresh-with-keys": "password",
		"login-aal2":              "code",
		"login-aal2-code-choose":  "code",
		"login-code-sent":         "code",
		"login-idfirst-step1":     "password",
		"registration-step1":      "oidc:acme",
		"settings-everything":     "oidc:acme",
	} {
		kind, _, _ := strings.Cut(recording, "-")
		s := newSite(t)
		s.kratos.on(fetchPath(kind), recorded(t, http.StatusOK, recording))
		if s.get(t, "/"+kind+"?flow="+flowID, "Cookie", lastUsedCookie+"="+method).want(http.StatusOK).doc.Find("[data-testid=last-used]").Length() > 0 {
			t.Errorf("%s is marked", recording)
		}
	}
}

// The only way needs no mark.
func TestOnlyWayIsNotMarked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), edited(t, "login-initial", func(f map[string]any) {
		ui := f["ui"].(map[string]any)
		var kept []any
		for _, n := range ui["nodes"].([]any) {
			if group := n.(map[string]any)["group"]; group == "default" || group == "password" {
				kept = append(kept, n)
			}
		}
		ui["nodes"] = kept
	}))
	s.get(t, "/login?flow="+flowID, "Cookie", lastUsedCookie+"=password").want(http.StatusOK).lacks("last-used")
}

// Anybody can write a cookie: it chooses among what is on the page.
func TestLastUsedOfOthersChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	plain, _ := s.get(t, "/login?flow="+flowID).want(http.StatusOK).doc.Find("main").Html()
	for _, value := range []string{"", ":", "oidc", "oidc:", "oidc:nobody", "oidc:%zz", "acme", "password:acme", "PASSWORD", "<b>", strings.Repeat("x", 4000)} {
		got, _ := s.get(t, "/login?flow="+flowID, "Cookie", lastUsedCookie+"="+value).want(http.StatusOK).doc.Find("main").Html()
		if got != plain {
			t.Errorf("the page is another one with the cookie %.20q", value)
		}
	}
}

func TestLastUsedSwitchedOff(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *setup) { o.DisableLastUsed = true })
	s.kratos.on("GET /sessions/whoami", sessionBy(t, `"method": "password"`))
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	if set := s.get(t, "/welcome").cookie(lastUsedCookie); set != nil {
		t.Errorf("the cookie %s is set", set)
	}
	s.get(t, "/login?flow="+flowID, "Cookie", lastUsedCookie+"=password").want(http.StatusOK).lacks("last-used")
}
