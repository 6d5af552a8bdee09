package hydra

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

const consents = "/admin/oauth2/auth/sessions/consent"

// consent is what somebody allowed an application when they were asked.
type consent struct {
	subject, client string
	document        map[string]any
}

// keepConsent keeps what was accepted, as Hydra lists it.
func (h *Hydra) keepConsent(f *flow, body []byte) {
	document := map[string]any{}
	_ = json.Unmarshal(body, &document) // it was read before
	document["handled_at"], document["consent_request"] = time.Now().UTC(), h.document("consent-request", f, f.consent)
	h.consents = append([]consent{{f.subject, f.query.Get("client_id"), document}}, h.consents...)
}

func (h *Hydra) listConsents(w http.ResponseWriter, r *http.Request) {
	list := []map[string]any{}
	for _, c := range h.consents {
		if c.subject == r.URL.Query().Get("subject") {
			list = append(list, c.document)
		}
	}
	answer(w, http.StatusOK, list)
}

func (h *Hydra) revokeConsents(w http.ResponseWriter, r *http.Request) {
	subject, client := r.URL.Query().Get("subject"), r.URL.Query().Get("client")
	if subject == "" || client == "" {
		refuse(w, "the subject or the client is missing")
		return
	}
	h.consents = slices.DeleteFunc(h.consents, func(c consent) bool { return c.subject == subject && c.client == client })
	delete(h.remembered, subject+" "+client)
	w.WriteHeader(http.StatusNoContent)
}
