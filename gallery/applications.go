package gallery

import (
	"fmt"
	"net/http"
	"net/url"
)

// recordedConsents is a list that Hydra v2.3.0 answered with.
const recordedConsents = "v1.3.1/hydra-consent-sessions"

// consents are the recorded consents as those of this visitor; edit changes one, which is at the same place in the list.
func (m *maker) consents(edit ...func(session, client object)) []any {
	var recorded []object
	m.read(recordedConsents, &recorded)
	if len(recorded) == 0 {
		m.errs = append(m.errs, fmt.Errorf("gallery: recording %s is empty", recordedConsents))
		return nil
	}
	identity := part(m.object(latest+"session-whoami-aal1"), "identity")
	list := make([]any, len(edit))
	for i := range edit {
		session := clone(recorded[i%len(recorded)])
		request := part(session, "consent_request")
		request["subject"] = identity["id"]
		edit[i](session, part(request, "client"))
		list[i] = session
	}
	return list
}

// consentTo makes a consent one to this application.
func consentTo(id, name string, scopes ...any) func(session, client object) {
	return func(session, client object) {
		client["client_id"], client["client_name"], client["skip_consent"] = id, name, false
		session["grant_scope"], session["grant_access_token_audience"] = scopes, []any{}
	}
}

// applications is the list of the applications that may use the account.
func (m *maker) applications() {
	whoami := m.session(nil)
	show := func(title string, list answer, r request) {
		m.add(State{Page: "applications", Title: title}, r,
			answers{callWhoami: whoami, callConsents: list, callRevokeConsents: {status: http.StatusNoContent}})
	}
	keep := func(_, _ object) {}
	some := m.consents(consentTo("calendar", "Calendar", "openid", "email"), keep,
		func(session, client object) {
			consentTo("photos", "Photo Book", "openid", "offline_access", "profile", "photos.read")(session, client)
			session["grant_access_token_audience"] = []any{"https://api.photos.example", "print-service"}
		}, func(session, client object) {
			consentTo("calendar", "Calendar", "openid", "profile")(session, client)
			session["handled_at"] = "2026-03-03T09:30:00Z"
		})
	show("none", ok([]any{}), get("/applications"))
	show("several", ok(some), get("/applications"))
	show("long names, and nothing known", ok(m.consents(consentTo("long", longWord+" "+longText, "openid", "https://api.example.com/"+longWord+longWord),
		func(session, client object) {
			consentTo("00000000-0000-4000-8000-000000000001", "")(session, client)
			session["handled_at"] = nil
		})), get("/applications"))
	more := ok(some)
	more.header = http.Header{"X-Total-Count": {"1001"}}
	show("more than fit", more, get("/applications"))
	show("one ended", ok(some), post("/applications", "same-origin", url.Values{"client": {"photos"}}))
	show("one ended that had no access", ok(some), post("/applications", "same-origin", url.Values{"client": {"unknown"}}))
	m.add(State{Page: "error", Method: groupConsent, Title: "Hydra does not list applications", Status: http.StatusBadGateway}, get("/applications"),
		answers{callWhoami: whoami, callConsents: {status: http.StatusInternalServerError}})
}
