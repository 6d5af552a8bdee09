package user

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Session is what Kratos says about a browser's session (GET /sessions/whoami).
type Session struct {
	ID              string    `json:"id"`
	AuthenticatedAt time.Time `json:"authenticated_at"`
	AAL             string    `json:"authenticator_assurance_level"` // aal1 or aal2
	Identity        struct {
		ID     string         `json:"id"`
		Traits map[string]any `json:"traits"`
	} `json:"identity"`
}

// Whoami asks Kratos for the session of these cookies. It is not valid without one and while a second factor is due.
func Whoami(tb testing.TB, s *stack.Stack, cookies []*http.Cookie) (Session, bool) {
	tb.Helper()
	req, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, s.KratosURL+"/sessions/whoami", nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, c := range cookies {
		req.AddCookie(c)
	}
	res, err := oneshot.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out Session
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		tb.Fatal(err)
	}
	return out, res.StatusCode == http.StatusOK
}

// privilegedAge is how long a sign-in counts as fresh on stacks with the overlay shortpriv.
const privilegedAge = 4 * time.Second

func awaitStale(tb testing.TB, s Session, signedIn bool) {
	tb.Helper()
	if !signedIn {
		tb.Fatal("not signed in")
	}
	harness.AwaitTime(tb, s.AuthenticatedAt.Add(privilegedAge+50*time.Millisecond))
}
