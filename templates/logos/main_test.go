package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The file names the version that e2e/package.json pins and has each mark; where npm has installed the package, it is the same
// to the byte.
func TestLogosAreUpToDate(t *testing.T) {
	t.Parallel()
	got, err := os.ReadFile("../providerlogos.go")
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile("../../e2e/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var pinned struct{ DevDependencies map[string]string }
	if err := json.Unmarshal(manifest, &pinned); err != nil {
		t.Fatal(err)
	}
	pin := pinned.DevDependencies["simple-icons"]
	if version := "simple-icons " + pin + " (" + license + ")"; !strings.Contains(string(got), version) {
		t.Errorf("templates/providerlogos.go is not from %s: make logos", version)
	}
	doc, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	if version := "`simple-icons` " + pin + ","; !strings.Contains(string(doc), version) {
		t.Errorf("docs/dependencies.md does not say %s", version)
	}
	if entries := strings.Count(string(got), "\n\t\""); entries != len(providers) {
		t.Errorf("templates/providerlogos.go has %d marks of %d: make logos", entries, len(providers))
	}
	for _, provider := range providers {
		if !strings.Contains(string(got), "\n\t\""+provider+"\":") {
			t.Errorf("templates/providerlogos.go has no mark of %s: make logos", provider)
		}
	}
	want, err := generate("../../e2e/node_modules/simple-icons")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("simple-icons is not installed here: only version and names are compared")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("templates/providerlogos.go is out of date: make logos")
	}
}

// installed is a package as npm installs it, with the same icon for every provider.
func installed(t *testing.T, license, icons, svg string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"package.json": `{"version": "1.2.3", "license": "` + license + `"}`, "data/simple-icons.json": icons}
	for _, provider := range providers {
		files["icons/"+provider+".svg"] = svg
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWhatIsTakenIsFreeAndPlain(t *testing.T) {
	t.Parallel()
	const svg = `<svg role="img" viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg"><title>X</title><path d="M0 0h24v24z"/></svg>`
	code, err := generate(installed(t, license, `[{"title": "X", "slug": "x"}]`, svg))
	if err != nil || !strings.Contains(string(code), "simple-icons 1.2.3 (CC0-1.0)") || !strings.Contains(string(code), `"x":        "M0 0h24v24z",`) {
		t.Errorf("error %v, the file is\n%s", err, code)
	}
	for _, test := range []struct{ license, icons, svg, says string }{
		{"MIT", `[]`, svg, `license is "MIT"`},
		{license, `[{"slug": "x", "license": {"type": "custom"}}]`, svg, `x: its license is "custom"`},
		{license, `{}`, svg, "cannot unmarshal"},
		{license, `[]`, strings.Replace(svg, "0 0 24 24", "0 0 32 32", 1), "not one path"},
		{license, `[]`, strings.Replace(svg, `"M0`, `"M0" onload="`, 1), "not one path"},
	} {
		if _, err := generate(installed(t, test.license, test.icons, test.svg)); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("license %s, icons %s, %s: error %v, want %q", test.license, test.icons, test.svg, err, test.says)
		}
	}
}
