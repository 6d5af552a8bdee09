package cli

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos/recordings"
)

// An operator whose web hooks expect another payload has forms post none.
func TestFormsPostNoPayloadWhereTheOperatorSaysSo(t *testing.T) {
	t.Parallel()
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, recordings.Files, "v1.3.1/login-initial.json")
	}))
	t.Cleanup(kratos.Close)
	for setting, want := range map[string]bool{"": true, "true": true, "false": false} {
		c, err := readConfig(map[string]string{"KRATOS_PUBLIC_URL": kratos.URL, "TRANSIENT_PAYLOAD": setting})
		if err != nil {
			t.Fatal(err)
		}
		handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/login?flow=11111111-2222-4333-8444-555555555555", nil)
		handler.ServeHTTP(w, r)
		if got := strings.Contains(w.Body.String(), `name="transient_payload"`); w.Code != http.StatusOK || got != want {
			t.Errorf("TRANSIENT_PAYLOAD=%q: status %d, the payload is there: %v", setting, w.Code, got)
		}
	}
}
