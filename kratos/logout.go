package kratos

import "context"

// LogoutURL is where the browser has to go to end its session: GET /self-service/logout/browser. Without a session it is
// an *Error with Status 401.
func (c *Client) LogoutURL(ctx context.Context, cookie, returnTo string) (string, error) {
	call := c.api.FrontendAPI.CreateBrowserLogoutFlow(ctx).Cookie(cookie)
	if returnTo != "" {
		call = call.ReturnTo(returnTo)
	}
	f, resp, err := call.Execute()
	if err != nil {
		return "", apiError(resp, err)
	}
	if f == nil {
		return "", &Error{Cause: errEmpty}
	}
	return f.LogoutUrl, nil
}

// Logout ends the session that the cookie holds, without the browser's help: GET /self-service/logout. Without a session it
// is an *Error with Status 401. The browser keeps a cookie that is worth nothing.
func (c *Client) Logout(ctx context.Context, cookie string) error {
	f, resp, err := c.api.FrontendAPI.CreateBrowserLogoutFlow(ctx).Cookie(cookie).Execute()
	if err != nil {
		return apiError(resp, err)
	}
	if f == nil {
		return &Error{Cause: errEmpty}
	}
	resp, err = c.api.FrontendAPI.UpdateLogoutFlow(ctx).Token(f.LogoutToken).Cookie(cookie).Execute()
	return apiError(resp, err)
}
