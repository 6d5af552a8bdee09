package cli

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/handlers"
)

func TestHydraIsOnTheSameServerWithAToken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ hydra, token, want string }{
		{"", "", ""},
		{"", "token", "https://project.example"},
		{"https://hydra.example", "token", "https://hydra.example"},
		{"https://hydra.example", "", "https://hydra.example"},
	} {
		c, err := readConfig(map[string]string{"ORY_SDK_URL": "https://project.example", "HYDRA_ADMIN_URL": test.hydra, "ORY_ADMIN_API_TOKEN": test.token})
		if err != nil || string(c.HydraAdminURL) != test.want {
			t.Errorf("%+v: Hydra is at %q, %v", test, c.HydraAdminURL, err)
		}
	}
}

func TestOAuth2SettingsReachHydra(t *testing.T) {
	t.Parallel()
	recorded := func(name string) map[string]any {
		data, err := os.ReadFile("../kratos/recordings/v1.3.1/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var document map[string]any
		if err := json.Unmarshal(data, &document); err != nil {
			t.Fatal(err)
		}
		return document
	}
	session, consent := recorded("session-whoami-aal1"), recorded("hydra-consent-request")
	consent["subject"] = session["identity"].(map[string]any)["id"]
	client := consent["client"].(map[string]any)
	client["logo_uri"] = "https://logos.example.com/x.png"
	var accepted struct {
		RememberFor int `json:"remember_for"`
	}
	// Like Ory Network: one address for Kratos and Hydra.
	ory := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if admin := strings.HasPrefix(r.URL.Path, "/admin/"); admin != (r.Header.Get("Authorization") == "Bearer token") {
			t.Errorf("ORY_ADMIN_API_TOKEN: %s got the authorization %q", r.URL.Path, r.Header.Get("Authorization"))
		}
		var answer any = session
		switch {
		case r.Method == http.MethodPut:
			_ = json.NewDecoder(r.Body).Decode(&accepted)
			answer = map[string]any{"redirect_to": "https://next.example.com/"}
		case strings.HasSuffix(r.URL.Path, "/consent"):
			answer = consent
		}
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(ory.Close)
	c, err := readConfig(map[string]string{
		"ORY_SDK_URL": ory.URL, "ORY_ADMIN_API_TOKEN": "token", "TRUSTED_CLIENT_IDS": "another,trusted", "HYDRA_PUBLIC_URL": "https://next.example.com",
		"REMEMBER_CONSENT_SESSION_FOR_SECONDS": "7", "SHOW_CLIENT_LOGOS": "true",
	})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(r *http.Request) *httptest.ResponseRecorder {
		page := httptest.NewRecorder()
		handler.ServeHTTP(page, r)
		return page
	}
	if page := ask(httptest.NewRequest(http.MethodGet, "/consent?consent_challenge=x", nil)); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "https://logos.example.com/x.png") {
		t.Errorf("SHOW_CLIENT_LOGOS: status %d, and no logo", page.Code)
	}
	form := url.Values{"consent_challenge": {"x"}, "consent_action": {"accept"}, "remember": {"true"}}
	post := httptest.NewRequest(http.MethodPost, "/consent", strings.NewReader(form.Encode()))
	post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if page := ask(post); page.Code != http.StatusSeeOther || accepted.RememberFor != 7 {
		t.Errorf("REMEMBER_CONSENT_SESSION_FOR_SECONDS, HYDRA_PUBLIC_URL: status %d, remembered for %d", page.Code, accepted.RememberFor)
	}
	client["client_id"] = "trusted"
	if page := ask(httptest.NewRequest(http.MethodGet, "/consent?consent_challenge=x", nil)); page.Code != http.StatusSeeOther {
		t.Errorf("TRUSTED_CLIENT_IDS: status %d for a client that is trusted", page.Code)
	}
}
