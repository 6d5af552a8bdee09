package gallery

import (
	"fmt"
	"net/http"
	"net/url"
)

// The calls of pages for other applications.
const (
	callConsent = "GET /admin/oauth2/auth/requests/consent"
	callLogout  = "GET /admin/oauth2/auth/requests/logout"

	callRejectConsent  = "PUT /admin/oauth2/auth/requests/consent/reject"
	callAcceptUserCode = "PUT /admin/oauth2/auth/requests/device/accept"
	callConsents       = "GET /admin/oauth2/auth/sessions/consent"
	callRevokeConsents = "DELETE /admin/oauth2/auth/sessions/consent"
)

// application is the origin of the applications that ask; it is taken out of links to it, so that they lead to notSentPath.
const application = "http://application.invalid"

// goOnTo makes this address the one that the application gets its answer at.
func goOnTo(request, client object, address string) {
	client["redirect_uris"] = []any{address}
	request["request_url"] = "http://127.0.0.1:4444/oauth2/auth?" + url.Values{"redirect_uri": {address}}.Encode()
}

// groupConsent are errors in place of a question.
const groupConsent = "asked by an application"

// oauth2 are the questions that Hydra has asked.
func (m *maker) oauth2() {
	const challenge = "?consent_challenge=x"
	whoami := m.session(nil)
	add := func(title string, edit func(request, client object)) {
		request := m.object(latest + "hydra-consent-request")
		if part(request, "client") == nil {
			m.errs = append(m.errs, fmt.Errorf("gallery: recording %shydra-consent-request has no client", latest))
			return
		}
		me := m.session(func(identity, _ object) { request["subject"] = identity["id"] })
		client := part(request, "client")
		client["policy_uri"], client["tos_uri"] = application+notSentPath, application+notSentPath
		edit(request, client)
		m.add(State{Page: "consent", Title: title}, get("/consent"+challenge), answers{callWhoami: me, callConsent: ok(request)})
	}
	add("an email address", func(_, _ object) {})
	add("every scope", func(request, _ object) {
		request["requested_scope"] = []any{"openid", "offline_access", "profile", "email", "address", "phone", "photos.read"}
	})
	add("services and a site to go on to", func(request, client object) {
		goOnTo(request, client, "https://app.example.com/callback")
		request["requested_access_token_audience"] = []any{"https://api.example.com", "print-service"}
	})
	add("an app on this device", func(request, client object) { goOnTo(request, client, "com.example.app:/callback") })
	add("long names", func(request, client object) {
		client["client_name"] = longWord + " " + longText
		request["requested_scope"] = []any{"openid", "https://api.example.com/" + longWord + longWord}
	})
	add("nothing known about the application", func(request, client object) {
		for _, name := range []string{"client_name", "policy_uri", "tos_uri", "logo_uri"} {
			client[name] = ""
		}
		request["requested_scope"] = []any{}
	})
	for _, e := range []struct {
		title  string
		status int
		answer answer
	}{
		{"about another account", http.StatusForbidden, ok(m.object(latest + "hydra-consent-request"))},
		{"answered", http.StatusGone, answer{status: http.StatusGone, body: []byte(`{"redirect_to":""}`)}},
		{"unknown", http.StatusNotFound, answer{status: http.StatusNotFound, body: []byte(`{"error":"Not Found"}`)}},
		{"Hydra is down", http.StatusBadGateway, answer{status: http.StatusInternalServerError}},
	} {
		m.add(State{Page: "error", Method: groupConsent, Title: e.title, Status: e.status}, get("/consent"+challenge), answers{callWhoami: whoami, callConsent: e.answer})
	}

	logout := m.object(latest + "hydra-logout-request")
	m.add(State{Page: "logout", Title: "question of an application"}, get("/logout?logout_challenge=x"), answers{callWhoami: whoami, callLogout: ok(logout)})
	if logout == nil {
		return // an error that is noted already
	}
	long := clone(logout)
	long["client"] = object{"client_id": "x", "client_name": longWord + " " + longText}
	m.add(State{Page: "logout", Title: "question of an application with a long name"}, get("/logout?logout_challenge=x"), answers{callWhoami: whoami, callLogout: ok(long)})
}
