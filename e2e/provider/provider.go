// Package provider is an OpenID provider for tests: real discovery, codes, keys and tokens, and a login page that believes
// whatever is typed into it. It listens on 127.0.0.1, which to a browser is another site than localhost. It does not know
// Kratos.
package provider

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// Fields and buttons of the login page. One button signs in, the other refuses.
const (
	FieldSubject   = "subject"
	FieldEmail     = "email"
	FieldGivenName = "given_name"
	ButtonAction   = "action"
	ActionAllow    = "allow"
	ActionDeny     = "deny"
)

const loginPath = "/login"

// Provider is a running provider with one client. Every sign-in shows the login page; there are no sessions.
type Provider struct {
	Name      string
	IssuerURL string // http://127.0.0.1:…, without a trailing slash
	ClientID  string
	Secret    string

	op     *op.Provider
	store  *store
	server *http.Server
}

// Start opens a provider that calls itself by that name.
func Start(ctx context.Context, name string) (*Provider, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Provider{Name: name, IssuerURL: "http://" + l.Addr().String(), ClientID: "kratos", Secret: rand.Text()}
	if err := p.assemble(); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	go func() { _ = p.server.Serve(l) }()
	return p, nil
}

func (p *Provider) assemble() (err error) {
	p.store = newStore(p.ClientID, p.Secret)
	config := &op.Config{CodeMethodS256: true, AuthMethodPost: true}
	if _, err := rand.Read(config.CryptoKey[:]); err != nil {
		return err
	}
	p.op, err = op.NewProvider(config, p.store, op.StaticIssuer(p.IssuerURL),
		op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("provider %s: %w", p.Name, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+loginPath, p.ask)
	mux.HandleFunc("POST "+loginPath, op.NewIssuerInterceptor(p.op.IssuerFromRequest).HandlerFunc(p.answer))
	mux.Handle("/", p.op)
	p.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	return nil
}

// AllowCallback registers an address that codes may be sent to.
func (p *Provider) AllowCallback(uri string) { p.store.allow(uri) }

// Close ends the provider.
func (p *Provider) Close() error { return p.server.Close() }

//go:embed login.html
var loginHTML string

var loginPage = template.Must(template.New("login").Parse(loginHTML))

// ask shows the login page, with earlier users as suggestions.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin") // as large providers do
	h.Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'")
	_ = loginPage.Execute(w, map[string]any{
		"Name":     p.Name,
		"Request":  r.URL.Query().Get("request"),
		"Subjects": p.store.subjects(),
	})
}

// answer sends the browser back to the client with a code, or with the error access_denied.
func (p *Provider) answer(w http.ResponseWriter, r *http.Request) {
	id := r.FormValue("request")
	request, err := p.store.AuthRequestByID(r.Context(), id)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if r.FormValue(ButtonAction) != ActionAllow {
		op.AuthRequestError(w, r, request, oidc.ErrAccessDenied().WithDescription("The person refused."), p.op)
		return
	}
	err = p.store.signIn(id, &storage.User{
		ID:        r.FormValue(FieldSubject),
		Email:     r.FormValue(FieldEmail),
		FirstName: r.FormValue(FieldGivenName),
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, op.AuthCallbackURL(p.op)(r.Context(), id), http.StatusFound)
}
