package kratos

import (
	"context"

	ory "github.com/ory/client-go"
)

// LogoutURL is where the browser has to go to end its session: GET /self-service/logout/browser. Without a session it is
// an *Error with Status 401.
func (c *Client) LogoutURL(ctx context.Context, cookie, returnTo string) (string, error) {
	f, err := c.logoutFlow(ctx, cookie, returnTo)
	if err != nil {
		return "", err
	}
	return c.ForBrowser(f.LogoutUrl), nil
}

// Logout ends the session that the cookie holds, without the browser's help: GET /self-service/logout. Without a session it
// is an *Error with Status 401. The browser keeps a cookie that is worth nothing.
func (c *Client) Logout(ctx context.Context, cookie string) error {
	f, err := c.logoutFlow(ctx, cookie, "")
	if err != nil {
		return err
	}
	resp, err := c.api.FrontendAPI.UpdateLogoutFlow(ctx).Token(f.LogoutToken).Cookie(cookie).Execute()
	return apiError(resp, err)
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
