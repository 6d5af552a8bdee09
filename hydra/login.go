package hydra

import (
	"context"

	ory "github.com/ory/client-go"
)

// RejectLogin tells the application that nobody can sign in without being asked, which it receives as login_required (OpenID
// Connect Core 3.1.2.6), and returns where the browser goes next: PUT …/login/reject. All other answers to a login request are
// Kratos's.
func (c *Client) RejectLogin(ctx context.Context, challenge string) (string, error) {
	body := ory.RejectOAuth2Request{Error: ory.PtrString("login_required"), ErrorDescription: ory.PtrString("The End-User would have to sign in.")}
	to, resp, err := c.api.OAuth2API.RejectOAuth2LoginRequest(ctx).LoginChallenge(challenge).RejectOAuth2Request(body).Execute()
	return redirectTo(to, resp, err)
}
