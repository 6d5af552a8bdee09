package kratos

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Session is a signed-in browser or app of an identity.
type Session struct {
	ID              string       `json:"id"`
	AAL             string       `json:"authenticator_assurance_level"` // AAL1 or AAL2
	AuthenticatedAt time.Time    `json:"authenticated_at"`
	ExpiresAt       time.Time    `json:"expires_at"`
	Methods         []AuthMethod `json:"authentication_methods"`
	Devices         []Device     `json:"devices"`
	Identity        Identity     `json:"identity"`
}

// AuthMethod is one factor that was used to sign in to a session.
type AuthMethod struct {
	Name     string `json:"method"`   // GroupPassword, GroupOIDC, GroupTOTP, …
	Provider string `json:"provider"` // of oidc and saml
	AAL      string `json:"aal"`      // AAL1 or AAL2
}

// FirstFactor is the method of a login page that the session was signed in to or confirmed with last, which excludes second
// factors and recovery; the zero AuthMethod where there is none.
func (s *Session) FirstFactor() AuthMethod {
	for _, m := range slices.Backward(s.Methods) {
		switch m.Name {
		case GroupPassword, GroupCode, GroupPasskey, GroupWebAuthn, GroupOIDC, GroupSAML:
			if m.AAL != AAL2 {
				return m
			}
		}
	}
	return AuthMethod{}
}

// Device is where a session was used, as Kratos recorded it.
type Device struct {
	IP        string `json:"ip_address"` // may carry a port
	UserAgent string `json:"user_agent"`
	Location  string `json:"location"`
}

// Identity is the person a session belongs to.
type Identity struct {
	ID        string         `json:"id"`
	SchemaID  string         `json:"schema_id"`
	Traits    map[string]any `json:"traits"`
	Addresses []Address      `json:"verifiable_addresses"`
	UpdatedAt time.Time      `json:"updated_at"`
}

// Username is how the account is called on pages: an address or username among the traits, else the first address. The
// person may sign in with something else; see Identifier.
func (i *Identity) Username() string {
	for _, trait := range []string{"email", "username", "phone"} {
		if s, ok := i.Traits[trait].(string); ok && s != "" {
			return s
		}
	}
	if len(i.Addresses) > 0 {
		return i.Addresses[0].Value
	}
	return ""
}

// Languages are what the traits say about the language of the person: locale (as in OpenID Connect Core 5.1), lang, language. Nobody
// checked that they are BCP 47 tags.
func (i *Identity) Languages() []string {
	var languages []string
	for _, trait := range []string{"locale", "lang", "language"} {
		if s, ok := i.Traits[trait].(string); ok && s != "" {
			languages = append(languages, s)
		}
	}
	return languages
}

// Address is an e-mail address or phone number that can be verified.
type Address struct {
	Value    string `json:"value"`
	Via      string `json:"via"` // ViaEmail or ViaSMS
	Verified bool   `json:"verified"`
}

// SessionPage is one page of a session list.
type SessionPage struct {
	Sessions []Session
	// NextToken is empty on the last page.
	NextToken string
	// Total is how many sessions all pages have (X-Total-Count); -1 where Kratos does not say.
	Total int
}

// Whoami fetches the session that the cookie holds: GET /sessions/whoami. Without a session it is an *Error with Status 401;
// with too low an assurance level, with Status 403 and ErrorAAL2Required.
//
// Sessions are decoded here, like flows: client-go reads each part of a document several times, which takes most of the time of a
// page, and one value of another type than it knows would cost the visitor every account page.
func (c *Client) Whoami(ctx context.Context, cookie string) (*Session, error) {
	body, _, err := c.get(ctx, "/sessions/whoami", cookie)
	if err != nil {
		return nil, err
	}
	s, _, err := decode(body, Session{})
	if err != nil || s.ID == "" {
		return nil, &Error{Cause: errDocument}
	}
	return &s, nil
}

// Sessions fetches a page of at most size of the identity's other sessions: GET /sessions.
func (c *Client) Sessions(ctx context.Context, cookie, pageToken string, size int64) (SessionPage, error) {
	query := url.Values{"page_size": {strconv.FormatInt(size, 10)}}
	if pageToken != "" {
		query.Set("page_token", pageToken)
	}
	body, header, err := c.get(ctx, "/sessions?"+query.Encode(), cookie)
	if err != nil {
		return SessionPage{}, err
	}
	list, _, err := decode(body, []Session{})
	if err != nil {
		return SessionPage{}, &Error{Cause: errDocument}
	}
	list = slices.DeleteFunc(list, func(s Session) bool { return s.ID == "" })
	page := SessionPage{Sessions: list, NextToken: NextPageToken(header), Total: -1}
	if total, err := strconv.Atoi(header.Get("X-Total-Count")); err == nil && total >= len(list) {
		page.Total = total
	} else if pageToken == "" && page.NextToken == "" && int64(len(list)) < size {
		page.Total = len(list)
	}
	return page, nil
}

// RevokeSession ends one of the identity's other sessions: DELETE /sessions/{id}.
func (c *Client) RevokeSession(ctx context.Context, cookie, id string) error {
	resp, err := c.api.FrontendAPI.DisableMySession(ctx, id).Cookie(cookie).Execute()
	return apiError(resp, err)
}

// RevokeOtherSessions ends all sessions but the cookie's own and returns how many: DELETE /sessions.
func (c *Client) RevokeOtherSessions(ctx context.Context, cookie string) (int64, error) {
	n, resp, err := c.api.FrontendAPI.DisableMyOtherSessions(ctx).Cookie(cookie).Execute()
	if err != nil {
		return 0, apiError(resp, err)
	}
	return n.GetCount(), nil
}

// FlowError is an error of a flow that Kratos shows on a separate page.
type FlowError struct {
	Status int
	ID     string
	// Disabled is the flow that is switched off; empty where the error is another, or does not say.
	Disabled Kind
	// InvalidChallenge is set when Hydra does not know the login_challenge, or not any more.
	InvalidChallenge bool
	// ReturnTo is the return_to that Kratos refuses with ErrorReturnTo; empty where the error is another, or does not say.
	ReturnTo string
}

// FlowError fetches the error with the id that Kratos sent the browser to the error page with: GET /self-service/errors?id=.
// The call carries no cookie.
func (c *Client) FlowError(ctx context.Context, id string) (*FlowError, error) {
	f, resp, err := c.api.FrontendAPI.GetFlowError(ctx).Id(id).Execute()
	if err != nil {
		return nil, apiError(resp, err)
	}
	if f == nil {
		return nil, &Error{Cause: errEmpty}
	}
	out := &FlowError{}
	if code, ok := f.Error["code"].(float64); ok {
		out.Status = int(code)
	}
	out.ID, _ = f.Error["id"].(string)
	reason, _ := f.Error["reason"].(string)
	out.Disabled, out.InvalidChallenge, out.ReturnTo = disabledFlow(reason), invalidChallenge(out.Status, reason), refusedReturn(reason)
	return out, nil
}

// NextPageToken is the page_token of the rel="next" link (RFC 8288) in the header of a list, or empty on the last page.
func NextPageToken(h http.Header) string {
	for link := range strings.SplitSeq(strings.Join(h.Values("Link"), ","), ",") {
		target, params, _ := strings.Cut(link, ";")
		if !strings.Contains(params, `rel="next"`) {
			continue
		}
		if u, err := url.Parse(strings.Trim(target, " <>")); err == nil {
			return u.Query().Get("page_token")
		}
	}
	return ""
}
