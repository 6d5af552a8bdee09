package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

func brandCommand(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(append([]string{"brand"}, args...), nil, &out, &err)
	return code, out.String(), err.String()
}

func TestNewBrandPassesTheCheck(t *testing.T) {
	t.Parallel()
	brands := t.TempDir()
	dir := filepath.Join(brands, "acme")
	if code, stdout, stderr := brandCommand("new", dir, "Acme <Ltd>", "#FFEE00"); code != 0 || !strings.Contains(stdout, "light accent #") {
		t.Fatalf("new: code %d, %s%s", code, stdout, stderr)
	}
	written := document(t, filepath.Join(dir, "brand.json"))
	for _, want := range []string{`"$schema": "https://`, `"name": "Acme <Ltd>"`} {
		if !strings.Contains(written, want) {
			t.Errorf("%s is not in\n%s", want, written)
		}
	}
	for _, args := range [][]string{{"check", brands}, {"check", dir}, {"check", "--no-contrast", dir}} {
		if code, stdout, stderr := brandCommand(args...); code != 0 || stdout != "acme: Acme <Ltd> is fine\n" || stderr != "" {
			t.Errorf("%v: code %d, %s%s", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := brandCommand("new", dir, "Other", "#123456"); code != exitFailed || !strings.Contains(stderr, "exists") {
		t.Errorf("writing over a brand: code %d, %s", code, stderr)
	}
	if document(t, filepath.Join(dir, "brand.json")) != written {
		t.Error("the brand was written over")
	}
}

func TestCheckPrintsEveryProblem(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file         string
		wants        []string
		withContrast bool
	}{
		{`{"name": "Acme", "colors": {"light": {"muted": "#999999"}}}`, []string{"acme/brand.json: colors.light.muted #999999 on accent-soft"}, true},
		{`{"name": "Acme", "wording": {"vo": {"login.title": "Glidis"}}}`, []string{`acme/brand.json: languages or wording: there are no messages in "vo", only in ` + languages(t)}, false},
		{`{"nmae": "Acme", "radius": "x"}`, []string{"nmae: is not known", "radius:", "name: is missing"}, false},
		{`{"name": "Acme", "wording": {"en": {"login.x": "y"}}}`, []string{"wording.en.login.x", "login.title"}, false},
	} {
		if err := os.WriteFile(filepath.Join(dir, "brand.json"), []byte(test.file), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := brandCommand("check", dir)
		if code != exitFailed || stderr != "" {
			t.Errorf("%s: code %d, %s", test.file, code, stderr)
		}
		for _, want := range test.wants {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: %q is not among\n%s", test.file, want, stdout)
			}
		}
		if code, _, _ := brandCommand("check", "--no-contrast", dir); (code == 0) != test.withContrast {
			t.Errorf("%s: without contrast code %d", test.file, code)
		}
	}
	if code, stdout, _ := brandCommand("check", filepath.Join(dir, "none")); code != exitFailed || !strings.Contains(stdout, "none") {
		t.Errorf("a folder that is not there: code %d, %s", code, stdout)
	}
}

// languages are the tags of all languages, as errors list them.
func languages(t *testing.T) string {
	t.Helper()
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, tag := range catalog.Languages() {
		tags = append(tags, tag.String())
	}
	slices.Sort(tags)
	return strings.Join(tags, ", ")
}

func TestBrandCommandsThatCantWork(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"check"}, {"check", "--no-contrast"}, {"check", "a", "b"}, {"new", "a"}, {"new", "a", "b", "red"}, {"draw"}, {"schema", "x"}} {
		if code, stdout, stderr := brandCommand(args...); code != exitUsage || stdout != "" || stderr == "" {
			t.Errorf("%v: code %d, %s%s", args, code, stdout, stderr)
		}
	}
	for _, args := range [][]string{{"help"}, {"schema"}} {
		if code, stdout, stderr := brandCommand(args...); code != 0 || stdout == "" || stderr != "" {
			t.Errorf("%v: code %d, %s%s", args, code, stdout, stderr)
		}
	}
	var help bytes.Buffer
	run([]string{"-h"}, nil, &help, io.Discard)
	if !strings.Contains(help.String(), "thyra brand new DIR NAME COLOR") {
		t.Errorf("thyra -h does not mention the commands:\n%s", &help)
	}
}

// Editors complete the keys of wording and show the text that each replaces.
func TestSchemaHasTheMessages(t *testing.T) {
	t.Parallel()
	var schema struct {
		Defs struct {
			Messages struct {
				Properties map[string]struct{ Type, Description string }
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(brand.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	messages, err := locales.English()
	if err != nil {
		t.Fatal(err)
	}
	listed := schema.Defs.Messages.Properties
	for key, text := range messages {
		if listed[key].Description != text || listed[key].Type != "string" {
			t.Errorf("brand/schema.json has %q for %s, want %q: make generate", listed[key].Description, key, text)
		}
	}
	for key := range listed {
		if messages[key] == "" {
			t.Errorf("brand/schema.json has %q, which is no message: make generate", key)
		}
	}
}

func TestABrandThatNobodyReads(t *testing.T) {
	t.Parallel()
	brands := t.TempDir()
	for _, name := range []string{"acme", "beta"} {
		if code, _, stderr := brandCommand("new", filepath.Join(brands, name), name, "#123456"); code != 0 {
			t.Fatal(stderr)
		}
	}
	refused := []struct{ dir, name, want string }{
		{brands, "Acme", "folders of brands"},
		{filepath.Join(brands, "Acme Bank"), "Acme", "lower-case"},
		{filepath.Join(brands, "acme_bank"), "Acme", "lower-case"},
		{filepath.Join(brands, "gamma"), " ", "name"},
	}
	for _, test := range refused {
		if code, stdout, stderr := brandCommand("new", test.dir, test.name, "#123456"); code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("new %s %q: code %d, %s%s", test.dir, test.name, code, stdout, stderr)
		}
	}
	if entries, err := os.ReadDir(brands); err != nil || len(entries) != 2 {
		t.Errorf("what was refused left something: %v %v", entries, err)
	}
	if err := os.WriteFile(filepath.Join(brands, "brand.json"), []byte(`{"name": "Stray"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := brandCommand("check", brands); code != exitFailed || !strings.Contains(stdout, "brand.json: lies beside") {
		t.Errorf("check: code %d, %s", code, stdout)
	}
	// A config map is mounted as links into hidden folders, and a brand's folder may have others with drafts.
	single := filepath.Join(brands, "acme")
	for _, name := range []string{"..data", "drafts"} {
		if err := os.Mkdir(filepath.Join(single, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(single, "..data", "brand.json"), []byte(`{}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := brandCommand("check", single); code != 0 || !strings.HasPrefix(stdout, "acme: ") {
		t.Errorf("check of one: code %d, %s", code, stdout)
	}
}
