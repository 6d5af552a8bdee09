package mail_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/mail"
	"github.com/thyra-ui/thyra/mail/preview"
)

// sentByV131 are the templates that Kratos v1.3.1 looks for: kratos/courier/template/courier/builtin/templates.
func sentByV131() []string {
	var names []string
	for _, kind := range []string{
		"login_code/valid", "registration_code/valid", "recovery_code/valid", "recovery_code/invalid", "recovery/valid", "recovery/invalid",
		"verification_code/valid", "verification_code/invalid", "verification/valid", "verification/invalid",
	} {
		names = append(names, kind+"/email.body.gotmpl", kind+"/email.body.plaintext.gotmpl", kind+"/email.subject.gotmpl")
	}
	names = append(names, "login_code/valid/sms.body.gotmpl", "verification_code/valid/sms.body.gotmpl")
	slices.Sort(names)
	return names
}

func TestVersionsDifferInTheirKindsOnly(t *testing.T) {
	t.Parallel()
	old, next := filesOf(t, mail.Options{Kratos: mail.V131}), filesOf(t, mail.Options{})
	if names := slices.Sorted(maps.Keys(old)); !slices.Equal(names, sentByV131()) {
		t.Errorf("for v1.3.1 there are %v", names)
	}
	for name, data := range old {
		if !bytes.Equal(data, next[name]) {
			t.Errorf("%s differs", name)
		}
	}
	for name := range next {
		isNew := strings.HasPrefix(name, "authenticator_key_added/") || strings.HasPrefix(name, "verifiable_address_changed/") || strings.HasSuffix(name, "/sms.body.gotmpl")
		if old[name] == nil && !isNew {
			t.Errorf("%s is not sent by v1.3.1", name)
		}
	}
}

// The models of v1.3.1 have no time of expiry, and none has the fields of another kind.
func TestModelsWithoutAField(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{})
	type recoveryCodeValid struct {
		To               string                 `json:"to"`
		RecoveryCode     string                 `json:"recovery_code"`
		Identity         map[string]interface{} `json:"identity"`
		RequestURL       string                 `json:"request_url"`
		TransientPayload map[string]interface{} `json:"transient_payload"`
	}
	data := &recoveryCodeValid{RecoveryCode: testCode, TransientPayload: map[string]any{"lang": "de"}}
	for _, name := range []string{"email.body.gotmpl", "email.body.plaintext.gotmpl"} {
		if text := render(t, files, "recovery_code/valid/"+name, data); !strings.Contains(text, testCode) || !strings.Contains(text, "Nur für kurze Zeit gültig") || strings.Contains(text, "Gültig für 0") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	for name := range files {
		render(t, files, name, struct{}{})
		render(t, files, name, map[string]any{"transient_payload": nil, "identity": nil, "traits": nil, "request_url": nil})
	}
	// The newest Kratos's model of a text message has the code under another name.
	text := render(t, files, "recovery_code/valid/sms.body.gotmpl", map[string]any{"verification_code": testCode})
	if !strings.HasPrefix(text, testCode) {
		t.Errorf("a text message for recovery is %q", text)
	}
}

func TestATimeThatIsNoneIsLeftOut(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{})
	for at, want := range map[string]bool{"2026-04-21T12:00:00Z": true, "2026-04-21T12:00:00.123Z": true, "soon": false, "": false, "2026-04-21T12:00:00Z<b>": false} {
		data := dataOf(nil)
		data.AddedAt = at
		if text := render(t, files, "authenticator_key_added/email.body.plaintext.gotmpl", data); strings.Contains(text, "When: 2026-04-21 12:00 UTC\n") != want {
			t.Errorf("%q: \n%s", at, text)
		}
	}
}

// The tests would be worth nothing if templates were executed more kindly here than by Kratos.
func TestTemplatesThatKratosDoesNotLoadFail(t *testing.T) {
	t.Parallel()
	const name = "recovery_code/valid/email.subject.gotmpl"
	for what, files := range map[string]map[string]string{
		"syntax":              {name: "{{ if }}"},
		"a function of none":  {name: "{{ shout .To }}"},
		"the clock":           {name: "{{ now }}"},
		"the environment":     {name: `{{ env "HOME" }}`},
		"chance":              {name: "{{ randAlpha 3 }}"},
		"the network":         {name: `{{ getHostByName "localhost" }}`},
		"a field of none":     {name: "{{ .ExpiresInMinutes }}"},
		"a broken file by it": {name: "fine", "recovery_code/valid/email.subject.gotmpl.old": "{{"},
		"no file":             {},
	} {
		folder := fstest.MapFS{}
		for path, text := range files {
			folder[path] = &fstest.MapFile{Data: []byte(text)}
		}
		if text, err := preview.Render(folder, name, struct{ To string }{"ann@example.com"}); err == nil {
			t.Errorf("%s: Kratos would not show %q", what, text)
		}
	}
}

func TestOptionsThatThereAreNoMailsFor(t *testing.T) {
	t.Parallel()
	nameless := setOf(t, &brand.Brand{Name: brand.Same("A"), Hosts: []string{"a.example.org"}})
	for _, o := range []mail.Options{{Kratos: "v0.1"}, {Default: "xx"}, {Default: "fr"}, {Brands: nameless}} {
		if _, err := mail.Files(o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
	files := filesOf(t, mail.Options{Default: "de"})
	if text := render(t, files, "login_code/valid/email.subject.gotmpl", dataOf(nil)); !strings.Contains(text, "Anmeldung bei Thyra") {
		t.Errorf("the default language is not German: %q", text)
	}
}
