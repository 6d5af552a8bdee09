// Package hydra is the only package that talks to Ory Hydra. It owns the calls of its admin API that answer consent and
// logout requests and the codes of devices, refuse a login request and take consents back, and what Hydra's refusals mean. It
// does not know HTML, languages, brands, routes or who is signed in.
package hydra

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	ory "github.com/ory/client-go"

	"github.com/thyra-ui/thyra/kratos"
)

// Client calls the admin API of one Ory Hydra, on the server's own behalf: no call carries anything of a browser's. It is
// safe for concurrent use. Its refusals and failures are an *Error.
type Client struct {
	api *ory.APIClient
	// publicURL is where browsers reach Hydra, without a trailing slash, and public its origin; both may be empty.
	publicURL, public string
}

// Config says where Hydra is and how long to wait for it.
type Config struct {
	// AdminURL is Hydra's admin API as this server reaches it. A user name and password in it are sent as basic
	// authentication (RFC 7617), unless there is a Token.
	AdminURL string
	// PublicURL is Hydra's public API as browsers reach it. When empty, the request of each application says where that is.
	PublicURL string
	// Token is sent as a bearer token (RFC 6750 2.1), as Ory Network asks for; none when empty.
	Token string
	// Timeout, MaxWaiting and Transport are as in kratos.Config.
	Timeout    time.Duration
	MaxWaiting int
	Transport  http.RoundTripper
}

// New makes a client. It fails when a URL is not absolute http or https.
func New(c Config) (*Client, error) {
	calls, err := kratos.NewHTTPClient(c.AdminURL, c.Timeout, c.MaxWaiting, c.Transport)
	if err != nil {
		return nil, fmt.Errorf("hydra: admin URL: %w", err)
	}
	if c.PublicURL != "" && kratos.OriginOf(c.PublicURL) == "" {
		return nil, fmt.Errorf("hydra: public URL: %q is not an absolute http or https URL", kratos.Redact(c.PublicURL))
	}
	api := ory.NewConfiguration()
	api.Servers = ory.ServerConfigurations{{URL: strings.TrimRight(c.AdminURL, "/")}}
	api.HTTPClient = calls
	if c.Token != "" {
		api.AddDefaultHeader("Authorization", "Bearer "+c.Token)
	}
	return &Client{api: ory.NewAPIClient(api), publicURL: strings.TrimRight(c.PublicURL, "/"), public: kratos.OriginOf(c.PublicURL)}, nil
}

// PublicOrigin is the scheme and host of PublicURL; empty when that is empty.
func (c *Client) PublicOrigin() string { return c.public }

func oauth2Client(c *ory.OAuth2Client) kratos.OAuth2Client {
	if c == nil {
		return kratos.OAuth2Client{}
	}
	return kratos.OAuth2Client{
		ID: c.GetClientId(), Name: c.GetClientName(), LogoURI: c.GetLogoUri(), PolicyURI: c.GetPolicyUri(), TermsURI: c.GetTosUri(),
		RedirectURIs: c.RedirectUris, LogoutURIs: c.PostLogoutRedirectUris, SkipConsent: c.GetSkipConsent(), SkipLogoutConsent: c.GetSkipLogoutConsent(),
	}
}

// redirectTo is the address that Hydra answers with. Hydra has checked that the application may be sent there.
func redirectTo(to *ory.OAuth2RedirectTo, resp *http.Response, err error) (string, error) {
	if err != nil {
		return "", newError(resp, err)
	}
	if to == nil {
		return "", &Error{Cause: errEmpty}
	}
	if _, err := kratos.WebURL(to.RedirectTo); err != nil {
		return "", &Error{Cause: errNoRedirect}
	}
	return to.RedirectTo, nil
}
