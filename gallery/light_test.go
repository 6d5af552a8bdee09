package gallery_test

import (
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// hooksIn are the classes of stylesheets and the attributes of scripts that match a pattern.
func hooksIn(t *testing.T, pattern string, found *regexp.Regexp) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("../static/" + pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	all := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found.FindAllString(string(text), -1) {
			all[name] = true
		}
	}
	return all
}

// A page that leaves out the second stylesheet or the second script has nothing for it to work on.
func TestLightPagesLackNothing(t *testing.T) {
	t.Parallel()
	classes := hooksIn(t, "css/3[0-2]*.css", regexp.MustCompile(`\.[a-z][a-z-]*[a-z]\b`))
	for _, both := range []string{"css/[0-2]*.css", "css/35*.css"} {
		shared := hooksIn(t, both, regexp.MustCompile(`\.[a-z][a-z-]*[a-z]\b`))
		maps.DeleteFunc(classes, func(name string, _ bool) bool { return shared[name] })
	}
	data := hooksIn(t, "js/[5-9]*.js", regexp.MustCompile(`\[data-[a-z-]+`))
	light := 0
	for _, s := range open(t).States() {
		a := ask(t, http.MethodGet, s.URL)
		if a.doc.Find(`main`).Length() == 0 {
			continue // a mail
		}
		if a.doc.Find(`link[href*="/static/more-"]`).Length() == 0 {
			for _, class := range slices.Sorted(maps.Keys(classes)) {
				if a.doc.Find("body "+class).Length() > 0 {
					t.Errorf("%s has %s and lacks its styles", s.ID, class)
				}
			}
		}
		if a.doc.Find(`script[src*="/static/more-"]`).Length() > 0 {
			continue
		}
		light++
		for _, attribute := range slices.Sorted(maps.Keys(data)) {
			if a.doc.Find(attribute+"]").Length() > 0 {
				t.Errorf("%s has %s] and lacks its script", s.ID, attribute)
			}
		}
		if n := a.doc.Find(`form [name^="traits."]:not([type=hidden])`).Length(); n > 0 {
			t.Errorf("%s has %d traits, of which empty ones must not be posted", s.ID, n)
		}
	}
	if light < 10 {
		t.Errorf("only %d pages are light", light)
	}
}
