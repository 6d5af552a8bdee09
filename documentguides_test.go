package main

import (
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// docs/troubleshooting.md sends its readers to findings that thyra doctor has.
func TestFindingsOfTroubleshootingExist(t *testing.T) {
	t.Parallel()
	finding := regexp.MustCompile("`([a-z]+(?:-[a-z]+)+)`")
	_, table, _ := strings.Cut(document(t, "docs/deploy.md"), "\n## thyra doctor\n")
	found := 0
	for line := range strings.Lines(document(t, "docs/troubleshooting.md")) {
		cells := strings.Split(line, "|")
		for _, name := range finding.FindAllStringSubmatch(cells[max(0, len(cells)-2)], -1) {
			found++
			if !strings.Contains(table, "\n| "+name[0]+" |") {
				t.Errorf("thyra doctor has no finding %s", name[1])
			}
		}
	}
	if found < 30 {
		t.Errorf("%d findings are named: is it read?", found)
	}
}

// The settings of Kratos in the README are those that docs/install.md has, which a test of doctor starts.
func TestReadmeShowsTheTestedKratos(t *testing.T) {
	t.Parallel()
	_, settings, _ := strings.Cut(document(t, "docs/install.md"), "```yaml\n")
	settings, _, _ = strings.Cut(settings, "```")
	const indent = "\n   "
	shown := strings.ReplaceAll(document(t, "README.md"), indent, "\n")
	if !strings.Contains(settings, "ui_url") || !strings.Contains(shown, settings) {
		t.Error("README.md shows other settings of Kratos than docs/install.md")
	}
}

// The README is a page: what more there is to say stands in docs.
func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	if lines := strings.Count(document(t, "README.md"), "\n"); lines > 150 {
		t.Errorf("README.md has %d lines", lines)
	}
}

// Who copies YAML out of a document gets no error of indentation.
func TestYAMLOfTheDocumentsParses(t *testing.T) {
	t.Parallel()
	block := regexp.MustCompile("(?ms)^( *)```yaml\n(.*?)^ *```$")
	found := 0
	for _, file := range documents(t) {
		for _, match := range block.FindAllStringSubmatch(document(t, file), -1) {
			found++
			var value any
			text := strings.ReplaceAll("\n"+match[2], "\n"+match[1], "\n")
			if err := yaml.Unmarshal([]byte(text), &value); err != nil {
				t.Errorf("%s: %v in\n%s", file, err, text)
			}
		}
	}
	if found < 5 {
		t.Errorf("%d blocks found", found)
	}
}

// Targets of make that documents name, in blocks and as code, stand in the Makefile.
func TestTargetsOfTheDocumentsExist(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile("(?m)(?:`|^|&& )make ([a-z0-9-]+)")
	targets := document(t, "Makefile")
	found := 0
	for _, file := range documents(t) {
		text := document(t, file)
		for _, match := range named.FindAllStringSubmatch(text, -1) {
			found++
			if !strings.Contains(targets, "\n"+match[1]+": ") {
				t.Errorf("%s names make %s, which is no target", file, match[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("%d targets found", found)
	}
}
