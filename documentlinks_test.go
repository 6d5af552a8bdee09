package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	documentLink    = regexp.MustCompile(`\]\(([^)\s#]*)(?:#([^)\s]*))?\)`)
	fencedBlock     = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	documentHeading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	notInAnAnchor   = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	sourcePath      = regexp.MustCompile("`((?:[\\w-]+/)+(?:[\\w-]+\\.(?:go|templ|css|js|json|yml))?)`")
)

// A link leads to a file of the repository, and to a heading of it where it names one. Links to other sites are not followed.
func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, file := range documents(t) {
		for _, link := range documentLink.FindAllStringSubmatch(fencedBlock.ReplaceAllString(document(t, file), ""), -1) {
			if strings.Contains(link[1], ":") {
				continue
			}
			path := file
			if link[1] != "" {
				path = filepath.Join(filepath.Dir(file), link[1])
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s links to what is not there: %v", file, err)
			} else if link[2] != "" && (filepath.Ext(path) != ".md" || !slices.Contains(anchors(document(t, path)), link[2])) {
				t.Errorf("%s links to %s#%s, which has no such heading", file, path, link[2])
			}
		}
		for _, path := range sourcePath.FindAllStringSubmatch(document(t, file), -1) {
			if _, err := os.Stat(path[1]); err != nil {
				t.Errorf("%s names a file that is not there: %v", file, err)
			}
		}
	}
}

// anchors are those that GitHub gives the headings of a document.
func anchors(text string) (list []string) {
	for _, match := range documentHeading.FindAllStringSubmatch(fencedBlock.ReplaceAllString(text, ""), -1) {
		heading := regexp.MustCompile(`\[([^]]*)\]\([^)]*\)`).ReplaceAllString(match[1], "$1")
		anchor := strings.ReplaceAll(notInAnAnchor.ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
		numbered := anchor
		for n := 1; slices.Contains(list, numbered); n++ {
			numbered = fmt.Sprintf("%s-%d", anchor, n)
		}
		list = append(list, numbered)
	}
	return list
}

func TestAnchors(t *testing.T) {
	t.Parallel()
	got := anchors("# What `thyra_x` is, 1.2\n\n```sh\n# no heading\n```\n\n## [Kratos](kratos.md) & Hydra\n\n## 4. The proxy\n\n### 4. The proxy\n")
	if want := []string{"what-thyra_x-is-12", "kratos--hydra", "4-the-proxy", "4-the-proxy-1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// documents are all the files for people.
func documents(t *testing.T) (files []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && slices.Contains([]string{".git", "node_modules", "bin", "dist"}, entry.Name()) {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(files, "README.md") || !slices.Contains(files, "docs/README.md") {
		t.Fatalf("the documents are %v", files)
	}
	return files
}

func document(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
