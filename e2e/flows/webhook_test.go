package flows_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// hookMessage is what the web hook of these tests says: a number and words of its own.
const (
	hookMessageID   = 1234
	hookMessageText = "Please use an address of your company."
)

// webHook is an operator's service that Kratos asks after each step, and that refuses.
type webHook struct {
	mu            sync.Mutex
	pointer, kind string // of the message: a JSON pointer into the identity, and the type
}

func (h *webHook) refuseWith(pointer, kind string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pointer, h.kind = pointer, kind
}

func (h *webHook) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	message := map[string]any{"id": hookMessageID, "text": hookMessageText, "type": h.kind, "context": map[string]any{}}
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]any{"messages": []any{map[string]any{"instance_ptr": h.pointer, "messages": []any{message}}}})
}

// stackWithHook starts a Kratos that asks the hook after sign-up, sign-in and a change of the profile.
func stackWithHook(t *testing.T, hook http.Handler) *stack.Stack {
	t.Helper()
	server := httptest.NewServer(hook)
	t.Cleanup(server.Close)
	return shared.OwnStack(t, stack.Options{Overlays: []string{"onestep"}, WebHook: server.URL})
}

// What a web hook says when it refuses is read at its field and in the summary, or on the page as a whole, whatever type the
// operator gave it: Kratos passes on every type but error as a mere remark.
func TestWebHookRefuses(t *testing.T) {
	hook := &webHook{}
	s := stackWithHook(t, hook)
	steps := map[string]struct {
		pointer, field string
		send           func(u *user.User)
	}{
		"registration": {"#/traits/email", "traits.email", func(u *user.User) {
			u.Open("/registration")
			u.Fill("traits.email", u.Email)
			u.Fill("traits.name.first", "Ann")
			u.Fill("password", u.Password)
			u.PressEnter("password")
		}},
		"login": {"#/identifier", "identifier", func(u *user.User) { u.EnterPassword() }},
	}
	for kind, step := range steps {
		for _, messageType := range []string{"error", "validation", "shout"} {
			t.Run(kind+" "+messageType, func(t *testing.T) {
				u := user.New(t, s)
				if kind == "login" {
					u = user.NewRegistered(t, s)
				}
				for _, pointer := range []string{step.pointer, "#/"} {
					hook.refuseWith(pointer, messageType)
					step.send(u)
					u.Expect("/"+kind, hookMessageID)
					if u.SignedIn() {
						t.Fatal("signed in although the hook refused")
					}
					if pointer == step.pointer {
						expectAtField(u, step.field)
					} else {
						expectOnThePage(u)
					}
				}
			})
		}
	}
	t.Run("settings", func(t *testing.T) {
		u := user.NewRegistered(t, s)
		signInByCode(u)
		u.Open("/settings")
		hook.refuseWith("#/traits/name/first", "validation")
		u.Fill("traits.name.first", "Anna")
		u.PressEnter("traits.name.first")
		u.Expect("/settings", hookMessageID)
		expectAtField(u, "traits.name.first")
	})
}

func expectAtField(u *user.User, name string) {
	u.T.Helper()
	message := chrome.Message(hookMessageID)
	if n := u.Find(`[data-testid="node/input/` + name + `"] ` + message).Length(); n != 1 {
		u.T.Errorf("the message stands %d times at %s", n, name)
	}
	if field := u.Find(`input[name="` + name + `"]`); field.AttrOr("aria-invalid", "") != "true" {
		u.T.Errorf("%s is not marked as wrong", name)
	}
	if summary := u.TestID(ui.ErrorSummary).Text(); !strings.Contains(summary, hookMessageText) {
		u.T.Errorf("the summary says %q", summary)
	}
}

func expectOnThePage(u *user.User) {
	u.T.Helper()
	if n := u.Find(`.message-error[role=alert] ` + chrome.Message(hookMessageID)).Length(); n != 1 {
		u.T.Errorf("the page says %d times as an error what the hook said", n)
	}
}
