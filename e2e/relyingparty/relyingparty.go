// Package relyingparty is an application that signs people in with OpenID Connect: the authorization code flow with PKCE, tokens
// verified, and RP-initiated logout. Tests and the demo put it beside a Hydra. It does not know Kratos, nor the UI.
package relyingparty

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"golang.org/x/oauth2"

	"github.com/thyra-ui/thyra/e2e/oneshot"
)

// App is a running application: one client of Hydra's.
type App struct {
	URL      string // http://localhost:…, without a trailing slash
	ClientID string

	name   string
	hydra  Hydra
	secret string
	rp     rp.RelyingParty
	server *http.Server

	mu       sync.Mutex
	sessions map[string]*session // by cookie
	results  []Result
}

// Hydra says where the OpenID provider is.
type Hydra struct {
	AdminURL string // for registering the client
	URL      string // the issuer
}

// Client is how the application is registered.
type Client struct {
	ID   string // any by default
	Name string
	// Fields are further members of Hydra's client document; they win over the application's own.
	Fields map[string]any
	// Port is where the application listens; 0 is any.
	Port int
}

// Result is how one try to sign in ended at the application.
type Result struct {
	Error, Description string // RFC 6749 4.1.2.1; empty after a success
	Problem            error  // what is wrong with the answer or with the tokens; nil when they are as they must be
	Tokens             *oidc.Tokens[*oidc.IDTokenClaims]
}

// Start opens an application and registers it.
func Start(ctx context.Context, hydra Hydra, client Client) (*App, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(client.Port)))
	if err != nil {
		return nil, err
	}
	a := &App{
		URL:      "http://localhost:" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port),
		ClientID: cmp.Or(client.ID, "app-"+strings.ToLower(rand.Text())), secret: rand.Text(),
		name: client.Name, hydra: hydra, sessions: map[string]*session{},
	}
	if err := a.register(ctx, client); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	a.rp, err = rp.NewRelyingPartyOIDC(ctx, hydra.URL, a.ClientID, a.secret, a.URL+callbackPath, nil,
		rp.WithAuthStyle(oauth2.AuthStyleInParams),
		rp.WithHTTPClient(&http.Client{Transport: oneshot.Transport(), Timeout: time.Minute}),
		rp.WithVerifierOpts(rp.WithNonce(nonceOf), rp.WithIssuedAtOffset(5*time.Second)))
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	a.server = &http.Server{Handler: a.routes(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = a.server.Serve(l) }()
	return a, nil
}

// register makes the client at Hydra: POST /admin/clients.
func (a *App) register(ctx context.Context, client Client) error {
	document := map[string]any{
		"client_id": a.ClientID, "client_secret": a.secret, "client_name": client.Name, "client_uri": a.URL + "/",
		"redirect_uris": []string{a.URL + callbackPath}, "post_logout_redirect_uris": []string{a.URL + byePath},
		"grant_types": []string{"authorization_code", "refresh_token"}, "response_types": []string{"code"},
		"scope": AllScopes, "audience": []string{Audience}, "token_endpoint_auth_method": "client_secret_post",
	}
	for name, value := range client.Fields {
		document[name] = value
	}
	res, answer, err := oneshot.JSON(ctx, http.MethodPost, a.hydra.AdminURL+"/admin/clients", document) //nolint:bodyclose // JSON has read and closed it
	if err == nil && res.StatusCode != http.StatusCreated {
		err = fmt.Errorf("register the client: %s: %s", res.Status, answer)
	}
	return err
}

// What the application may ask for: the scopes of OpenID Connect and an unknown one, and an API.
const (
	AllScopes = "openid offline_access profile email address phone photos.read"
	Audience  = "https://api.example"
)

// Close ends the application.
func (a *App) Close() error { return a.server.Close() }

// SignInURL is the page of the application that begins a sign-in. Parameters are pairs of name and value, which the application
// passes on to the authorization endpoint.
func (a *App) SignInURL(parameters ...string) string {
	query := url.Values{}
	for i := 0; i < len(parameters); i += 2 {
		query.Set(parameters[i], parameters[i+1])
	}
	return a.URL + signInPath + "?" + query.Encode()
}

// SignOutURL is the page of the application that signs out: of it, and of Hydra with the session's ID token as id_token_hint.
func (a *App) SignOutURL() string { return a.URL + signOutPath }

// Results are how the tries to sign in ended so far, the oldest first.
func (a *App) Results() []Result {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Result(nil), a.results...)
}

// Refresh gets new tokens by the refresh token of a sign-in.
func (a *App) Refresh(ctx context.Context, r *Result) error {
	ctx = context.WithValue(ctx, nonceKey{}, r.Tokens.IDTokenClaims.Nonce)
	_, err := rp.RefreshTokens[*oidc.IDTokenClaims](ctx, a.rp, r.Tokens.RefreshToken, "", "")
	return err
}

// UserInfo asks the userinfo endpoint with an access token.
func (a *App) UserInfo(ctx context.Context, r *Result) (*oidc.UserInfo, error) {
	return rp.Userinfo[*oidc.UserInfo](ctx, r.Tokens.AccessToken, oidc.BearerToken, r.Tokens.IDTokenClaims.Subject, a.rp)
}
