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

// promises are the documents whose tables say which test holds each row, and how many tests each names at least.
func promises() map[string]int {
	return map[string]int{"docs/security.md": 100, "docs/accessibility.md": 40, "docs/traits.md": 15}
}

// A promise is worth the test it names.
func TestEveryTestThatDocumentsNameExists(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	for _, pattern := range []string{"*_test.go", "*/*_test.go", "*/*/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for _, match := range testDeclaration.FindAllStringSubmatch(document(t, file), -1) {
				declared[strings.Replace(filepath.Base(filepath.Dir(file)), ".", "main", 1)+"."+match[1]] = true
			}
		}
	}
	files := promises()
	files["docs/browsers.md"] = 7
	for file, atLeast := range files {
		names := testName.FindAllStringSubmatch(document(t, file), -1)
		if len(names) < atLeast {
			t.Errorf("%s names %d tests: is it read?", file, len(names))
		}
		for _, name := range names {
			if !declared[name[1]+"."+name[2]] {
				t.Errorf("%s names %s.%s, which does not exist", file, name[1], name[2])
			}
		}
	}
}

// Every row of a table there says what holds it: a test, a target of make, whose job it is, or that only people look.
func TestEveryRowOfPromisesIsHeld(t *testing.T) {
	t.Parallel()
	held := regexp.MustCompile("`\\w+\\.(?:Test|Fuzz)\\w+`|`make \\w+`|^Kratos's|^operator's|^by review")
	for file := range promises() {
		for line := range strings.Lines(document(t, file)) {
			cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
			if !strings.HasPrefix(line, "| ") || len(cells) < 2 {
				continue
			}
			if last := strings.TrimSpace(cells[len(cells)-1]); last != "Test" && !held.MatchString(last) {
				t.Errorf("nothing holds this row of %s: %s", file, line)
			}
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

// A layout of the product's own is less than thirty lines, and docs/embed.md shows the one that is tested.
func TestLayoutOfTheExampleIsShort(t *testing.T) {
	t.Parallel()
	file := document(t, "examples/toolshed/account.templ")
	if lines := strings.Count(file, "\n"); lines >= 30 {
		t.Errorf("the layout takes %d lines", lines)
	}
	_, layout, found := strings.Cut(file, "\ntempl ")
	if !found || !strings.Contains(document(t, "docs/embed.md"), "```templ\ntempl "+layout+"```") {
		t.Error("docs/embed.md shows another layout than examples/toolshed/account.templ")
	}
}

// docs/embed.md shows how the example is tested.
func TestTestOfTheExampleIsShown(t *testing.T) {
	t.Parallel()
	_, section, _ := strings.Cut(document(t, "docs/embed.md"), "\n## Test\n")
	_, code, found := strings.Cut(section, "```go\n")
	code, _, _ = strings.Cut(code, "```")
	if !found || !strings.Contains(document(t, "examples/toolshed/product_test.go"), code) {
		t.Error("docs/embed.md shows another test than examples/toolshed/product_test.go")
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
