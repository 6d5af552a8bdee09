package cli

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeMessages writes a message file of a language into a directory.
func writeMessages(t *testing.T, dir, tag, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "active."+tag+".json"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A brand may name a language of LOCALES_DIR, also one that comes while the server runs, whichever file is written first.
func TestBrandsAndMessagesAreReadTogether(t *testing.T) {
	t.Parallel()
	var log logText
	brands, messages := t.TempDir(), t.TempDir()
	writeBrandFile(t, brands, `{"name": "Old", "default": true}`)
	writeMessages(t, messages, "de", `{"nav.login": "Herein"}`)
	shown, err := watchContent(t.Context(), config{BrandDir: brandDir(brands), LocalesDir: localesDir(messages)}, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if got := shown.locales().Choose("de").T("nav.login"); got != "Herein" {
		t.Errorf("German says %q", got)
	}
	writeBrandFile(t, brands, `{"name": "Foreign", "default": true, "languages": {"allowed": ["vo"]}}`)
	for !strings.Contains(log.take(), "the brands can't be used") {
		<-time.After(20 * time.Millisecond)
	}
	writeMessages(t, messages, "vo", `{"nav.login": "Nunädön oki"}`)
	for shown.brands().Choose("", "", "").Name.In("") != "Foreign" {
		<-time.After(20 * time.Millisecond)
	}
	if got := shown.locales().Choose("vo").T("nav.login"); got != "Nunädön oki" {
		t.Errorf("Volapük says %q", got)
	}
}

func TestMessagesThatAreNotAsTheyShouldBeAreLogged(t *testing.T) {
	t.Parallel()
	var log logText
	dir := t.TempDir()
	writeMessages(t, dir, "vo", `{"nav.login": "Nunädön oki"}`)
	if _, err := watchLocales(t.Context(), dir, slog.New(slog.NewTextHandler(&log, nil)), func() {}); err != nil {
		t.Fatal(err)
	}
	if said := log.take(); !strings.Contains(said, "level=WARN") || !strings.Contains(said, "active.vo.json: applications.allowed: is missing") {
		t.Errorf("the log says %s", said)
	}
}

func TestMessagesThatCantBeUsedEndTheStart(t *testing.T) {
	t.Parallel()
	broken := t.TempDir()
	writeMessages(t, broken, "de", `{"nav.logni": "Herein"}`)
	for dir, want := range map[string]string{
		broken: "active.de.json: nav.logni: is unused", t.TempDir(): "holds no active.{tag}.json", broken + "/none": "holds no active.{tag}.json",
	} {
		for _, args := range [][]string{nil, {"mail", t.TempDir()}, {"brand", "check", "../brand/examples"}} {
			var stdout, stderr bytes.Buffer
			code := run(args, environment("LOCALES_DIR", dir, "PORT", "0"), &stdout, &stderr)
			if code != exitUsage || !strings.Contains(stderr.String(), want) {
				t.Errorf("%v: exit code %d, %s, want %q", args, code, &stderr, want)
			}
		}
	}
}
