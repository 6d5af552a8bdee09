package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	testName        = regexp.MustCompile("`(\\w+)\\.((?:Test|Fuzz)\\w+)`")
	testDeclaration = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	exportedName    = regexp.MustCompile("`(\\w+)\\.([A-Z]\\w+)(?:\\.[A-Z]\\w+)?`")
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
	atLeast := promises()
	atLeast["docs/browsers.md"], atLeast["docs/mail.md"], atLeast["docs/install.md"] = 7, 10, 5
	for _, file := range documents(t) {
		names := testName.FindAllStringSubmatch(document(t, file), -1)
		if len(names) < atLeast[file] {
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

func TestNamesOfTheDocumentsExist(t *testing.T) {
	t.Parallel()
	found := 0
	for _, file := range documents(t) {
		for _, name := range exportedName.FindAllStringSubmatch(document(t, file), -1) {
			sources, err := filepath.Glob(name[1] + "/*.go")
			if err != nil {
				t.Fatal(err)
			}
			declaration := regexp.MustCompile(`(?m)^(?:func|type|var|const|\t) ?` + name[2] + `\b`)
			declared := func(source string) bool { return declaration.MatchString(document(t, source)) }
			if len(sources) == 0 || testName.MatchString(name[0]) {
				continue // no package of ours, or TestEveryTestThatDocumentsNameExists's
			}
			found++
			if !slices.ContainsFunc(sources, declared) {
				t.Errorf("%s names %s, which does not exist", file, name[0])
			}
		}
	}
	if found < 20 {
		t.Errorf("%d names found: are the documents read?", found)
	}
}

// Commands of CONTRIBUTING.md name tests that there are, where they are.
func TestCommandsOfContributingNameTests(t *testing.T) {
	t.Parallel()
	commands := regexp.MustCompile(`(cd e2e && )?go test \./(\w+) .*-run '\^(\w+)\$'`)
	matches := commands.FindAllStringSubmatch(document(t, "CONTRIBUTING.md"), -1)
	if len(matches) < 2 {
		t.Fatalf("%d commands with a test", len(matches))
	}
	for _, match := range matches {
		folder := match[2]
		if match[1] != "" {
			folder = "e2e/" + folder
		}
		files, err := filepath.Glob(folder + "/*_test.go")
		if err != nil {
			t.Fatal(err)
		}
		declares := func(file string) bool { return strings.Contains(document(t, file), "\nfunc "+match[3]+"(") }
		if !slices.ContainsFunc(files, declares) {
			t.Errorf("%s has no %s", folder, match[3])
		}
	}
}

func TestEveryDependencyHasAReason(t *testing.T) {
	t.Parallel()
	direct, _, _ := strings.Cut(document(t, "go.mod"), "\n)")
	modules := regexp.MustCompile(`(?m)^\t(\S+) v`).FindAllStringSubmatch(direct, -1)
	if len(modules) < 10 {
		t.Fatalf("%d dependencies: is go.mod read?", len(modules))
	}
	for _, module := range modules {
		if !strings.Contains(document(t, "docs/dependencies.md"), "`"+module[1]+"`") {
			t.Errorf("docs/dependencies.md gives no reason for %s", module[1])
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
