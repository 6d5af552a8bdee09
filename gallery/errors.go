package gallery

import (
	"context"
	"net/http"
	"net/url"
	"syscall"
)

// The cookies of the server that states begin with; see package handlers.
const (
	noticeCookie   = "thyra_notice="
	guardCookie    = "thyra_guard_login="
	lastUsedCookie = "thyra_last_used="
)

// The groups of error pages: who it is that reports the error.
const (
	groupOurs   = "found by this server"
	groupKratos = "reported by Kratos"
	groupDown   = "Kratos out of order"
	groupOthers = "reported by an application"
)

// errors are the error pages, each kind at least once.
func (m *maker) errors() {
	add := func(group, title string, status int, r request, a answers) {
		m.add(State{Page: "error", Method: group, Title: title, Status: status}, r, a)
	}
	refused := func(status int, recording string) answers {
		a := ok(m.object(latest + recording))
		a.status = status
		return answers{callFlow("login"): a}
	}
	add(groupOurs, "not found", http.StatusNotFound, get("/nothing-here"), nil)
	add(groupOurs, "method not allowed", http.StatusMethodNotAllowed, post("/login", "same-origin", nil), nil)
	add(groupOurs, "posted by another site", http.StatusForbidden, post("/logout", "cross-site", nil), nil)
	add(groupOurs, "bad request", http.StatusBadRequest, post("/sessions/revoke", "same-origin", url.Values{"id": {"x"}}), nil)
	add(groupOurs, "cookies don't arrive", http.StatusForbidden, get("/login?retry=1"), nil)
	add(groupOurs, "going in circles", http.StatusBadGateway, getFlow("login", guardCookie+"4"), refused(http.StatusNotFound, "error-flow-404"))
	add(groupOurs, "too many cookies", http.StatusRequestHeaderFieldsTooLarge, getFlow("login"), refused(http.StatusRequestHeaderFieldsTooLarge, "error-flow-404"))
	add(groupOurs, "flow switched off", http.StatusBadRequest, getFlow("login"), refused(http.StatusBadRequest, "error-return-to-forbidden"))

	busy := answer{status: http.StatusTooManyRequests, header: http.Header{"Retry-After": {"30"}}}
	add(groupDown, "too many requests", http.StatusTooManyRequests, getFlow("login"), answers{callFlow("login"): busy})
	for _, d := range []struct {
		title  string
		status int
		answer answer
	}{
		{"not there", http.StatusBadGateway, answer{err: syscall.ECONNREFUSED}},
		{"failing", http.StatusBadGateway, answer{status: http.StatusInternalServerError}},
		{"talking nonsense", http.StatusBadGateway, answer{body: []byte("<html>")}},
		{"unavailable", http.StatusServiceUnavailable, answer{status: http.StatusServiceUnavailable}},
		{"too slow", http.StatusGatewayTimeout, answer{err: context.DeadlineExceeded}},
	} {
		add(groupDown, d.title, d.status, getFlow("login"), answers{callFlow("login"): d.answer})
	}
	add(groupDown, "not there, asked for the account", http.StatusBadGateway, get("/"), answers{callWhoami: {err: syscall.ECONNREFUSED}})
	m.kratosErrors()

	denied := url.Values{"error": {"access_denied"}, "error_description": {"The resource owner denied the request."}, "error_hint": {"Ask again."}}
	add(groupOthers, "access denied", http.StatusBadRequest, get("/error?"+denied.Encode()), nil)
	long := url.Values{"error": {longWord + longWord}, "error_description": {longText + longText}}
	add(groupOthers, "long texts", http.StatusBadRequest, get("/error?"+long.Encode()), nil)
}

// kratosErrors are the errors that Kratos keeps for the error page, each with the content of a refusal that was recorded.
func (m *maker) kratosErrors() {
	for _, e := range []struct {
		title, recording string
		status           int
	}{
		{"page out of date", "error-csrf-flow-error", http.StatusForbidden},
		{"return URL not allowed", "error-return-to-forbidden", http.StatusBadRequest},
		{"sign-up switched off", "error-registration-disabled", http.StatusBadRequest},
		{"recovery switched off", "error-recovery-disabled", http.StatusBadRequest},
		{"verification switched off", "error-verification-disabled", http.StatusBadRequest},
		{"signed out", "error-settings-no-session", http.StatusUnauthorized},
		{"expired", "error-login-flow-expired-410", http.StatusGone},
		{"another identity's", "error-settings-other-identity", http.StatusForbidden},
		{"something else", "error-aal2-already-fulfilled", http.StatusBadRequest},
		{"internal", "error-stub-500", http.StatusInternalServerError},
	} {
		document := m.object(latest + "error-stub-500")
		document["error"] = m.object(latest + e.recording)["error"]
		m.add(State{Page: "error", Method: groupKratos, Title: e.title, Status: e.status}, get("/error?id=x"), answers{callError: ok(document)})
	}
	m.add(State{Page: "error", Method: groupKratos, Title: "an error long forgotten", Status: http.StatusNotFound}, get("/error?id=x"), nil)
}
