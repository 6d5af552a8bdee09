package kratos

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	ory "github.com/ory/client-go"
)

// errNowhere is an answer of Hydra's that does not say where the browser goes next.
var errNowhere = failure("no address to go on to")

// Hydra calls the admin API of one Ory Hydra, on the server's own behalf: no call carries anything of a browser's. It is
// safe for concurrent use. Its refusals and failures are an *Error of Hydra's.
type Hydra struct {
	api    *ory.APIClient
	public string // origin
}

// HydraConfig says where Hydra is and how long to wait for it.
type HydraConfig struct {
	// AdminURL is Hydra's admin API as this server reaches it. A user name and password in it are sent as basic authentication,
	// unless there is a Token.
	AdminURL string
	// PublicURL is Hydra's public API as browsers reach it; where it is empty, each request of an application tells.
	PublicURL string
	// Token is sent as a bearer token (RFC 6750 2.1), as Ory Network asks for; none when empty.
	Token string
	// Timeout, MaxWaiting and Transport are as in Config.
	Timeout    time.Duration
	MaxWaiting int
	Transport  http.RoundTripper
}

// NewHydra makes a client. It fails when the URL is not absolute http or https.
func NewHydra(c HydraConfig) (*Hydra, error) {
	admin, err := webURL(c.AdminURL)
	if err != nil {
		return nil, err
	}
	api := ory.NewConfiguration()
	api.Servers = ory.ServerConfigurations{{URL: strings.TrimRight(c.AdminURL, "/")}}
	if c.Token != "" {
		api.AddDefaultHeader("Authorization", "Bearer "+c.Token)
	}
	calls := newTransport(c.Timeout, c.MaxWaiting, c.Transport, admin.Path)
	calls.own = true
	api.HTTPClient = calls.client()
	if c.PublicURL != "" && OriginOf(c.PublicURL) == "" {
		return nil, fmt.Errorf("kratos: Hydra's public URL %q is not an absolute http or https URL", Redact(c.PublicURL))
	}
	return &Hydra{api: ory.NewAPIClient(api), public: OriginOf(c.PublicURL)}, nil
}

// PublicOrigin is the scheme and host of PublicURL; empty where that is.
func (h *Hydra) PublicOrigin() string { return h.public }

// Consent is what an application asks of a person.
type Consent struct {
	Client OAuth2Client
	// Subject is the id of the identity that the application may act for.
	Subject   string
	Scopes    []string
	Audiences []string
	// Skip is set when the person agreed to this before, so that they must not be asked again.
	Skip bool
	// RequestURL is where the application sent the browser: Hydra's authorization endpoint.
	RequestURL string
	// UILocales are the languages that the application prefers (OpenID Connect Core 3.1.2.1).
	UILocales []string
}

// Grant is what a person allows an application.
type Grant struct {
	Scopes    []string
	Audiences []string
	// Claims go into the ID token.
	Claims map[string]any
	// Remember has Hydra skip the question for as long as RememberFor; 0 is for ever.
	Remember    bool
	RememberFor time.Duration
}

// Consent fetches a consent request: GET /admin/oauth2/auth/requests/consent.
func (h *Hydra) Consent(ctx context.Context, challenge string) (*Consent, error) {
	r, resp, err := h.api.OAuth2API.GetOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).Execute()
	if err != nil {
		return nil, hydraError(resp, err)
	}
	if r == nil {
		return nil, &Error{Hydra: true, Cause: errEmpty}
	}
	c := &Consent{
		Client: oauth2Client(r.Client), Subject: r.GetSubject(), Skip: r.GetSkip(), RequestURL: r.GetRequestUrl(),
		Scopes: r.RequestedScope, Audiences: r.RequestedAccessTokenAudience,
	}
	if r.OidcContext != nil {
		c.UILocales = r.OidcContext.UiLocales
	}
	return c, nil
}

// AcceptConsent grants a consent request and tells where the browser goes next: PUT …/consent/accept.
func (h *Hydra) AcceptConsent(ctx context.Context, challenge string, g Grant) (string, error) {
	body := ory.AcceptOAuth2ConsentRequest{
		GrantScope: g.Scopes, GrantAccessTokenAudience: g.Audiences, Remember: &g.Remember,
		Session: &ory.AcceptOAuth2ConsentRequestSession{IdToken: g.Claims},
	}
	if g.Remember {
		body.RememberFor = ory.PtrInt64(int64(g.RememberFor / time.Second))
	}
	to, resp, err := h.api.OAuth2API.AcceptOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).AcceptOAuth2ConsentRequest(body).Execute()
	return redirectTo(to, resp, err)
}

// RejectConsent denies a consent request, which the application hears as access_denied (RFC 6749 4.1.2.1), and tells where
// the browser goes next: PUT …/consent/reject.
func (h *Hydra) RejectConsent(ctx context.Context, challenge string) (string, error) {
	body := ory.RejectOAuth2Request{Error: ory.PtrString("access_denied"), ErrorDescription: ory.PtrString("The resource owner denied the request.")}
	to, resp, err := h.api.OAuth2API.RejectOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).RejectOAuth2Request(body).Execute()
	return redirectTo(to, resp, err)
}

func oauth2Client(c *ory.OAuth2Client) OAuth2Client {
	if c == nil {
		return OAuth2Client{}
	}
	return OAuth2Client{
		ID: c.GetClientId(), Name: c.GetClientName(), LogoURI: c.GetLogoUri(), PolicyURI: c.GetPolicyUri(), TermsURI: c.GetTosUri(),
		RedirectURIs: c.RedirectUris, LogoutURIs: c.PostLogoutRedirectUris, SkipConsent: c.GetSkipConsent(), SkipLogoutConsent: c.GetSkipLogoutConsent(),
	}
}

// redirectTo is the address that Hydra answers with. It is Hydra's own, which knows where the application may be sent to.
func redirectTo(to *ory.OAuth2RedirectTo, resp *http.Response, err error) (string, error) {
	if err != nil {
		return "", hydraError(resp, err)
	}
	if to == nil {
		return "", &Error{Hydra: true, Cause: errEmpty}
	}
	if _, err := webURL(to.RedirectTo); err != nil {
		return "", &Error{Hydra: true, Cause: errNowhere}
	}
	return to.RedirectTo, nil
}

// hydraError is apiError for Hydra's answers; nil stays nil.
func hydraError(resp *http.Response, err error) error {
	var e *Error
	if !errors.As(apiError(resp, err), &e) {
		return nil
	}
	e.Hydra = true
	var api *ory.GenericOpenAPIError
	if e.Status == 0 || !errors.As(err, &api) {
		return e
	}
	var doc struct {
		Error      string `json:"error"`
		RedirectTo string `json:"redirect_to"`
	}
	if json.Unmarshal(api.Body(), &doc) != nil {
		return e
	}
	if doc.Error == ErrorChallengeExpired {
		e.ID = doc.Error
	}
	if _, err := webURL(doc.RedirectTo); err == nil {
		e.RedirectBrowserTo = doc.RedirectTo
	}
	return e
}
