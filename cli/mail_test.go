package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func mailCommand(environment map[string]string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(append([]string{"mail"}, args...), environment, &out, &err)
	return code, out.String(), err.String()
}

func TestMailsAreWrittenAndChecked(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mails")
	examples := []string{"--brands", "../brand/examples", "--no-contrast"}
	with := func(args ...string) []string { return append(args, examples...) }
	if code, stdout, _ := mailCommand(nil, with("check", dir)...); code != exitFailed || strings.Count(stdout, ": is missing") < 30 {
		t.Errorf("check of nothing: code %d, %s", code, stdout)
	}
	if code, stdout, stderr := mailCommand(nil, with(dir)...); code != 0 || !strings.Contains(stdout, "Start Kratos anew") || stderr != "" {
		t.Fatalf("code %d, %s%s", code, stdout, stderr)
	}
	if code, stdout, _ := mailCommand(nil, with(dir)...); code != 0 || !strings.Contains(stdout, ", 0 of them new") {
		t.Errorf("written again: code %d, %s", code, stdout)
	}
	if code, stdout, stderr := mailCommand(nil, with("check", dir)...); code != 0 || !strings.Contains(stdout, "up to date") {
		t.Errorf("check: code %d, %s%s", code, stdout, stderr)
	}
	if code, stdout, _ := mailCommand(map[string]string{"BRAND_DIR": ""}, "check", dir); code != exitFailed || !strings.Contains(stdout, "is out of date") {
		t.Errorf("check without the brands: code %d, %s", code, stdout)
	}
	edited := filepath.Join(dir, "recovery_code", "valid", "email.subject.gotmpl")
	if err := os.WriteFile(edited, []byte("Hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := mailCommand(nil, with("check", dir)...); code != exitFailed || stdout != "recovery_code/valid/email.subject.gotmpl: was edited by hand, or is not ours\n" {
		t.Errorf("check of an edited one: code %d, %s", code, stdout)
	}
	if code, stdout, stderr := mailCommand(nil, with(dir)...); code != exitFailed || stdout != "" || !strings.Contains(stderr, "move it away") {
		t.Errorf("writing over an edited one: code %d, %s%s", code, stdout, stderr)
	}
}

func TestMailsThatCantBeWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeBrandFile(t, dir, `{"name": "Pale", "colors": {"light": {"accent": "#ffe0e0"}}}`)
	for _, test := range []struct {
		args []string
		says string
	}{
		{nil, "accepts 1 arg"},
		{[]string{"check"}, "accepts 1 arg"},
		{[]string{"--kratos", "v0.1", dir}, "v1.3.1"},
		{[]string{"--language", "xx", dir}, "no messages"},
		{[]string{"--brands", dir + "/none", dir}, "brands can't be used"},
		{[]string{"--brands", dir, dir}, "--no-contrast"},
	} {
		if code, stdout, stderr := mailCommand(nil, test.args...); code != exitUsage || stdout != "" || !strings.Contains(stderr, test.says) {
			t.Errorf("%v: code %d, %s%s", test.args, code, stdout, stderr)
		}
	}
	if code, _, stderr := mailCommand(map[string]string{"BRAND_DIR": dir}, dir); code != exitUsage || !strings.Contains(stderr, "Pale") && !strings.Contains(stderr, "accent") {
		t.Errorf("BRAND_DIR is not read: code %d, %s", code, stderr)
	}
	var help bytes.Buffer
	run([]string{"-h"}, nil, &help, &help)
	for _, want := range []string{"thyra mail [flags] DIR", "thyra mail check [flags] DIR"} {
		if !strings.Contains(help.String(), want) {
			t.Errorf("thyra -h does not mention %s:\n%s", want, &help)
		}
	}
}
