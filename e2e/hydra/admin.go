package hydra

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
)

const requests = "/admin/oauth2/auth/requests/"

// adminAPI is what Kratos (login) and the UI (the rest) call.
func (h *Hydra) adminAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+requests+"login", h.get("login"))
	mux.HandleFunc("PUT "+requests+"login/accept", h.acceptLogin)
	mux.HandleFunc("GET "+requests+"consent", h.get("consent"))
	mux.HandleFunc("PUT "+requests+"consent/accept", h.acceptConsent)
	mux.HandleFunc("PUT "+requests+"consent/reject", h.rejectConsent)
	mux.HandleFunc("PUT "+requests+"device/accept", h.acceptUserCode)
	mux.HandleFunc("GET "+requests+"logout", h.getLogout)
	mux.HandleFunc("PUT "+requests+"logout/accept", h.answerLogout(true))
	mux.HandleFunc("PUT "+requests+"logout/reject", h.answerLogout(false))
	mux.HandleFunc("GET "+consents, h.listConsents)
	mux.HandleFunc("DELETE "+consents, h.revokeConsents)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.admin = append(h.admin, r.Header.Clone())
		if h.broken {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		if r.Header.Get("Authorization") != "Bearer "+h.Token {
			answer(w, http.StatusUnauthorized, map[string]any{"error": map[string]any{"code": http.StatusUnauthorized}})
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// question finds a flow's step by its challenge. It answers 404 to a challenge nobody asked, 410 to one that was answered.
func (h *Hydra) question(w http.ResponseWriter, r *http.Request, kind string) (*flow, *step) {
	challenge := r.URL.Query().Get(kind + "_challenge")
	f := h.flows[kind+challenge]
	if f == nil {
		answer(w, http.StatusNotFound, h.documents["error-consent-not-found"])
		return nil, nil
	}
	s := &f.login
	if kind == "consent" {
		s = &f.consent
	}
	if s.answered {
		answer(w, http.StatusGone, map[string]any{"redirect_to": h.requestURL(f)})
		return nil, nil
	}
	return f, s
}

func (h *Hydra) get(kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if f, s := h.question(w, r, kind); f != nil {
			answer(w, http.StatusOK, h.document(kind+"-request", f, *s))
		}
	}
}

func (h *Hydra) acceptLogin(w http.ResponseWriter, r *http.Request) {
	f, s := h.question(w, r, "login")
	if f == nil {
		return
	}
	var body struct{ Subject string }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Subject == "" || s.skip && body.Subject != f.subject {
		refuse(w, "the subject is missing or not the one that is signed in")
		return
	}
	f.subject = body.Subject
	h.answered(w, f, s, "login")
}

func (h *Hydra) acceptConsent(w http.ResponseWriter, r *http.Request) {
	f, s := h.question(w, r, "consent")
	if f == nil {
		return
	}
	body, _ := io.ReadAll(r.Body)
	var g Grant
	switch {
	case json.Unmarshal(body, &g) != nil:
		refuse(w, "no JSON")
		return
	case !subset(f.scopes(), g.Scopes):
		refuse(w, "a scope was granted that was not asked for")
		return
	case g.RememberFor < 0:
		refuse(w, "remembered for less than no time")
		return
	}
	f.code = "code-" + s.verifier
	h.grants[f.code] = body
	if g.Remember {
		h.remembered[f.subject+" "+f.query.Get("client_id")] = g.Scopes
	}
	if !s.skip {
		h.keepConsent(f, body)
	}
	h.answered(w, f, s, "consent")
}

func (h *Hydra) rejectConsent(w http.ResponseWriter, r *http.Request) {
	if f, s := h.question(w, r, "consent"); f != nil {
		s.refused = true
		h.answered(w, f, s, "consent")
	}
}

// answered says where the browser takes the proof of the answer.
func (h *Hydra) answered(w http.ResponseWriter, f *flow, s *step, kind string) {
	s.answered = true
	h.flows[s.verifier] = f
	answer(w, http.StatusOK, map[string]any{"redirect_to": h.requestURL(f) + "&" + url.Values{kind + "_verifier": {s.verifier}}.Encode()})
}

func (h *Hydra) getLogout(w http.ResponseWriter, r *http.Request) {
	l := h.logouts[r.URL.Query().Get("logout_challenge")]
	if l == nil || l.answered {
		answer(w, http.StatusNotFound, h.documents["error-consent-not-found"])
		return
	}
	d := map[string]any{}
	for key, value := range h.documents["logout-request"] {
		d[key] = value
	}
	d["challenge"], d["subject"], d["request_url"] = l.challenge, l.subject, "/oauth2/sessions/logout?"+l.query.Encode()
	d["client"] = h.client(l.query.Get("client_id"))
	answer(w, http.StatusOK, d)
}

func (h *Hydra) answerLogout(accept bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l := h.logouts[r.URL.Query().Get("logout_challenge")]
		switch {
		case l == nil || l.answered:
			answer(w, http.StatusNotFound, h.documents["error-consent-not-found"])
		case !accept:
			l.answered = true
			w.WriteHeader(http.StatusNoContent)
		default:
			l.answered = true
			h.logouts[l.verifier] = l
			answer(w, http.StatusOK, map[string]any{"redirect_to": h.PublicURL + "/oauth2/sessions/logout?logout_verifier=" + l.verifier})
		}
	}
}

func refuse(w http.ResponseWriter, why string) {
	answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_request", "error_description": why})
}
