package kratos_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

func TestWhoamiReadsEveryRecordedSession(t *testing.T) {
	t.Parallel()
	for name, body := range recorded(t, "session-whoami-*") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/sessions/whoami" || r.Header.Get("Cookie") != "session=1" {
					t.Errorf("asked for %s with cookie %q", r.URL.Path, r.Header.Get("Cookie"))
				}
				reply(http.StatusOK, body)(w, r)
			})
			s, err := c.Whoami(t.Context(), "session=1")
			if err != nil {
				t.Fatal(err)
			}
			compareSession(t, s, object(body))
		})
	}
}

// compareSession compares with the document, read without the types under test.
func compareSession(t *testing.T, s *kratos.Session, document map[string]any) {
	t.Helper()
	if s.ID != document["id"] || s.AAL != document["authenticator_assurance_level"] ||
		s.AuthenticatedAt.Format(time.RFC3339Nano) != document["authenticated_at"] || s.ExpiresAt.Format(time.RFC3339Nano) != document["expires_at"] {
		t.Errorf("session %s at %s until %s", s.ID, s.AuthenticatedAt, s.ExpiresAt)
	}
	methods, _ := document["authentication_methods"].([]any)
	if len(s.Methods) != len(methods) || len(methods) == 0 {
		t.Fatalf("methods %v, want %v", s.Methods, methods)
	}
	for i, m := range methods {
		m := m.(map[string]any)
		if provider, _ := m["provider"].(string); s.Methods[i].Name != m["method"] || s.Methods[i].Provider != provider {
			t.Errorf("method %v, want %v", s.Methods[i], m)
		}
	}
	devices, _ := document["devices"].([]any)
	if len(s.Devices) != len(devices) || len(devices) == 0 {
		t.Fatalf("devices %v, want %v", s.Devices, devices)
	}
	for i, d := range devices {
		if d := d.(map[string]any); s.Devices[i].IP != d["ip_address"] || s.Devices[i].UserAgent != d["user_agent"] || s.Devices[i].Location != d["location"] {
			t.Errorf("device %v, want %v", s.Devices[i], d)
		}
	}
	identity := document["identity"].(map[string]any)
	traits, _ := identity["traits"].(map[string]any)
	if s.Identity.ID != identity["id"] || s.Identity.Traits["email"] != traits["email"] {
		t.Errorf("identity %+v, want %v", s.Identity, identity)
	}
	addresses, _ := identity["verifiable_addresses"].([]any)
	if len(s.Identity.Addresses) != len(addresses) {
		t.Fatalf("addresses %v, want %v", s.Identity.Addresses, addresses)
	}
	for i, a := range addresses {
		a := a.(map[string]any)
		if got := s.Identity.Addresses[i]; got.Value != a["value"] || got.Via != a["via"] || got.Verified != a["verified"] {
			t.Errorf("address %v, want %v", got, a)
		}
	}
}

func TestSessionsAreListedByPage(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("recordings/v26.2.0/sessions-list.json")
	if err != nil {
		t.Fatal(err)
	}
	const first, next = `<http://k/sessions?page_size=1&page_token=AAA>; rel="first"`, `<http://k/sessions?page_size=1&page_token=BBB%3D>; rel="next"`
	for _, test := range []struct {
		name  string
		links []string
		want  string
	}{
		{"none", nil, ""},
		{"only the first page", []string{first}, ""},
		{"next", []string{next}, "BBB="},
		{"in one line", []string{first + "," + next}, "BBB="},
		{"in one line, turned", []string{next + ", " + first}, "BBB="},
		{"in two lines", []string{first, next}, "BBB="},
		{"no token", []string{`<http://k/sessions>; rel="next"`}, ""},
		{"relative", []string{`</sessions?page_token=C>; rel="next"`}, "C"},
		{"more parameters", []string{`<http://k/?page_token=D>; title="t"; rel="next"`}, "D"},
		{"garbage", []string{`;;;`, `<%zz>; rel="next"`, ``, `rel="next"`}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if q := r.URL.Query(); r.URL.Path != "/sessions" || q.Get("page_size") != "7" || q.Get("page_token") != "T&" {
					t.Errorf("asked for %s", r.URL)
				}
				w.Header()["Link"] = test.links
				reply(http.StatusOK, body)(w, r)
			})
			page, err := c.Sessions(t.Context(), "session=1", "T&", 7)
			if err != nil || len(page.Sessions) != 1 || page.NextToken != test.want {
				t.Errorf("%d sessions, token %q, want %q (%v)", len(page.Sessions), page.NextToken, test.want, err)
			}
		})
	}
}

// A value that Kratos sends as another type in a later version costs no account page.
func TestSessionsMayHoldOddValues(t *testing.T) {
	t.Parallel()
	const odd = `{"id": "1", "authenticated_at": 7, "authenticator_assurance_level": null, "authentication_methods": [{"method": "password", "aal": 1}, "x"],
		"devices": {}, "identity": {"id": "2", "traits": {"email": "ann@example.com"}, "verifiable_addresses": [{"value": "ann@example.com", "verified": "true"}]}}`
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body := odd
		if r.URL.Path == "/sessions" {
			body = "[" + odd + "]"
		}
		reply(http.StatusOK, []byte(body))(w, r)
	})
	s, err := c.Whoami(t.Context(), "session=1")
	if err != nil || s.FirstFactor().Name != kratos.GroupPassword || s.Identity.Username() != "ann@example.com" || !s.Identity.Addresses[0].Verified {
		t.Errorf("%+v, %v", s, err)
	}
	if page, err := c.Sessions(t.Context(), "session=1", "", 7); err != nil || len(page.Sessions) != 1 || page.Sessions[0].ID != "1" {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestSessionsAreCounted(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("recordings/v26.2.0/sessions-list.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, header, token string
		size                int64
		want                int
	}{
		{"more than the page has", "23", "", 1, 23},
		{"as many as the page has", "1", "", 1, 1},
		{"on a later page", "23", "T", 7, 23},
		{"not said, and the page is full", "", "", 1, -1},
		{"not said, and the page is not full", "", "", 7, 1},
		{"not said, on a later page", "", "T", 7, -1},
		{"nonsense", "many", "", 1, -1},
		{"fewer than the page has", "0", "", 1, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if test.header != "" {
					w.Header().Set("X-Total-Count", test.header)
				}
				reply(http.StatusOK, body)(w, r)
			})
			page, err := c.Sessions(t.Context(), "session=1", test.token, test.size)
			if err != nil || page.Total != test.want {
				t.Errorf("%d sessions, want %d (%v)", page.Total, test.want, err)
			}
		})
	}
}

func TestTheFirstPageOfSessionsNeedsNoToken(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("page_token") {
			t.Errorf("asked for %s", r.URL)
		}
		reply(http.StatusOK, []byte("[]"))(w, r)
	})
	if page, err := c.Sessions(t.Context(), "session=1", "", 7); err != nil || len(page.Sessions) != 0 || page.NextToken != "" {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestSessionsAreRevoked(t *testing.T) {
	t.Parallel()
	var asked []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Cookie"))
		if r.URL.Path == "/sessions" {
			reply(http.StatusOK, recorded(t, "sessions-revoke-others")["v26.2.0/sessions-revoke-others"])(w, r)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	if err := c.RevokeSession(t.Context(), "session=1", "0f7c0f4e"); err != nil {
		t.Error(err)
	}
	if n, err := c.RevokeOtherSessions(t.Context(), "session=1"); err != nil || n != 1 {
		t.Errorf("%d revoked, %v", n, err)
	}
	if got, want := strings.Join(asked, ", "), "DELETE /sessions/0f7c0f4e session=1, DELETE /sessions session=1"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

func TestLogoutURL(t *testing.T) {
	t.Parallel()
	for name, body := range recorded(t, "logout-flow") {
		for _, returnTo := range []string{"", "https://app.example.com/?a=b&c"} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/self-service/logout/browser" || r.URL.Query().Get("return_to") != returnTo || r.Header.Get("Cookie") != "session=1" {
					t.Errorf("asked for %s with cookie %q", r.URL, r.Header.Get("Cookie"))
				}
				reply(http.StatusOK, body)(w, r)
			}))
			t.Cleanup(server.Close)
			want, _ := object(body)["logout_url"].(string)
			c := client(t, kratos.Config{PublicURL: server.URL, BrowserURL: kratos.OriginOf(want)})
			if got, err := c.LogoutURL(t.Context(), "session=1", returnTo); err != nil || got != want {
				t.Errorf("%s: %s, %v", name, got, err)
			}
			elsewhere := client(t, kratos.Config{PublicURL: server.URL, BrowserURL: "https://auth.example.org"})
			if got, err := elsewhere.LogoutURL(t.Context(), "session=1", returnTo); err == nil {
				t.Errorf("%s: signing out leads to %s, which is not Kratos", name, got)
			}
		}
	}
}

func TestFlowErrorIsFetchedWithoutCookies(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]kratos.FlowError{
		"error-stub-500":        {Status: http.StatusInternalServerError},
		"error-csrf-flow-error": {Status: http.StatusForbidden, ID: kratos.ErrorCSRF},
	} {
		for name, body := range recorded(t, pattern) {
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.RequestURI() != "/self-service/errors?id=stub%3A500" || r.Header.Get("Cookie") != "" {
					t.Errorf("asked for %s with cookie %q", r.URL.RequestURI(), r.Header.Get("Cookie"))
				}
				reply(http.StatusOK, body)(w, r)
			})
			got, err := c.FlowError(t.Context(), "stub:500")
			if err != nil || *got != want {
				t.Errorf("%s: %+v, %v, want %+v", name, got, err, want)
			}
		}
	}
}
