package locales_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/thyra-ui/thyra/locales"
)

// messageFiles is a directory of an operator: file names and their content.
func messageFiles(content ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 0; i < len(content); i += 2 {
		files[content[i]] = &fstest.MapFile{Data: []byte(content[i+1])}
	}
	return files
}

func TestExtendAddsLanguagesAndReplacesMessages(t *testing.T) {
	t.Parallel()
	builtIn := load(t, locales.Files())
	c, err := builtIn.Extend(messageFiles(
		"active.vo.json", `{"nav.login": "Nunädön oki", "home.greeting_name": "Glidis, {{.name}}"}`,
		"active.de.json", `{"nav.login": "Herein", "trait.email": "Elektropost"}`,
		"active.en.json", `{"nav.logout": "Leave"}`,
	))
	if err != nil {
		t.Fatal(err)
	}
	name := map[string]any{"name": "Ann"}
	for _, test := range []struct{ got, want string }{
		{c.Choose("vo").T("nav.login"), "Nunädön oki"},
		{c.Choose("vo").With("home.greeting_name", name), "Glidis, Ann"},
		{c.Choose("vo").T("nav.logout"), "Leave"}, // the operator's English before ours
		{c.Choose("vo").T("login.title"), builtIn.Choose("en").T("login.title")},
		{c.Choose("de").T("nav.login"), "Herein"},
		{c.Choose("de").Trait("email", ""), "Elektropost"},
		{c.Choose("de").T("nav.logout"), builtIn.Choose("de").T("nav.logout")},
		{c.Choose("de").With("home.greeting_name", name), builtIn.Choose("de").With("home.greeting_name", name)},
		{builtIn.Choose("en").T("nav.logout"), "Sign out"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
	if got, before := len(c.Languages()), len(builtIn.Languages()); got != before+1 {
		t.Errorf("%d languages, before %d", got, before)
	}
}

func TestExtendNamesFileAndKey(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		`{"nav.login": "In", "nav.login": "Out"}`:      "active.vo.json: nav.login: stands there twice",
		`{"nav.login": 3}`:                             "active.vo.json: nav.login: must be a text",
		`{"nav.login": {"other": 3}}`:                  "active.vo.json: nav.login: must be a text",
		`{"nav.login": ["In"]}`:                        "active.vo.json: nav.login: must be a text",
		`{"nav.logni": "In"}`:                          "active.vo.json: nav.logni: is unused",
		`{"home.greeting_name": "Glidis {{.nmae}}"}`:   "active.vo.json: home.greeting_name: uses {{.nmae}}",
		`{"nav.login": "{{if .a}}x{{end}}"}`:           "active.vo.json: nav.login: may hold placeholders",
		`{"nav.login": "<b>In</b>"}`:                   "active.vo.json: nav.login: holds markup",
		"{\n\"nav.login\": \"In\"\n\"nav.logout\": 1}": "active.vo.json: line 3: ",
		`{"nav.login": "In"`:                           "active.vo.json: unexpected end",
		`["nav.login"]`:                                "active.vo.json: must be one object",
		``:                                             "active.vo.json: unexpected end",
	} {
		_, err := load(t, locales.Files()).Extend(messageFiles("active.vo.json", content))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", content, err, want)
		}
	}
	// What is only advice keeps nobody from serving the file.
	if _, err := load(t, locales.Files()).Extend(messageFiles("active.vo.json", `{"consent.allow": "`+strings.Repeat("x", 99)+`"}`)); err != nil {
		t.Errorf("a long text: %v", err)
	}
}

func TestWatchReadsMessagesAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	// The file changes at once: it is looked at so often that half of it would be read.
	write := func(content string) {
		t.Helper()
		name := filepath.Join(dir, "active.vo.json")
		if err := os.WriteFile(name+".new", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(name+".new", name); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"nav.login": "Old"}`)
	read := make(chan error)
	w, err := locales.Watch(t.Context(), locales.WatchOptions{
		Base: load(t, locales.Files()), Files: os.DirFS(dir), Interval: time.Millisecond,
		OnReload: func(_ *locales.Catalog, err error) { read <- err },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ content, want, problem string }{
		{`{"nav.login": "Newer"}`, "Newer", ""},
		{`{"nav.login": 1}`, "Newer", "active.vo.json: nav.login"},
		{`{"nav.login": "Newest"}`, "Newest", ""},
	} {
		write(step.content)
		select {
		case err = <-read:
		case <-time.After(time.Minute):
			t.Fatalf("%s is not read", step.content)
		}
		if got := w.Catalog().Choose("vo").T("nav.login"); got != step.want {
			t.Errorf("%s: the page says %q, want %q", step.content, got, step.want)
		}
		if (err == nil) != (step.problem == "") || err != nil && !strings.Contains(err.Error(), step.problem) {
			t.Errorf("%s: the error is %v", step.content, err)
		}
	}
}
