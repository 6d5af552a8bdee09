package hydra

import (
	"crypto/rand"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const sessionCookie = "stand_in_hydra_session"

// publicAPI is what browsers see.
func (h *Hydra) publicAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /oauth2/auth", h.authorize)
	mux.HandleFunc("GET /oauth2/sessions/logout", h.endSession)
	mux.HandleFunc("POST /oauth2/device/auth", h.authorizeDevice)
	mux.HandleFunc("GET "+verifyPath, h.verifyDevice)
	mux.HandleFunc("POST /oauth2/token", h.deviceToken)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		mux.ServeHTTP(w, r)
	})
}

// authorize sends the browser to log in, then to consent, then back to the application.
func (h *Hydra) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	login, consent := query.Get("login_verifier"), query.Get("consent_verifier")
	switch f := h.flows[login+consent]; {
	case login+consent == "":
		h.begin(w, r, query)
	case f == nil:
		http.Error(w, "this proof is not known or was used", http.StatusForbidden)
	case login != "":
		delete(h.flows, login)
		h.askConsent(w, r, f)
	default:
		delete(h.flows, consent)
		h.returnTo(w, r, f)
	}
}

func (h *Hydra) begin(w http.ResponseWriter, r *http.Request, query url.Values) {
	f := &flow{query: query}
	if !slices.Contains(strings.Fields(query.Get("prompt")), "login") {
		f.subject = h.signedIn(r)
	}
	f.login = newStep(f.subject != "")
	h.flows["login"+f.login.challenge] = f
	page := "/login"
	if query.Get("prompt") == "registration" {
		page = "/registration"
	}
	http.Redirect(w, r, h.ui+page+"?login_challenge="+f.login.challenge, http.StatusFound)
}

func (h *Hydra) askConsent(w http.ResponseWriter, r *http.Request, f *flow) {
	id := rand.Text()
	h.sessions[id] = f.subject
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}) //nolint:gosec // plain http
	known, agreed := h.remembered[f.subject+" "+f.query.Get("client_id")]
	f.consent = newStep(agreed && subset(known, f.scopes()))
	h.flows["consent"+f.consent.challenge] = f
	http.Redirect(w, r, h.ui+"/consent?consent_challenge="+f.consent.challenge, http.StatusFound)
}

func (h *Hydra) returnTo(w http.ResponseWriter, r *http.Request, f *flow) {
	query := url.Values{"state": {f.query.Get("state")}}
	if f.consent.refused {
		query.Set("error", "access_denied")
	} else {
		query.Set("code", f.code)
	}
	http.Redirect(w, r, f.query.Get("redirect_uri")+"?"+query.Encode(), http.StatusSeeOther)
}

// endSession asks, and with the proof of an answer ends the session and sends the browser back to the application.
func (h *Hydra) endSession(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if verifier := query.Get("logout_verifier"); verifier != "" {
		l := h.logouts[verifier]
		if l == nil {
			http.Error(w, "this proof is not known or was used", http.StatusForbidden)
			return
		}
		delete(h.logouts, verifier)
		delete(h.sessions, l.session)
		http.Redirect(w, r, l.query.Get("post_logout_redirect_uri"), http.StatusFound)
		return
	}
	l := &logout{step: newStep(false), query: query, subject: h.signedIn(r)}
	if c, err := r.Cookie(sessionCookie); err == nil {
		l.session = c.Value
	}
	h.logouts[l.challenge] = l
	http.Redirect(w, r, h.ui+"/logout?logout_challenge="+l.challenge, http.StatusFound)
}

func (h *Hydra) signedIn(r *http.Request) string {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	return h.sessions[c.Value]
}

var applicationPage = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><title>Application</title>
<link rel="icon" href="data:,"><main><h1 data-testid="app{{.Path}}">Application</h1></main></html>`))

// application is the client that users come from and go back to.
func application() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = applicationPage.Execute(w, r.URL)
	})
}
