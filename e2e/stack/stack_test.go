package stack_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Every overlay must boot: Kratos checks its configuration only when it starts.
func TestOverlaysBoot(t *testing.T) {
	bin, err := stack.BuildKratos(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	providers := []stack.Provider{{
		ID: "acme", Label: "Acme", IssuerURL: "http://localhost:1", ClientID: "kratos", ClientSecret: "secret",
	}}
	for _, name := range stack.Overlays() {
		t.Run(name, func(t *testing.T) {
			s, err := stack.Start(t.Context(), stack.Options{
				Binaries: stack.Binaries{Kratos: bin}, Overlays: []string{name}, Providers: providers, NoUI: true,
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestUnknownOverlay(t *testing.T) {
	s, err := stack.Start(t.Context(), stack.Options{Overlays: []string{"nonsense"}, NoUI: true})
	if err == nil {
		_ = s.Close()
		t.Fatal("started")
	}
}

func TestMailAndIdentity(t *testing.T) {
	bin, err := stack.BuildKratos(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := stack.Start(t.Context(), stack.Options{Binaries: stack.Binaries{Kratos: bin}, NoUI: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()

	const ann = "ann@example.org"
	id, err := s.CreateIdentity(ctx, stack.Identity{Email: ann, Password: "correct-horse-7", First: "Ann"})
	if err != nil || id == "" {
		t.Fatalf("id %q, error %v", id, err)
	}
	requestRecovery(ctx, t, s, ann)
	m, err := s.Inbox.Wait(ctx, ann, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.Logs())
	}
	if len(m.Code) != 6 {
		t.Errorf("code %q in %q", m.Code, m.Body)
	}

	s.StopKratos()
	if err := s.StartKratos(); err != nil {
		t.Errorf("second start: %v", err)
	}
}

// requestRecovery asks for a recovery code the way a native app does, which needs no cookies.
func requestRecovery(ctx context.Context, t *testing.T, s *stack.Stack, email string) {
	t.Helper()
	var flow struct {
		UI struct{ Action string } `json:"ui"`
	}
	call(ctx, t, http.MethodGet, s.KratosURL+"/self-service/recovery/api", nil, &flow)
	call(ctx, t, http.MethodPost, flow.UI.Action, map[string]string{"method": "code", "email": email}, &flow)
}

func call(ctx context.Context, t *testing.T, method, url string, in, out any) {
	t.Helper()
	res, answer, err := oneshot.JSON(ctx, method, url, in)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, out); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s, %v", method, url, res.Status, err)
	}
}
