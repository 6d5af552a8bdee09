package kratos

import (
	"context"

	ory "github.com/ory/client-go"
)

// errNoRedirect is an answer without a usable address for the browser.
const errNoRedirect = Failure("no address to go on to")

// LogoutURL is where the browser must go to end its session: GET /self-service/logout/browser. Without a session it is
// an *Error with Status 401.
func (c *Client) LogoutURL(ctx context.Context, cookie, returnTo string) (string, error) {
	f, err := c.logoutFlow(ctx, cookie, returnTo)
	if err != nil {
		return "", err
	}
	if !c.Owns(f.LogoutUrl) {
		return "", &Error{Cause: errNoRedirect}
	}
	return c.ForBrowser(f.LogoutUrl), nil
}

// Logout ends the session that the cookie holds, on behalf of the browser: GET /self-service/logout. The returned Set-Cookie
// lines remove the session's cookie and must be passed on to the browser: as long as Chromium has the cookie, it shows the
// pages of the session from its cache. Without a session it is an *Error with Status 401.
func (c *Client) Logout(ctx context.Context, cookie string) ([]string, error) {
	f, err := c.logoutFlow(ctx, cookie, "")
	if err != nil {
		return nil, err
	}
	resp, err := c.api.FrontendAPI.UpdateLogoutFlow(ctx).Token(f.LogoutToken).Cookie(cookie).Execute()
	if err != nil {
		return nil, apiError(resp, err)
	}
	return resp.Header.Values("Set-Cookie"), nil
}

func (c *Client) logoutFlow(ctx context.Context, cookie, returnTo string) (*ory.LogoutFlow, error) {
	call := c.api.FrontendAPI.CreateBrowserLogoutFlow(ctx).Cookie(cookie)
	if returnTo != "" {
		call = call.ReturnTo(returnTo)
	}
	f, resp, err := call.Execute()
	if err != nil {
		return nil, apiError(resp, err)
	}
	if f == nil {
		return nil, &Error{Cause: errEmpty}
	}
	return f, nil
}
