package locales_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/thyra-ui/thyra/locales"
)

// The table in docs/translate.md is made from the files: COVERAGE=new writes it anew.
func TestCoverageTable(t *testing.T) {
	t.Parallel()
	const path, begin, end = "../docs/translate.md", "<!-- coverage -->\n", "<!-- /coverage -->"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the table", path)
	}
	want := before + begin + coverage(t) + end + after
	if os.Getenv("COVERAGE") == "new" {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(data) != want {
		t.Errorf("%s is not of today's files: make generate writes it anew", path)
	}
}

// coverage is a line for each language: how many of the English messages it has.
func coverage(t *testing.T) string {
	t.Helper()
	english := texts(t, "active.en.json")
	lines := []string{"| Language | In English | Messages | Trait names |\n|---|---|---|---|\n"}
	var rows []string
	for tag, file := range files(t) {
		own, traits := 0, 0
		for key := range texts(t, file) {
			if english[key] != "" {
				own++
			} else if strings.HasPrefix(key, "trait.") {
				traits++
			}
		}
		parsed := language.MustParse(tag)
		rows = append(rows, fmt.Sprintf("| `%s` %s | %s | %d of %d | %d |\n", tag, display.Self.Name(parsed), display.English.Tags().Name(parsed), own, len(english), traits))
	}
	slices.Sort(rows)
	return strings.Join(append(lines, rows...), "")
}

// Weblate finds the files by the configuration that the docs show.
func TestWeblateConfigurationFitsTheFiles(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../docs/translate.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"filemask: locales/active.*.json", "template: locales/active.en.json", "file_format: go-i18n-json-v2"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the docs lack %q", want)
		}
	}
	if _, err := locales.Files().Open("active.en.json"); err != nil {
		t.Error(err)
	}
}
