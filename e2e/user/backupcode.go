package user

import (
	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/ui"
)

// BackupCodes returns the unused codes on the page.
func (u *User) BackupCodes() []string {
	return u.TestID(ui.BackupCodes).Find("li code").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

// CreateBackupCodes makes backup codes and confirms them. It starts signed in and ends on the settings page.
func (u *User) CreateBackupCodes() []string {
	u.T.Helper()
	u.Open("/settings")
	u.Click("lookup_secret_regenerate", "true")
	u.Expect("/settings")
	codes := u.BackupCodes()
	if len(codes) != ui.BackupCodeCount {
		u.T.Fatalf("%d backup codes, want %d", len(codes), ui.BackupCodeCount)
	}
	u.Click("lookup_secret_confirm", "true")
	u.Expect("/settings", ui.MsgSettingsSaved)
	if u.Has(ui.BackupCodes) {
		u.T.Error("the codes are still on the page after they were confirmed")
	}
	return codes
}
