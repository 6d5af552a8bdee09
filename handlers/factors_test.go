package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// homeOf is a site whose visitor has an authenticator app and two more kinds of factors to add.
func homeOf(t *testing.T, version string) *site {
	t.Helper()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recordedBy(t, version, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", recordedBy(t, version, 200, "sessions-list").with("X-Total-Count", "23"))
	s.kratos.on(initPath("settings"), recordedBy(t, version, 200, "settings-totp-active"))
	return s
}

// badge is what the home says of a factor, "on" or "Set up"; "" where it says nothing.
func (a *answer) badge(group string) string {
	return strings.TrimSpace(a.has("account-home").Find(`a[href="/settings#` + group + `"] .badge, a[href="/settings#` + group + `"] .do`).Text())
}

// Kratos writes a settings flow to its database each time it is asked for one.
func TestHomeAsksForFactorsOnce(t *testing.T) {
	t.Parallel()
	s := homeOf(t, "v26.2.0")
	for _, language := range []string{"en", "de", "en"} {
		if got := s.get(t, "/", "Accept-Language", language).want(http.StatusOK).badge("totp"); got == "" {
			t.Errorf("%s: nothing of the authenticator app", language)
		}
	}
	s.kratos.one(t, initPath("settings"))
	if en, de := s.get(t, "/", "Accept-Language", "en").badge("totp"), s.get(t, "/", "Accept-Language", "de").badge("totp"); en == de {
		t.Errorf("%q in both languages", en)
	}
}

// What one session may see is nobody else's, not even another session's of the same person.
func TestFactorsAreOfOneSession(t *testing.T) {
	t.Parallel()
	s := homeOf(t, "v26.2.0")
	s.get(t, "/").want(http.StatusOK)
	s.kratos.on("GET /sessions/whoami", recordedBy(t, "v26.2.0", 200, "session-whoami-aal1").replaced(t, `"id": "e868c3b7`, `"id": "11111111`))
	s.kratos.on(initPath("settings"), recorded(t, 403, "error-settings-aal2-required"))
	if got := s.get(t, "/").want(http.StatusOK).badge("totp"); got != "" {
		t.Errorf("another session sees %q", got)
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	s.get(t, "/").leads(browserURL + "/self-service/login/browser")
}

// Who added a passkey and comes back sees it at once.
func TestFactorsAreNewAfterSettings(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		s := homeOf(t, version)
		if got := s.get(t, "/").badge("passkey"); got != "Set up" {
			t.Errorf("%s: before, passkeys are %q", version, got)
		}
		s.kratos.on(fetchPath("settings"), recordedBy(t, version, 200, "settings-totp-active"))
		s.get(t, "/settings?flow="+flowID).want(http.StatusOK)
		s.kratos.on(initPath("settings"), recordedBy(t, version, 200, "settings-keys-active"))
		if got := s.get(t, "/").badge("passkey"); got != "on" {
			t.Errorf("%s: afterwards, passkeys are %q", version, got)
		}
	}
}

// The settings page may have been another server's: Kratos after v1.3 says when the identity changed.
func TestFactorsAreNewWhenTheIdentityChanged(t *testing.T) {
	t.Parallel()
	s := homeOf(t, "v26.2.0")
	s.get(t, "/").want(http.StatusOK)
	s.kratos.on("GET /sessions/whoami", recordedBy(t, "v26.2.0", 200, "session-whoami-aal1").replaced(t, `"updated_at": "2026`, `"updated_at": "2027`))
	s.kratos.on(initPath("settings"), recordedBy(t, "v26.2.0", 200, "settings-keys-active"))
	if got := s.get(t, "/").badge("passkey"); got != "on" {
		t.Errorf("passkeys are %q", got)
	}
}

// A failure is not remembered.
func TestFactorsAfterAFailure(t *testing.T) {
	t.Parallel()
	s := homeOf(t, "v1.3.1")
	s.kratos.on(initPath("settings"), failing(500))
	if got := s.get(t, "/").want(http.StatusOK).badge("totp"); got != "" {
		t.Errorf("without an answer the app is %q", got)
	}
	s.kratos.on(initPath("settings"), recorded(t, 200, "settings-totp-active"))
	if got := s.get(t, "/").badge("totp"); got != "on" {
		t.Errorf("with an answer the app is %q", got)
	}
}

// Every factor of the home leads to a section that the settings page has: scripts make none.
func TestFactorsLeadToSections(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"settings-all-fresh", "settings-totp-active", "settings-keys-active", "settings-passkey-only-user"} {
		s := homeOf(t, "v1.3.1")
		flow := recorded(t, 200, name)
		if name == "settings-totp-active" { // as with passkeys alone
			flow = flow.without(t, func(node map[string]any) bool { return node["group"] == "webauthn" && node["type"] == "input" })
		}
		s.kratos.on(initPath("settings"), flow)
		s.kratos.on(fetchPath("settings"), flow)
		links := s.get(t, "/").has("account-home").Find(`a.way[href*="#"]`)
		page := s.get(t, "/settings?flow="+flowID).want(http.StatusOK)
		if links.Length() == 0 {
			t.Errorf("%s: no factors", name)
		}
		for _, link := range links.EachIter() {
			_, id, _ := strings.Cut(link.AttrOr("href", ""), "#")
			if page.doc.Find("section#"+id).Length() != 1 {
				t.Errorf("%s: the settings page has no section %q", name, id)
			}
		}
	}
}

// The home shows the newest devices, and how many more there are by Kratos's count: a page of them says less.
func TestHomeCountsAllDevices(t *testing.T) {
	t.Parallel()
	s := homeOf(t, "v26.2.0")
	if text := s.get(t, "/").has("account-home").Text(); !strings.Contains(text, "and 22 more") {
		t.Error("the home does not count the 22 devices beside the one that it shows")
	}
	if size := s.kratos.one(t, "GET /sessions").query.Get("page_size"); size != "2" {
		t.Errorf("it asks for %s sessions", size)
	}
	s.kratos.on("GET /sessions", recordedBy(t, "v26.2.0", 200, "sessions-list"))
	if text := s.get(t, "/").has("account-home").Text(); strings.Contains(text, "more") {
		t.Error("the home counts devices that Kratos did not count")
	}
}
