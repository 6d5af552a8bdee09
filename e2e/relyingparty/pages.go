package relyingparty

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"golang.org/x/oauth2"
)

const (
	signInPath   = "/sign-in"
	callbackPath = "/callback"
	signOutPath  = "/sign-out"
	byePath      = "/bye"
)

// session is a browser's at the application.
type session struct {
	tries  map[string]try // by state
	tokens *oidc.Tokens[*oidc.IDTokenClaims]
	state  string // of the sign-out that is under way
}

// try is one authorization request.
type try struct{ nonce, verifier string }

type nonceKey struct{}

func nonceOf(ctx context.Context) string {
	nonce, _ := ctx.Value(nonceKey{}).(string)
	return nonce
}

func (a *App) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.home)
	mux.HandleFunc("GET "+signInPath, a.signIn)
	mux.HandleFunc("GET "+callbackPath, a.callback)
	mux.HandleFunc("GET "+signOutPath, a.signOut)
	mux.HandleFunc("GET "+byePath, a.bye)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		mux.ServeHTTP(w, r)
	})
}

// session finds the browser's session, or begins one. Other applications on this host have cookies of other names.
func (a *App) session(w http.ResponseWriter, r *http.Request) *session {
	if c, err := r.Cookie(a.ClientID); err == nil && a.sessions[c.Value] != nil {
		return a.sessions[c.Value]
	}
	id, s := rand.Text(), &session{tries: map[string]try{}}
	a.sessions[id] = s
	http.SetCookie(w, &http.Cookie{Name: a.ClientID, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}) //nolint:gosec // plain http
	return s
}

// signIn sends the browser to the authorization endpoint with what the page was asked for beside what the flow needs.
func (a *App) signIn(w http.ResponseWriter, r *http.Request) {
	s, state := a.session(w, r), rand.Text()
	t := try{nonce: rand.Text(), verifier: oauth2.GenerateVerifier()}
	s.tries[state] = t
	parameters := map[string]string{"nonce": t.nonce, "scope": "openid email profile"}
	for name := range r.URL.Query() {
		parameters[name] = r.URL.Query().Get(name)
	}
	var options []rp.AuthURLOpt
	for name, value := range parameters {
		options = append(options, rp.AuthURLOpt(rp.WithURLParam(name, value)))
	}
	options = append(options, rp.WithCodeChallenge(oauth2.S256ChallengeFromVerifier(t.verifier)))
	http.Redirect(w, r, rp.AuthURL(state, a.rp, options...), http.StatusSeeOther)
}

var errState = errors.New("the state is not that of a sign-in that this browser began")

// callback takes the answer, once for each state.
func (a *App) callback(w http.ResponseWriter, r *http.Request) {
	s, query := a.session(w, r), r.URL.Query()
	result := Result{Error: query.Get("error"), Description: query.Get("error_description")}
	t, begun := s.tries[query.Get("state")]
	delete(s.tries, query.Get("state"))
	switch {
	case !begun:
		result.Problem = errState
	case result.Error == "":
		ctx := context.WithValue(r.Context(), nonceKey{}, t.nonce)
		result.Tokens, result.Problem = rp.CodeExchange[*oidc.IDTokenClaims](ctx, query.Get("code"), a.rp, rp.WithCodeVerifier(t.verifier))
	}
	a.results = append(a.results, result)
	if result.Tokens == nil {
		show(w, page{Title: "Signing in did not work", TestID: "app/failed", Lines: problems(&result), Action: signInPath, ActionText: "Try again"})
		return
	}
	s.tokens = result.Tokens
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func problems(r *Result) (lines []line) {
	if r.Error != "" {
		lines = append(lines, line{"error", r.Error}, line{"error_description", r.Description})
	}
	if r.Problem != nil {
		lines = append(lines, line{"problem", r.Problem.Error()})
	}
	return lines
}

func (a *App) home(w http.ResponseWriter, r *http.Request) {
	s := a.session(w, r)
	if s.tokens == nil {
		show(w, page{Title: a.name, TestID: "app/signed-out", Text: "You are not signed in.", Action: signInPath, ActionText: "Sign in"})
		return
	}
	claims := s.tokens.IDTokenClaims
	lines := []line{{"sub", claims.Subject}, {"iss", claims.Issuer}, {"acr", claims.AuthenticationContextClassReference}}
	for _, name := range []string{"name", "given_name", "family_name", "email"} {
		if value, ok := claims.Claims[name].(string); ok {
			lines = append(lines, line{name, value})
		}
	}
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.Value == "" })
	show(w, page{Title: a.name, TestID: "app/signed-in", Text: "You are signed in. The ID token says:", Lines: lines, Action: signOutPath, ActionText: "Sign out"})
}

// signOut ends the session here and sends the browser to the end session endpoint (OpenID Connect RP-Initiated Logout 2).
func (a *App) signOut(w http.ResponseWriter, r *http.Request) {
	s := a.session(w, r)
	s.state = rand.Text()
	query := url.Values{"post_logout_redirect_uri": {a.URL + byePath}, "state": {s.state}}
	if s.tokens != nil {
		query.Set("id_token_hint", s.tokens.IDToken)
	}
	for name := range r.URL.Query() {
		query.Set(name, r.URL.Query().Get(name))
	}
	s.tokens = nil
	http.Redirect(w, r, a.rp.GetEndSessionEndpoint()+"?"+query.Encode(), http.StatusSeeOther)
}

func (a *App) bye(w http.ResponseWriter, r *http.Request) {
	s := a.session(w, r)
	p := page{Title: "Goodbye", TestID: "app/bye", Text: "You are signed out.", Action: signInPath, ActionText: "Sign in"}
	if state := r.URL.Query().Get("state"); state == "" || state != s.state {
		p.TestID, p.Text = "app/bad-state", "That was not the sign-out that this browser began."
	}
	s.state = ""
	show(w, p)
}

// page is what the application shows.
type page struct {
	Title, TestID, Text string
	Lines               []line
	Action, ActionText  string
}

type line struct{ Name, Value string }

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

func show(w http.ResponseWriter, p page) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = pageTemplate.Execute(w, p)
}
