package hydra

import (
	"crypto/rand"
	"net/url"
	"slices"
	"strings"
)

// flow is one authorization of an application: login, then consent.
type flow struct {
	query   url.Values // of the authorization request
	subject string
	login   step
	consent step
	code    string

	device    *device // that asks, in place of an application that has the browser come back; nil for none
	challenge string  // of the page for the device's code
}

// step is a question, how it was answered, and the proof of it that the browser carries.
type step struct {
	challenge, verifier string
	answered, refused   bool
	skip                bool
}

// logout is a question about a session.
type logout struct {
	step
	query   url.Values
	subject string
	session string
}

func newStep(skip bool) step {
	return step{challenge: rand.Text(), verifier: rand.Text(), skip: skip}
}

func (h *Hydra) requestURL(f *flow) string {
	if f.device != nil {
		return h.requestURLOfDevice(f)
	}
	return h.PublicURL + "/oauth2/auth?" + f.query.Encode()
}

// scopes are what the application asks for.
func (f *flow) scopes() []string { return strings.Fields(f.query.Get("scope")) }

// client is the recorded client under this id.
func (h *Hydra) client(id string) map[string]any {
	recorded, _ := h.documents["consent-request"]["client"].(map[string]any)
	client := map[string]any{}
	for name, value := range recorded {
		client[name] = value
	}
	client["client_id"] = id
	client["redirect_uris"] = []string{h.App + "/callback"}
	client["post_logout_redirect_uris"] = []string{h.App + "/bye"}
	for name, value := range h.clients[id] {
		client[name] = value
	}
	return client
}

// document is a recorded answer about this flow.
func (h *Hydra) document(name string, f *flow, s step) map[string]any {
	if f.device != nil {
		return h.documentOfDevice(name, f, s)
	}
	d := map[string]any{}
	for key, value := range h.documents[name] {
		d[key] = value
	}
	d["challenge"], d["login_challenge"], d["skip"], d["subject"] = s.challenge, f.login.challenge, s.skip, f.subject
	d["requested_scope"], d["request_url"] = f.scopes(), h.requestURL(f)
	d["requested_access_token_audience"] = strings.Fields(f.query.Get("audience"))
	d["client"] = h.client(f.query.Get("client_id"))
	if locales := f.query.Get("ui_locales"); locales != "" {
		d["oidc_context"] = map[string]any{"ui_locales": strings.Fields(locales)}
	}
	return d
}

func subset(of, list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !slices.Contains(of, s) })
}
