package hydra

import (
	"context"
	"net/url"
	"strings"

	ory "github.com/ory/client-go"
)

// devicePath is Hydra's verification_uri (RFC 8628 3.2): where a device sends people, and what its requests are named by.
const devicePath = "/oauth2/device/verify"

// AcceptUserCode hands Hydra the code that a person read from a device and returns where the browser goes next (RFC 8628 3.3):
// PUT /admin/oauth2/auth/requests/device/accept. A code that is wrong, used or expired is an *Error of status 400, after which the
// challenge can be used again.
func (c *Client) AcceptUserCode(ctx context.Context, challenge, code string) (string, error) {
	body := ory.AcceptDeviceUserCodeRequest{UserCode: &code}
	to, resp, err := c.api.OAuth2API.AcceptUserCodeRequest(ctx).DeviceChallenge(challenge).AcceptDeviceUserCodeRequest(body).Execute()
	return redirectTo(to, resp, err)
}

// DeviceURL is where a browser begins to connect a device: the verification_uri (RFC 8628 3.2), with a code to fill in where there
// is one. It is empty when there is no Config.PublicURL.
func (c *Client) DeviceURL(code string) string {
	if c.publicURL == "" {
		return ""
	}
	address := c.publicURL + devicePath
	if code != "" {
		address += "?" + url.Values{"user_code": {code}}.Encode()
	}
	return address
}

// ForDevice reports whether a device asks (RFC 8628), to which no browser can be sent back.
func (r *ConsentRequest) ForDevice() bool {
	u, err := url.Parse(r.RequestURL)
	return err == nil && strings.HasSuffix(u.Path, devicePath)
}
