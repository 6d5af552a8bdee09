package hydra

import (
	"context"
	"net/url"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// LogoutRequest is an application's wish to sign a person out.
type LogoutRequest struct {
	// Client is the application that asks; empty when Hydra itself does.
	Client kratos.OAuth2Client
	// Subject is the id of the identity to sign out.
	Subject string
	// RequestURL is where the application sent the browser: Hydra's logout endpoint.
	RequestURL string
	// UILocales are the languages that the application prefers (OpenID Connect RP-Initiated Logout 2).
	UILocales []string
}

// LogoutRequest fetches a logout request: GET /admin/oauth2/auth/requests/logout.
func (c *Client) LogoutRequest(ctx context.Context, challenge string) (*LogoutRequest, error) {
	r, resp, err := c.api.OAuth2API.GetOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	if err != nil {
		return nil, newError(resp, err)
	}
	if r == nil {
		return nil, &Error{Cause: errEmpty}
	}
	request := &LogoutRequest{Client: oauth2Client(r.Client), Subject: r.GetSubject(), RequestURL: r.GetRequestUrl()}
	if u, err := url.Parse(request.RequestURL); err == nil {
		request.UILocales = strings.Fields(u.Query().Get("ui_locales"))
	}
	return request, nil
}

// AcceptLogout has Hydra sign the person out and returns where the browser goes next: PUT …/logout/accept.
func (c *Client) AcceptLogout(ctx context.Context, challenge string) (string, error) {
	to, resp, err := c.api.OAuth2API.AcceptOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	return redirectTo(to, resp, err)
}

// RejectLogout tells Hydra that the person stays: PUT …/logout/reject.
func (c *Client) RejectLogout(ctx context.Context, challenge string) error {
	resp, err := c.api.OAuth2API.RejectOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	return newError(resp, err)
}
