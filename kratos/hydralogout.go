package kratos

import (
	"context"
	"net/url"
	"strings"
)

// Logout is an application's wish to sign a person out.
type Logout struct {
	// Client is the application that asks; empty when Hydra itself does.
	Client  OAuth2Client
	Subject string
	// RequestURL is where the application sent the browser: Hydra's logout endpoint.
	RequestURL string
	// UILocales are the languages that the application prefers (OpenID Connect RP-Initiated Logout 2).
	UILocales []string
}

// Logout fetches a logout request: GET /admin/oauth2/auth/requests/logout.
func (h *Hydra) Logout(ctx context.Context, challenge string) (*Logout, error) {
	r, resp, err := h.api.OAuth2API.GetOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	if err != nil {
		return nil, hydraError(resp, err)
	}
	if r == nil {
		return nil, &Error{Hydra: true, Cause: errEmpty}
	}
	l := &Logout{Client: oauth2Client(r.Client), Subject: r.GetSubject(), RequestURL: r.GetRequestUrl()}
	if u, err := url.Parse(l.RequestURL); err == nil {
		l.UILocales = strings.Fields(u.Query().Get("ui_locales"))
	}
	return l, nil
}

// AcceptLogout has Hydra sign the person out and tells where the browser goes next: PUT …/logout/accept.
func (h *Hydra) AcceptLogout(ctx context.Context, challenge string) (string, error) {
	to, resp, err := h.api.OAuth2API.AcceptOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	return redirectTo(to, resp, err)
}

// RejectLogout tells Hydra that the person stays: PUT …/logout/reject.
func (h *Hydra) RejectLogout(ctx context.Context, challenge string) error {
	resp, err := h.api.OAuth2API.RejectOAuth2LogoutRequest(ctx).LogoutChallenge(challenge).Execute()
	return hydraError(resp, err)
}
