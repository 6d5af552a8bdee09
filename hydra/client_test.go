package hydra_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
)

// calls are all calls of a client, by method, path and query.
var calls = map[string]func(context.Context, *hydra.Client) error{
	"PUT /hydra/admin/oauth2/auth/requests/login/reject?login_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.RejectLogin(ctx, "secret-challenge")
		return err
	},
	"GET /hydra/admin/oauth2/auth/requests/consent?consent_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.ConsentRequest(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/consent/accept?consent_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.AcceptConsent(ctx, "secret-challenge", hydra.Grant{})
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/consent/reject?consent_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.RejectConsent(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/device/accept?device_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.AcceptUserCode(ctx, "secret-challenge", "secret-code")
		return err
	},
	"GET /hydra/admin/oauth2/auth/requests/logout?logout_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.LogoutRequest(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/logout/accept?logout_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.AcceptLogout(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/logout/reject?logout_challenge=secret-challenge": func(ctx context.Context, c *hydra.Client) error {
		return c.RejectLogout(ctx, "secret-challenge")
	},
	"GET /hydra/admin/oauth2/auth/sessions/consent?page_size=100&subject=secret-person": func(ctx context.Context, c *hydra.Client) error {
		_, err := c.Consents(ctx, "secret-person")
		return err
	},
	"DELETE /hydra/admin/oauth2/auth/sessions/consent?client=secret-app&subject=secret-person": func(ctx context.Context, c *hydra.Client) error {
		return c.RevokeConsents(ctx, "secret-person", "secret-app")
	},
}

func TestRecordings(t *testing.T) {
	t.Parallel()
	for file, body := range recorded(t) {
		c := serve(t, reply(http.StatusOK, body))
		switch {
		case strings.Contains(file, "consent-request"):
			r, err := c.ConsentRequest(t.Context(), "x")
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			device := strings.HasSuffix(file, "-device")
			name, redirects := "Demo App", 1
			if device {
				name, redirects = "Living Room TV", 0
			}
			if r.Client.Name != name || r.Client.PolicyURI == "" || r.Client.TermsURI == "" || len(r.Client.RedirectURIs) != redirects || len(r.Scopes) != 3 || r.Subject == "" || r.RequestURL == "" {
				t.Errorf("%s is read as %+v", file, r)
			}
			if r.ForDevice() != device {
				t.Errorf("%s: for a device %t", file, r.ForDevice())
			}
			if r.Skip != strings.Contains(file, "skip") {
				t.Errorf("%s: skip %t", file, r.Skip)
			}
		case strings.Contains(file, "logout-request"):
			if l, err := c.LogoutRequest(t.Context(), "x"); err != nil || l.Client.Name != "Demo App" || l.Subject == "" || len(l.Client.LogoutURIs) != 1 {
				t.Errorf("%s is read as %+v, %v", file, l, err)
			}
		}
	}
}

// Every call carries the operator's token and what it is about, and nothing of a visitor.
func TestHydraIsAskedByTheServerAlone(t *testing.T) {
	t.Parallel()
	for want, call := range calls {
		asked := 0
		ctx := kratos.WithCallOptions(t.Context(), kratos.CallOptions{ClientIP: "192.0.2.1"})
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			if r.Method+" "+r.URL.RequestURI() != want {
				t.Errorf("%s %s was called, want %s", r.Method, r.URL, want)
			}
			if r.Header.Get("Authorization") != "Bearer "+token || r.Header.Get("Cookie") != "" || r.Header.Get("X-Forwarded-For") != "" {
				t.Errorf("%s carries %v", want, r.Header)
			}
			w.WriteHeader(http.StatusInternalServerError)
		})
		if e := refusal(t, call(ctx, c)); e.Status != http.StatusInternalServerError {
			t.Errorf("%s: %+v", want, e)
		}
		if asked != 1 {
			t.Errorf("%s was called %d times", want, asked)
		}
	}
}

// Errors distinguish Hydra's refusals and contain neither Hydra's text nor the challenge nor the token.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, answer := range []struct {
		status int
		body   string
		want   hydra.Error
		page   int
	}{
		{404, `{"error":"Not Found","error_description":"secret-challenge"}`, hydra.Error{Status: 404}, 404},
		{410, `{"redirect_to":"https://hydra.example/x"}`, hydra.Error{Status: 410, RedirectTo: "https://hydra.example/x"}, 410},
		{410, `{"redirect_to":"javascript:alert(1)"}`, hydra.Error{Status: 410}, 410},
		{401, `{"error":"request_unauthorized"}`, hydra.Error{Status: 401, ID: hydra.ErrorChallengeExpired}, 410},
		{401, `{"error":{"code":401,"id":"session_inactive"}}`, hydra.Error{Status: 401, ID: "session_inactive"}, 502},
		{403, `<html>secret-challenge`, hydra.Error{Status: 403}, 502},
		{400, `{"error":"invalid_request secret-challenge"}`, hydra.Error{Status: 400}, 400},
		{429, ``, hydra.Error{Status: 429}, 429},
		{503, ``, hydra.Error{Status: 503}, 503},
		{302, ``, hydra.Error{Status: 302}, 502},
	} {
		c := serve(t, reply(answer.status, []byte(answer.body)))
		for name, call := range calls {
			err := call(t.Context(), c)
			e := refusal(t, err)
			if *e != answer.want || e.PageStatus() != answer.page {
				t.Errorf("%s, %d %s: %+v with page %d, want %+v with page %d", name, answer.status, answer.body, *e, e.PageStatus(), answer.want, answer.page)
			}
			if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, token) || !strings.HasPrefix(text, "hydra: ") {
				t.Errorf("%s: the error says %q", name, text)
			}
		}
	}
}

func TestHydraFails(t *testing.T) {
	t.Parallel()
	for cause, page := range map[error]int{io.ErrUnexpectedEOF: 502, os.ErrDeadlineExceeded: 504} {
		c, err := hydra.New(hydra.Config{AdminURL: "http://hydra.invalid", Token: token, Transport: transport(func(*http.Request) (*http.Response, error) { return nil, cause })})
		if err != nil {
			t.Fatal(err)
		}
		for name, call := range calls {
			err := call(t.Context(), c)
			if e := refusal(t, err); !errors.Is(err, cause) || e.PageStatus() != page {
				t.Errorf("%s: %+v, want %v and page %d", name, *e, cause, page)
			}
			if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, "hydra.invalid") || strings.Contains(text, token) {
				t.Errorf("%s: the error says %q", name, text)
			}
		}
	}
	for name, call := range calls {
		for _, body := range []string{"", "null", "[]", "<html>secret-challenge", `{"redirect_to":"//nowhere","challenge":7}`} {
			err := call(t.Context(), serve(t, reply(http.StatusOK, []byte(body))))
			switch {
			case strings.Contains(name, "logout/reject"), strings.HasPrefix(name, "DELETE "):
				continue // the body is not read
			case strings.Contains(name, "sessions/consent") && body == "[]":
				continue // no consents
			}
			if e := refusal(t, err); e.PageStatus() != http.StatusBadGateway || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, answered %q: %v", name, body, err)
			}
		}
	}
}

func TestNewRefusesWhatIsNoURL(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"", "hydra:4445", "ftp://hydra", "//hydra"} {
		if _, err := hydra.New(hydra.Config{AdminURL: raw}); err == nil {
			t.Errorf("%q is taken for a URL", raw)
		}
	}
}

// A proxy in front of Hydra gets the password of the URL, unless there is a token.
func TestPasswordInTheURL(t *testing.T) {
	t.Parallel()
	for token, want := range map[string]string{"": "Basic ", "token": "Bearer token"} {
		c, err := hydra.New(hydra.Config{AdminURL: "https://thyra:secret@hydra", Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
			if got := r.Header.Get("Authorization"); !strings.HasPrefix(got, want) {
				t.Errorf("with the token %q, Hydra is sent %q", token, got)
			}
			return &http.Response{StatusCode: http.StatusForbidden, Body: io.NopCloser(strings.NewReader("{}")), Request: r}, nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.ConsentRequest(t.Context(), "x"); err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "://") {
			t.Errorf("the error is %v", err)
		}
	}
}
