package kratos_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

const hydraToken = "token-of-the-operator"

func hydraOf(t *testing.T, handler http.HandlerFunc) *kratos.Hydra {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	h, err := kratos.NewHydra(kratos.HydraConfig{AdminURL: server.URL + "/hydra/", Token: hydraToken, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// hydraCalls are all that is ever asked of Hydra.
var hydraCalls = map[string]func(context.Context, *kratos.Hydra) error{
	"GET /hydra/admin/oauth2/auth/requests/consent": func(ctx context.Context, h *kratos.Hydra) error {
		_, err := h.Consent(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/consent/accept": func(ctx context.Context, h *kratos.Hydra) error {
		_, err := h.AcceptConsent(ctx, "secret-challenge", kratos.Grant{})
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/consent/reject": func(ctx context.Context, h *kratos.Hydra) error {
		_, err := h.RejectConsent(ctx, "secret-challenge")
		return err
	},
	"GET /hydra/admin/oauth2/auth/requests/logout": func(ctx context.Context, h *kratos.Hydra) error {
		_, err := h.Logout(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/logout/accept": func(ctx context.Context, h *kratos.Hydra) error {
		_, err := h.AcceptLogout(ctx, "secret-challenge")
		return err
	},
	"PUT /hydra/admin/oauth2/auth/requests/logout/reject": func(ctx context.Context, h *kratos.Hydra) error {
		return h.RejectLogout(ctx, "secret-challenge")
	},
}

func TestHydraRecordings(t *testing.T) {
	t.Parallel()
	for file, body := range recorded(t, "hydra-*") {
		h := hydraOf(t, reply(http.StatusOK, body))
		switch {
		case strings.Contains(file, "consent-request"):
			c, err := h.Consent(t.Context(), "x")
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if c.Client.Name != "Demo App" || c.Client.PolicyURI == "" || c.Client.TermsURI == "" || len(c.Client.RedirectURIs) != 1 || len(c.Scopes) != 3 || c.Subject == "" || c.RequestURL == "" {
				t.Errorf("%s is read as %+v", file, c)
			}
			if c.Skip != strings.Contains(file, "skip") {
				t.Errorf("%s: skip %t", file, c.Skip)
			}
		case strings.Contains(file, "logout-request"):
			if l, err := h.Logout(t.Context(), "x"); err != nil || l.Client.Name != "Demo App" || l.Subject == "" || len(l.Client.LogoutURIs) != 1 {
				t.Errorf("%s is read as %+v, %v", file, l, err)
			}
		}
	}
}

// Every call goes where it should with the operator's token, the challenge and nothing else that is secret.
func TestHydraIsAskedByTheServerAlone(t *testing.T) {
	t.Parallel()
	for want, call := range hydraCalls {
		asked := 0
		ctx := kratos.WithVisit(t.Context(), &kratos.Visit{ClientIP: "192.0.2.1"})
		h := hydraOf(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			name, _, _ := strings.Cut(want, " ")
			if r.Method+" "+r.URL.Path != want || len(r.URL.Query()) != 1 || !strings.Contains(r.URL.RawQuery, "_challenge=secret-challenge") {
				t.Errorf("%s %s was called, want %s (%s)", r.Method, r.URL, want, name)
			}
			if r.Header.Get("Authorization") != "Bearer "+hydraToken || r.Header.Get("Cookie") != "" || r.Header.Get("X-Forwarded-For") != "" {
				t.Errorf("%s carries %v", want, r.Header)
			}
			w.WriteHeader(http.StatusInternalServerError)
		})
		if e := refusal(t, call(ctx, h)); !e.Hydra || e.Status != http.StatusInternalServerError || e.LacksSession() {
			t.Errorf("%s: %+v", want, e)
		}
		if asked != 1 {
			t.Errorf("%s was called %d times", want, asked)
		}
	}
}

// What Hydra refuses is told apart without a word of Hydra's, of the challenge or of the token.
func TestHydraRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		body   string
		want   kratos.Error
		page   int
	}{
		{404, `{"error":"Not Found","error_description":"secret-challenge"}`, kratos.Error{Status: 404}, 404},
		{410, `{"redirect_to":"https://hydra.example/x"}`, kratos.Error{Status: 410, RedirectBrowserTo: "https://hydra.example/x"}, 410},
		{410, `{"redirect_to":"javascript:alert(1)"}`, kratos.Error{Status: 410}, 410},
		{401, `{"error":"request_unauthorized"}`, kratos.Error{Status: 401, ID: kratos.ErrorChallengeExpired}, 410},
		{401, `{"error":{"code":401,"id":"session_inactive"}}`, kratos.Error{Status: 401, ID: "session_inactive"}, 502},
		{403, `<html>secret-challenge`, kratos.Error{Status: 403}, 502},
		{400, `{"error":"invalid_request secret-challenge"}`, kratos.Error{Status: 400}, 400},
		{429, ``, kratos.Error{Status: 429}, 429},
		{503, ``, kratos.Error{Status: 503}, 503},
		{302, ``, kratos.Error{Status: 302}, 502},
	} {
		h := hydraOf(t, reply(c.status, []byte(c.body)))
		for name, call := range hydraCalls {
			err := call(t.Context(), h)
			e := refusal(t, err)
			want := c.want
			want.Hydra = true
			if *e != want || e.PageStatus() != c.page || e.LacksSession() {
				t.Errorf("%s, %d %s: %+v with page %d, want %+v with page %d", name, c.status, c.body, *e, e.PageStatus(), want, c.page)
			}
			if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, hydraToken) || !strings.HasPrefix(text, "hydra: ") {
				t.Errorf("%s: the error says %q", name, text)
			}
		}
	}
}

func TestHydraFails(t *testing.T) {
	t.Parallel()
	for cause, page := range map[error]int{io.ErrUnexpectedEOF: 502, os.ErrDeadlineExceeded: 504} {
		h, err := kratos.NewHydra(kratos.HydraConfig{AdminURL: "http://hydra.invalid", Token: hydraToken, Transport: failing{cause}})
		if err != nil {
			t.Fatal(err)
		}
		for name, call := range hydraCalls {
			err := call(t.Context(), h)
			if e := refusal(t, err); !e.Hydra || !errors.Is(err, cause) || e.PageStatus() != page {
				t.Errorf("%s: %+v, want %v and page %d", name, *e, cause, page)
			}
			if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, "hydra.invalid") || strings.Contains(text, hydraToken) {
				t.Errorf("%s: the error says %q", name, text)
			}
		}
	}
	for name, call := range hydraCalls {
		for _, body := range []string{"", "null", "[]", "<html>secret-challenge", `{"redirect_to":"//nowhere","challenge":7}`} {
			err := call(t.Context(), hydraOf(t, reply(http.StatusOK, []byte(body))))
			if strings.HasSuffix(name, "logout/reject") {
				continue // says nothing that is read
			}
			if e := refusal(t, err); e.PageStatus() != http.StatusBadGateway || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, answered %q: %v", name, body, err)
			}
		}
	}
}

// failing answers nothing.
type failing struct{ cause error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.cause }

func TestNewHydraRefusesWhatIsNoURL(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"", "hydra:4445", "ftp://hydra", "//hydra"} {
		if _, err := kratos.NewHydra(kratos.HydraConfig{AdminURL: raw}); err == nil {
			t.Errorf("%q is taken for a URL", raw)
		}
	}
}
