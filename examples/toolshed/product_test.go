package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos/recordings"
)

// page is what the product answers when Kratos answers with these recordings, by path.
func page(t *testing.T, path string, recorded map[string]string) string {
	t.Helper()
	answers := http.NewServeMux()
	for path, file := range recorded {
		answers.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFileFS(w, r, recordings.Files, file)
		})
	}
	kratos := httptest.NewServer(answers)
	t.Cleanup(kratos.Close)
	product, err := newProduct(kratos.URL, "https://auth.example.org", "https://www.example.org/account")
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	product.routes().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", path, w.Code)
	}
	return w.Body.String()
}

func TestMembershipNoteIsOnSignUp(t *testing.T) {
	t.Parallel()
	html := page(t, "/account/registration?flow=11111111-2222-4333-8444-555555555555", map[string]string{
		"/self-service/registration/flows": "v26.2.0/registration-step1.json",
	})
	if !strings.Contains(html, `data-testid="membership"`) {
		t.Errorf("the note is missing in\n%s", html)
	}
}

func TestLoansAreOnTheAccountHome(t *testing.T) {
	t.Parallel()
	html := page(t, "/account/", map[string]string{"/sessions/whoami": "v26.2.0/session-whoami-aal1.json"})
	if !strings.Contains(html, `data-testid="loans-card"`) {
		t.Errorf("the card is missing in\n%s", html)
	}
}

func TestLoansNeedASession(t *testing.T) {
	t.Parallel()
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }))
	t.Cleanup(kratos.Close)
	product, err := newProduct(kratos.URL, "https://auth.example.org", "https://www.example.org/account")
	if err != nil {
		t.Fatal(err)
	}
	for method, back := range map[string]string{http.MethodGet: "%2Floans", http.MethodPost: "%2F"} {
		w := httptest.NewRecorder()
		product.routes().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/loans", nil))
		want := "https://auth.example.org/self-service/login/browser?return_to=https%3A%2F%2Fwww.example.org" + back
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("%s leads to %d %q, want %q", method, w.Code, got, want)
		}
	}
}
