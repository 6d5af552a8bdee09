package factors_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// useBackupCode signs in with the password and a backup code.
func useBackupCode(u *user.User, code string) {
	u.T.Helper()
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	u.Fill("lookup_secret", code)
	u.PressEnter("lookup_secret")
}

func TestBackupCodes(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/settings")
	u.Click("lookup_secret_regenerate", "true")
	unconfirmed := u.BackupCodes()

	// Codes that were not confirmed are not in use, and sign-in does not ask for one.
	u.AnotherBrowser().SignIn()
	codes := u.CreateBackupCodes()
	if slices.Contains(codes, unconfirmed[0]) {
		t.Error("making codes again gives the same")
	}
	u.SignOut()
	useBackupCode(u, "nosuchcode")
	u.Expect("/login", ui.MsgBackupCodeWrong)
	u.Fill("lookup_secret", codes[0])
	u.PressEnter("lookup_secret")
	u.Expect("/")
	if s, ok := u.Whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
	u.SignOut()
	useBackupCode(u, codes[0])
	u.Expect("/login", ui.MsgBackupCodeUsed)
	u.Fill("lookup_secret", codes[1])
	u.Click("method", "lookup_secret")
	u.Expect("/")

	u.Open("/settings")
	u.Click("lookup_secret_reveal", "true")
	u.Expect("/settings")
	if got := u.BackupCodes(); !slices.Equal(got, codes[2:]) {
		t.Errorf("the page shows the codes %q, want %q", got, codes[2:])
	}
	if n := u.TestID(ui.BackupCodes).Find("li.used").Length(); n != 2 {
		t.Errorf("%d codes are shown as used, want 2", n)
	}

	u.Click("lookup_secret_regenerate", "true")
	u.Click("lookup_secret_confirm", "true")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	useBackupCode(u, codes[2])
	u.Expect("/login", ui.MsgBackupCodeWrong)
}

func TestBackupCodesOff(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	codes := u.CreateBackupCodes()
	u.SignOut()
	useBackupCode(u, codes[11])
	u.Open("/settings")
	u.Click("lookup_secret_disable", "true")
	u.Expect("/settings", ui.MsgSettingsSaved)
	if u.HasButton("lookup_secret_reveal", "true") || !u.HasButton("lookup_secret_regenerate", "true") {
		t.Error("the page does not offer to make codes, and only that")
	}
	u.SignOut()
	u.SignIn()
}

// With JavaScript, the codes can be copied, printed and downloaded.
func TestBackupCodesCanBeSaved(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(chrome.FreezeTimers(2000)) // the button keeps saying that it has copied
	p.SignIn()
	p.Open("/settings")
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(ui.BackupCodes))
	p.Capture("settings-backup-codes")
	list := `[...document.querySelectorAll('` + chrome.TestID(ui.BackupCodes) + ` code')].map((c) => c.textContent)`
	codes := chrome.Eval[[]string](p.Tab, list)
	want := strings.Join(codes, "\n")
	if len(codes) != ui.BackupCodeCount {
		t.Fatalf("%d codes, want %d", len(codes), ui.BackupCodeCount)
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
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.SignOut()

	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Capture("login-backup-code")
	p.Fill("lookup_secret", codes[3])
	p.PressEnter("[name=lookup_secret]")
	p.Expect("/")
	p.MustBeSignedIn("aal2")
	p.Open("/settings")
	p.Submit(chrome.Button("lookup_secret_reveal", "true"))
	p.WaitFor(chrome.TestID(ui.BackupCodes) + " .used")
	p.Capture("settings-backup-codes-used")
	if left := chrome.Eval[[]string](p.Tab, list); slices.Contains(left, codes[3]) || len(left) != ui.BackupCodeCount-1 {
		t.Errorf("%d codes are left: %q", len(left), left)
	}
}

// Backup codes are typed from paper, on keyboards that begin with a capital.
func TestBackupCodesAsPeopleTypeThem(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	codes := u.CreateBackupCodes()
	p := u.InChromium()
	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	if got := chrome.Eval[string](p.Tab, `(f => [f.autocapitalize, f.getAttribute("autocorrect"), f.spellcheck].join())(document.querySelector("[name=lookup_secret]"))`); got != "none,off,false" {
		t.Errorf("keyboards may change what is typed: %s", got)
	}
	p.Click("[name=lookup_secret]")
	p.Insert(" " + strings.ToUpper(codes[0][:4]) + "-" + codes[0][4:] + " ")
	p.PressEnter("[name=lookup_secret]")
	p.Expect("/")
	p.MustBeSignedIn("aal2")
}
