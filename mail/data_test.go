package mail_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/mail"
	"github.com/thyra-ui/thyra/mail/preview"
)

const (
	testCode = "926746"
	testLink = "https://id.example.org/self-service/verification?code=926746&flow=26bc93b2-cf6c-4823-a0de-f823621abdbc"
)

// newest is the data of every kind of message as the courier of the newest Kratos holds it: kratos/courier/template/email.
type newest struct {
	To               string         `json:"to"`
	LoginCode        string         `json:"login_code,omitempty"`
	RegistrationCode string         `json:"registration_code,omitempty"`
	RecoveryCode     string         `json:"recovery_code,omitempty"`
	VerificationCode string         `json:"verification_code,omitempty"`
	RecoveryURL      string         `json:"recovery_url,omitempty"`
	VerificationURL  string         `json:"verification_url,omitempty"`
	AddedAt          string         `json:"added_at,omitempty"`
	ChangedAt        string         `json:"changed_at,omitempty"`
	Identity         map[string]any `json:"identity"`
	Traits           map[string]any `json:"traits,omitempty"`
	RequestURL       string         `json:"request_url"`
	TransientPayload map[string]any `json:"transient_payload"`
	ExpiresInMinutes int            `json:"expires_in_minutes,omitempty"`
}

// dataOf is the data of a message with everything that a kind may need, and the payload that a page sends.
func dataOf(payload map[string]any) newest {
	return newest{
		To: "ann@example.com", LoginCode: testCode, RegistrationCode: testCode, RecoveryCode: testCode, VerificationCode: testCode,
		RecoveryURL: testLink, VerificationURL: testLink, AddedAt: "2026-04-21T12:00:00Z", ChangedAt: "2026-04-21T12:00:00Z",
		RequestURL: "https://kratos.example.org/self-service/recovery/browser", TransientPayload: payload, ExpiresInMinutes: 15,
	}
}

func decoded(t *testing.T, text string) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		t.Fatal(err)
	}
	return object
}

func exampleBrands(t *testing.T) *brand.Set {
	t.Helper()
	english, err := locales.English()
	if err != nil {
		t.Fatal(err)
	}
	set, err := brand.Load(os.DirFS("../brand/examples"), english)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func filesOf(t *testing.T, o mail.Options) map[string][]byte {
	t.Helper()
	files, err := mail.Files(o)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func folderOf(files map[string][]byte) fs.FS {
	folder := fstest.MapFS{}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: data}
	}
	return folder
}

func render(t *testing.T, files map[string][]byte, name string, data any) string {
	t.Helper()
	text, err := preview.Render(folderOf(files), name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, slip := range []string{"<no value>", "ZgotmplZ", "⟦", "{{", "%!"} {
		if strings.Contains(text, slip) {
			t.Errorf("%s holds %q:\n%s", name, slip, text)
		}
	}
	return text
}

// renderedText is what a template prints, as text where it is HTML.
func renderedText(t *testing.T, files map[string][]byte, name string, data any) (string, error) {
	t.Helper()
	text, err := preview.Render(folderOf(files), name, data)
	if err == nil && strings.HasSuffix(name, "email.body.gotmpl") {
		text = document(t, text).Text()
	}
	return text, err
}
