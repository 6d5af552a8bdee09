package e2e_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const (
	msgBackupCodeUsed  = 4000012
	msgBackupCodeWrong = 4000016
	backupCodes        = "node/text/lookup_secret_codes/text"
	howManyBackupCodes = 12
)

// backupCodes are the unused codes on the page.
func (v *visitor) backupCodes() []string {
	return v.TestID(backupCodes).Find("li code").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

// makeBackupCodes starts signed in and ends on the settings page, with new codes in use.
func (v *visitor) makeBackupCodes() []string {
	v.t.Helper()
	v.open("/settings")
	v.Click("lookup_secret_regenerate", "true")
	v.expect("/settings")
	codes := v.backupCodes()
	if len(codes) != howManyBackupCodes {
		v.t.Fatalf("%d backup codes, want %d", len(codes), howManyBackupCodes)
	}
	v.Click("lookup_secret_confirm", "true")
	v.expect("/settings", msgSettingsSaved)
	if v.Has(backupCodes) {
		v.t.Error("the codes are still on the page after they were confirmed")
	}
	return codes
}

// useBackupCode signs in with the password and a backup code.
func (v *visitor) useBackupCode(code string) {
	v.t.Helper()
	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	v.Fill("lookup_secret", code)
	v.PressEnter("lookup_secret")
}

func TestBackupCodes(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/settings")
	v.Click("lookup_secret_regenerate", "true")
	unconfirmed := v.backupCodes()

	// Codes that were only shown open nothing, and nobody is asked for one.
	v.anotherBrowser().signIn()
	codes := v.makeBackupCodes()
	if slices.Contains(codes, unconfirmed[0]) {
		t.Error("making codes again gives the same")
	}
	v.signOut()
	v.useBackupCode("nosuchcode")
	v.expect("/login", msgBackupCodeWrong)
	v.Fill("lookup_secret", codes[0])
	v.PressEnter("lookup_secret")
	v.expect("/")
	if s, ok := v.whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
	v.signOut()
	v.useBackupCode(codes[0])
	v.expect("/login", msgBackupCodeUsed)
	v.Fill("lookup_secret", codes[1])
	v.Click("method", "lookup_secret")
	v.expect("/")

	v.open("/settings")
	v.Click("lookup_secret_reveal", "true")
	v.expect("/settings")
	if got := v.backupCodes(); !slices.Equal(got, codes[2:]) {
		t.Errorf("the page shows the codes %q, want %q", got, codes[2:])
	}
	if n := v.TestID(backupCodes).Find("li.used").Length(); n != 2 {
		t.Errorf("%d codes are shown as used, want 2", n)
	}

	v.Click("lookup_secret_regenerate", "true")
	v.Click("lookup_secret_confirm", "true")
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.useBackupCode(codes[2])
	v.expect("/login", msgBackupCodeWrong)
}

func TestBackupCodesOff(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	codes := v.makeBackupCodes()
	v.signOut()
	v.useBackupCode(codes[11])
	v.open("/settings")
	v.Click("lookup_secret_disable", "true")
	v.expect("/settings", msgSettingsSaved)
	if v.HasButton("lookup_secret_reveal", "true") || !v.HasButton("lookup_secret_regenerate", "true") {
		t.Error("the page does not offer to make codes, and only that")
	}
	v.signOut()
	v.signIn()
}

// In Chromium the codes can also be kept without writing them down.
func TestBackupCodesCanBeKept(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage(standstill(2000)) // a button that was pressed says so until it has been read
	p.signIn()
	p.open("/settings")
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(backupCodes))
	p.pictures("settings-backup-codes")
	list := `[...document.querySelectorAll('` + chrome.TestID(backupCodes) + ` code')].map((c) => c.textContent)`
	codes := chrome.Eval[[]string](p.Tab, list)
	want := strings.Join(codes, "\n")
	if len(codes) != howManyBackupCodes {
		t.Fatalf("%d codes, want %d", len(codes), howManyBackupCodes)
	}

	p.Click("[data-codes] [data-copy]")
	p.Until(`(b => b.textContent === b.dataset.copied)(document.querySelector("[data-codes] [data-copy]"))`)
	if got := p.Clipboard(); got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	p.WaitFor("[data-codes] [data-print]")
	p.WaitFor("[data-codes] a[download$='.txt']")
	href := chrome.Eval[string](p.Tab, `document.querySelector("[data-codes] a[download]").href`)
	_, body, _ := strings.Cut(href, ",")
	if got, err := url.PathUnescape(body); err != nil || !strings.HasPrefix(href, "data:text/plain") || got != want+"\n" {
		t.Errorf("the file holds %q (%v), want %q", got, err, want)
	}
	p.Submit(chrome.Button("lookup_secret_confirm", "true"))
	p.expect("/settings", msgSettingsSaved)
	p.signOut()

	p.enterPassword()
	p.expect("/login", msgSecondFactor)
	p.pictures("login-backup-code")
	p.Fill("lookup_secret", codes[3])
	p.PressEnter("[name=lookup_secret]")
	p.expect("/")
	p.mustBeSignedIn("aal2")
	p.open("/settings")
	p.Submit(chrome.Button("lookup_secret_reveal", "true"))
	p.WaitFor(chrome.TestID(backupCodes) + " .used")
	p.pictures("settings-backup-codes-used")
	if left := chrome.Eval[[]string](p.Tab, list); slices.Contains(left, codes[3]) || len(left) != howManyBackupCodes-1 {
		t.Errorf("%d codes are left: %q", len(left), left)
	}
}
