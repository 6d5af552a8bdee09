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
