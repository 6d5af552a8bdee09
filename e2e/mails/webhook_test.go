package mails_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// hook is an operator's service that Kratos asks after each step. It remembers the transient payloads.
type hook struct {
	mu       sync.Mutex
	payloads []string
}

func (h *hook) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	var got struct{ Payload any }
	err := json.NewDecoder(r.Body).Decode(&got)
	payload, _ := json.Marshal(got.Payload) // sorted by key; what came as JSON goes as JSON
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		payload = []byte(err.Error())
	}
	h.payloads = append(h.payloads, string(payload))
}

// take returns the payloads since it was called last.
func (h *hook) take() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	payloads := h.payloads
	h.payloads = nil
	return payloads
}

// expect fails the test unless the hook was asked since the last time, with this payload each time.
func (h *hook) expect(t *testing.T, step, want string) {
	t.Helper()
	payloads := h.take()
	if len(payloads) == 0 {
		t.Errorf("%s: the web hook was not asked", step)
	}
	for _, got := range payloads {
		if got != want {
			t.Errorf("%s: the web hook got %s, want %s", step, got, want)
		}
	}
}

func stackWithHook(t *testing.T, overlays ...string) (*hook, *stack.Stack) {
	t.Helper()
	h := &hook{}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	o := atHosts(t, append([]string{"hooks"}, overlays...)...)
	o.WebHook = server.URL
	return h, shared.OwnStack(t, o)
}

const shopInGerman = `{"brand":"shop","lang":"de"}`

// Kratos v1.3.1 hands on what the last form said, whichever method it was for.
func TestWebHooksGetLanguageAndBrand(t *testing.T) {
	h, s := stackWithHook(t)
	u := user.New(t, s).At(shop, "de")
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Expect("/registration", ui.MsgChooseCredential)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	h.expect(t, "registration with a password", shopInGerman)

	u.Open("/settings")
	u.Fill("traits.name.first", "Anne")
	u.PressEnter("traits.name.first")
	u.Expect("/settings", ui.MsgSettingsSaved)
	h.expect(t, "settings of the profile", shopInGerman)
	key := u.TestID(ui.TOTPSecret).Text()
	u.Fill("totp_code", code(t, key))
	u.PressEnter("totp_code")
	u.Expect("/settings", ui.MsgSettingsSaved)
	h.expect(t, "settings of an authenticator app", shopInGerman)
	backup := u.CreateBackupCodes()
	h.expect(t, "settings of backup codes", shopInGerman)

	u = u.At(shop, "de")
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	h.expect(t, "login with a password", shopInGerman)
	u.Fill("totp_code", code(t, key))
	u.PressEnter("totp_code")
	u.Expect("/")
	h.expect(t, "login with an authenticator app", shopInGerman)
	u = u.At(shop, "de")
	u.EnterPassword()
	h.take()
	u.Fill("lookup_secret", backup[0])
	u.PressEnter("lookup_secret")
	u.Expect("/")
	h.expect(t, "login with a backup code", shopInGerman)
}

func code(t *testing.T, key string) string {
	t.Helper()
	code, err := totp.GenerateCode(key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestWebHooksGetLanguageAndBrandOfCodes(t *testing.T) {
	h, s := stackWithHook(t)
	u := user.New(t, s).At(shop, "de")
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	start := time.Now()
	u.Click("method", "code")
	u.Fill("code", u.Mail(start, user.HasCode).Code)
	u.PressEnter("code")
	h.expect(t, "registration with a code", shopInGerman)

	u = u.At(shop, "de")
	u.Open("/login")
	u.Fill("identifier", u.Email)
	start = time.Now()
	u.Click("method", "code")
	u.Fill("code", u.Mail(start, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/")
	h.expect(t, "login with a code", shopInGerman)

	for kind, message := range map[string]int{"recovery": ui.MsgRecovered, "verification": ui.MsgVerified} {
		u = u.At(shop, "de")
		start = time.Now()
		u.Open("/" + kind)
		u.Fill("email", u.Email)
		u.PressEnter("email")
		h.take()
		u.Fill("code", u.Mail(start, user.HasCode).Code)
		u.PressEnter("code")
		if !u.HasMessage(message) {
			t.Fatalf("%s shows %v", u.URL, u.Messages())
		}
		h.expect(t, kind, shopInGerman)
	}
}
