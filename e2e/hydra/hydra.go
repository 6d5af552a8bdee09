// Package hydra is not Ory Hydra: it is a stand-in for tests, where the real one can't be had. It answers like the admin API
// with documents that a real Hydra was recorded to answer, and keeps its rules: a challenge is answered once, for the person
// it is about, with no more than was asked for. Its public side leads a browser from a made-up application through login and
// consent and back, and devices that show a code. It signs nothing and issues no tokens but made-up ones to devices.
package hydra

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Hydra is a running stand-in.
type Hydra struct {
	AdminURL  string // http://127.0.0.1:…, without a trailing slash, as is the next
	PublicURL string
	// Token is what the admin API asks for as a bearer token.
	Token string
	// App is the application's address.
	App string

	ui        string
	documents map[string]map[string]any
	servers   []*http.Server

	mu         sync.Mutex
	flows      map[string]*flow // by login or consent challenge, or by verifier
	logouts    map[string]*logout
	sessions   map[string]string          // subjects by cookie
	remembered map[string][]string        // scopes by subject and client
	clients    map[string]map[string]any  // further fields of a client
	grants     map[string]json.RawMessage // what was accepted, by code
	consents   []consent                  // the newest first
	admin      []http.Header
	broken     bool
	devices    *devices // nil for a Hydra without the device grant
}

// Start opens a stand-in with the recorded documents hydra-*.json.
func Start(ctx context.Context, recorded fs.FS) (*Hydra, error) {
	h := &Hydra{
		Token: rand.Text(), documents: map[string]map[string]any{}, flows: map[string]*flow{}, logouts: map[string]*logout{},
		sessions: map[string]string{}, remembered: map[string][]string{}, clients: map[string]map[string]any{}, grants: map[string]json.RawMessage{},
	}
	for _, name := range []string{"login-request", "consent-request", "logout-request", "error-consent-not-found"} {
		document, err := read(recorded, name)
		if err != nil {
			return nil, err
		}
		h.documents[name] = document
	}
	for _, side := range []struct {
		url     *string
		handler http.Handler
	}{{&h.AdminURL, h.adminAPI()}, {&h.PublicURL, h.publicAPI()}, {&h.App, application()}} {
		var err error
		if *side.url, err = h.listen(ctx, side.handler); err != nil {
			return nil, errors.Join(err, h.Close())
		}
	}
	return h, nil
}

// read is the recorded document hydra-{name}.json.
func read(recorded fs.FS, name string) (map[string]any, error) {
	data, err := fs.ReadFile(recorded, "hydra-"+name+".json")
	if err != nil {
		return nil, err
	}
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("hydra-%s.json: %w", name, err)
	}
	return document, nil
}

func (h *Hydra) listen(ctx context.Context, handler http.Handler) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	h.servers = append(h.servers, server)
	go func() { _ = server.Serve(l) }()
	return "http://" + l.Addr().String(), nil
}

// Close ends the stand-in.
func (h *Hydra) Close() error {
	var errs []error
	for _, s := range h.servers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// UseUI says where the pages for login, consent and logout are: urls.login and so on.
func (h *Hydra) UseUI(uiURL string) { h.ui = uiURL }

// Client sets fields of a client, as its owner or who runs Hydra would.
func (h *Hydra) Client(id string, fields map[string]any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clients[id] = fields
}

// Break makes the admin API fail until it is called with false.
func (h *Hydra) Break(broken bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.broken = broken
}

// AuthURL is where the application sends a browser to (RFC 6749 4.1.1); further parameters are pairs of name and value.
func (h *Hydra) AuthURL(client, scope string, further ...string) string {
	query := url.Values{"client_id": {client}, "response_type": {"code"}, "scope": {scope}, "redirect_uri": {h.App + "/callback"}, "state": {"state-of-the-app"}}
	for i := 0; i < len(further); i += 2 {
		query.Set(further[i], further[i+1])
	}
	return h.PublicURL + "/oauth2/auth?" + query.Encode()
}

// LogoutURL is where the application sends a browser to that is to be signed out.
func (h *Hydra) LogoutURL() string {
	return h.PublicURL + "/oauth2/sessions/logout?" + url.Values{"post_logout_redirect_uri": {h.App + "/bye"}, "client_id": {"demo"}}.Encode()
}

// Grant is what was accepted and led to this code.
func (h *Hydra) Grant(code string) (Grant, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var g Grant
	return g, json.Unmarshal(h.grants[code], &g)
}

// AdminCalls are the headers of all calls of the admin API so far.
func (h *Hydra) AdminCalls() []http.Header {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]http.Header(nil), h.admin...)
}

// Grant is the body of an accepted consent.
type Grant struct {
	Scopes      []string `json:"grant_scope"`
	Audiences   []string `json:"grant_access_token_audience"`
	Remember    bool     `json:"remember"`
	RememberFor int64    `json:"remember_for"`
	Session     struct {
		IDToken map[string]any `json:"id_token"`
	} `json:"session"`
}
