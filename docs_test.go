package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName        = regexp.MustCompile("`(\\w+)\\.((?:Test|Fuzz)\\w+)`")
	testDeclaration = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	documentLink    = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
)

// A promise of docs/security.md is worth the test it names.
func TestEveryTestThatSecurityNamesExists(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	files, err := filepath.Glob("*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, here...) {
		for _, match := range testDeclaration.FindAllStringSubmatch(document(t, file), -1) {
			declared[strings.Replace(filepath.Dir(file), ".", "main", 1)+"."+match[1]] = true
		}
	}
	names := testName.FindAllStringSubmatch(document(t, "docs/security.md"), -1)
	if len(names) < 100 {
		t.Errorf("docs/security.md names %d tests: is it read?", len(names))
	}
	for _, name := range names {
		if !declared[name[1]+"."+name[2]] {
			t.Errorf("docs/security.md names %s.%s, which does not exist", name[1], name[2])
		}
	}
}

// Every row of a table there says what holds it: a test, a target of make, or whose job it is.
func TestEveryRowOfSecurityIsHeld(t *testing.T) {
	t.Parallel()
	held := regexp.MustCompile("`\\w+\\.(?:Test|Fuzz)\\w+`|`make \\w+`|^Kratos's|^operator's")
	for line := range strings.Lines(document(t, "docs/security.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) < 2 {
			continue
		}
		if last := strings.TrimSpace(cells[len(cells)-1]); last != "Test" && !held.MatchString(last) {
			t.Errorf("nothing holds this row of docs/security.md: %s", line)
		}
	}
}

func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, "README.md", "SECURITY.md") {
		for _, link := range documentLink.FindAllStringSubmatch(document(t, file), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), link[1])); err != nil {
				t.Errorf("%s links to what is not there: %v", file, err)
			}
		}
	}
}

func document(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
