package templates_test

import (
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Each section says how its way to sign in stands, as the account home does; those about nothing of the kind say nothing.
func TestSectionsSayHowTheyStand(t *testing.T) {
	t.Parallel()
	for recording, want := range map[string]map[string]string{
		"v26.2.0/settings-all-fresh":    {"profile": "", "password": "", "passkey": "off", "totp": "off", "webauthn": "off"},
		"v26.2.0/settings-keys-active":  {"profile": "", "password": "", "passkey": "on", "webauthn": "on", "totp": "off"},
		"v1.3.1/settings-totp-active":   {"totp": "on"},
		"v1.3.1/settings-lookup-active": {"lookup_secret": "on"},
	} {
		f := fixtureNamed(t, recording)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		for group, state := range want {
			section := doc.Find("section#" + group)
			if got := words(section.Find(".card-title .badge")); section.Length() != 1 || got != state {
				t.Errorf("%s: %s says %q, want %q", recording, group, got, state)
			}
		}
	}
}

// What was saved is said in each section, hidden, for the script to show one; the message above needs none.
func TestSavedSectionsWaitForTheScript(t *testing.T) {
	t.Parallel()
	for recording, saved := range map[string]bool{"v26.2.0/settings-success-profile": true, "v26.2.0/settings-all-fresh": false, "v26.2.0/settings-error-password": false} {
		f := fixtureNamed(t, recording)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		messages := doc.Find(".sections > section > [data-saved]")
		if (messages.Length() > 0) != saved || messages.FilterFunction(func(_ int, m *goquery.Selection) bool { return has(m, "hidden") }).Length() != messages.Length() {
			t.Errorf("%s: %d messages, saved %t", recording, messages.Length(), saved)
		}
	}
}
