package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func localeCommand(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(append([]string{"locale"}, args...), nil, &out, &err)
	return code, out.String(), err.String()
}

func TestLocaleNewAndCheck(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "languages")
	path := filepath.Join(dir, "active.vo.json")
	if code, stdout, stderr := localeCommand("new", "vo", dir); code != 0 || !strings.HasPrefix(stdout, path+": translate") || stderr != "" {
		t.Fatalf("new: code %d, %s%s", code, stdout, stderr)
	}
	written := document(t, path)
	if !strings.Contains(written, `"description": "InfoSelfServiceLoginWith. Button on the page for signing in, one for each provider.`) {
		t.Errorf("the file does not describe its messages:\n%.500s", written)
	}
	if code, _, stderr := localeCommand("new", "vo", dir); code != exitFailed || !strings.Contains(stderr, "exists") || document(t, path) != written {
		t.Errorf("writing over a file: code %d, %s", code, stderr)
	}
	code, stdout, stderr := localeCommand("check", dir)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if code != exitFailed || stderr != "" || !slices.Contains(lines, "active.vo.json: login.title: is missing") || !slices.IsSorted(lines) {
		t.Errorf("check: code %d, %s, %.500s", code, stderr, stdout)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := localeCommand("check", dir); code != exitFailed || !strings.HasPrefix(stdout, "active.vo.json: unexpected end") {
		t.Errorf("check of a broken file: code %d, %s", code, stdout)
	}
}

func TestLocaleCheckOfTheProgram(t *testing.T) {
	t.Parallel()
	if code, stdout, stderr := localeCommand("check"); code != 0 || stdout != "no problems\n" || stderr != "" {
		t.Errorf("code %d, %s%s", code, stdout, stderr)
	}
}

func TestLocaleCommandsThatCantWork(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"new"}, {"new", "french"}, {"new", "pt_BR"}, {"new", "PT-br"}, {"new", "a", "b", "c"}, {"check", "a", "b"}, {"translate"}} {
		if code, stdout, stderr := localeCommand(args...); code != exitUsage || stdout != "" || stderr == "" {
			t.Errorf("%v: code %d, %s%s", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := localeCommand("check", t.TempDir()); code != exitFailed || !strings.Contains(stderr, "holds no active.{tag}.json") {
		t.Errorf("an empty folder: code %d, %s", code, stderr)
	}
}
