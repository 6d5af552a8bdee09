package hydra

import (
	"context"
	"time"

	ory "github.com/ory/client-go"

	"github.com/thyra-ui/thyra/kratos"
)

// ConsentRequest is what an application asks of a person.
type ConsentRequest struct {
	Client kratos.OAuth2Client
	// LoginChallenge is the id of the authorization that this consent completes, the same for every challenge of it.
	LoginChallenge string
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

// ConsentRequest fetches a consent request: GET /admin/oauth2/auth/requests/consent.
func (c *Client) ConsentRequest(ctx context.Context, challenge string) (*ConsentRequest, error) {
	r, resp, err := c.api.OAuth2API.GetOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).Execute()
	if err != nil {
		return nil, newError(resp, err)
	}
	if r == nil {
		return nil, &Error{Cause: errEmpty}
	}
	request := &ConsentRequest{
		Client: oauth2Client(r.Client), Subject: r.GetSubject(), Skip: r.GetSkip(), RequestURL: r.GetRequestUrl(),
		Scopes: r.RequestedScope, Audiences: r.RequestedAccessTokenAudience, LoginChallenge: r.GetLoginChallenge(),
	}
	if r.OidcContext != nil {
		request.UILocales = r.OidcContext.UiLocales
	}
	return request, nil
}

// AcceptConsent grants a consent request and returns where the browser goes next: PUT …/consent/accept.
func (c *Client) AcceptConsent(ctx context.Context, challenge string, g Grant) (string, error) {
	body := ory.AcceptOAuth2ConsentRequest{
		GrantScope: g.Scopes, GrantAccessTokenAudience: g.Audiences, Remember: &g.Remember,
		Session: &ory.AcceptOAuth2ConsentRequestSession{IdToken: g.Claims},
	}
	if g.Remember {
		body.RememberFor = ory.PtrInt64(int64(g.RememberFor / time.Second))
	}
	to, resp, err := c.api.OAuth2API.AcceptOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).AcceptOAuth2ConsentRequest(body).Execute()
	return redirectTo(to, resp, err)
}

// RejectConsent denies a consent request, which the application receives as access_denied (RFC 6749 4.1.2.1), and returns
// where the browser goes next: PUT …/consent/reject.
func (c *Client) RejectConsent(ctx context.Context, challenge string) (string, error) {
	body := ory.RejectOAuth2Request{Error: ory.PtrString("access_denied"), ErrorDescription: ory.PtrString("The resource owner denied the request.")}
	to, resp, err := c.api.OAuth2API.RejectOAuth2ConsentRequest(ctx).ConsentChallenge(challenge).RejectOAuth2Request(body).Execute()
	return redirectTo(to, resp, err)
}
