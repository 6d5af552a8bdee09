package mail_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/mail"
)

func TestFolderOfMails(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mails")
	files := filesOf(t, mail.Options{})
	check := func(what string, files map[string][]byte, want ...mail.Finding) {
		t.Helper()
		found, err := mail.Check(dir, files)
		if err != nil || !slices.Equal(found, want) {
			t.Errorf("%s: %v %v, want %v", what, found, err, want)
		}
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := mail.Write(dir, files); err != nil {
		t.Fatal(err)
	}
	check("as written", files)
	const subject, html, backup = "recovery/valid/email.subject.gotmpl", "recovery/valid/email.body.gotmpl", "recovery/valid/email.body.gotmpl.bak"
	write(subject, "Hello")
	write(html, string(files[html])+" ")
	write(backup, "{{")
	write("recovery/valid/notes.txt", "not Kratos's business")
	if err := os.Remove(filepath.Join(dir, "login_code/valid/sms.body.gotmpl")); err != nil {
		t.Fatal(err)
	}
	check("changed", files, mail.Finding{Path: "login_code/valid/sms.body.gotmpl", Problem: mail.Missing}, mail.Finding{Path: html, Problem: mail.Edited},
		mail.Finding{Path: backup, Problem: mail.Beside}, mail.Finding{Path: subject, Problem: mail.Edited})
	if err := mail.Write(dir, files); err == nil {
		t.Error("files that were edited by hand are written over")
	}
	for _, path := range []string{subject, html, backup} {
		if err := os.Remove(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := mail.Write(dir, files); err != nil {
		t.Fatal(err)
	}
	check("written again", files)

	old := filesOf(t, mail.Options{Kratos: mail.V131, Default: "de"})
	found, err := mail.Check(dir, old)
	if err != nil || !slices.Contains(found, mail.Finding{Path: subject, Problem: mail.Stale}) ||
		!slices.Contains(found, mail.Finding{Path: "authenticator_key_added/email.subject.gotmpl", Problem: mail.Unused}) {
		t.Errorf("with other options: %v %v", found, err)
	}
	if err := mail.Write(dir, old); err != nil {
		t.Fatal(err)
	}
	check("with other options", old)
	if _, err := os.Stat(filepath.Join(dir, "recovery/valid/notes.txt")); err != nil {
		t.Error("a file that is not ours is gone")
	}
	info, err := os.Stat(filepath.Join(dir, subject))
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("Kratos, as another user, can't read %v %v", info, err)
	}
}

func TestFolderThatCantBeUsed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := mail.Check(file, filesOf(t, mail.Options{})); err == nil {
		t.Error("a file passes for a directory")
	}
	if err := mail.Write(file, filesOf(t, mail.Options{})); err == nil {
		t.Error("templates were written into a file")
	}
}
