package static_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// recent are selectors that younger browsers than those with @layer know: older ones drop the stylesheet, so that nothing else
// can go missing by itself.
var recent = regexp.MustCompile(`:has\(|:user-(?:in)?valid|:popover-open|:open\b|:modal|:state\(|::view-transition|::details-content|:-?(?:webkit|moz)-`)

// One selector that a browser does not know costs it all others of the list.
func TestNoSelectorTakesOthersWithIt(t *testing.T) {
	t.Parallel()
	for name, css := range stylesheets(t) {
		for _, rule := range regexp.MustCompile(`[^{};]+\{`).FindAllString(css, -1) {
			if strings.HasPrefix(strings.TrimSpace(rule), "@") {
				continue
			}
			list := selectors(strings.TrimSuffix(rule, "{"))
			if has := func(s string) bool { return recent.MatchString(s) }; slices.ContainsFunc(list, has) && slices.ContainsFunc(list, func(s string) bool { return !has(s) }) {
				t.Errorf("%s: where %s is unknown, all of this is dropped:\n%s", name, recent.FindString(rule), strings.Join(list, ",\n"))
			}
		}
	}
}

// stylesheets are our own, by file, without comments.
func stylesheets(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("css/*.css")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stylesheets: %v", err)
	}
	all := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[file] = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(data), "")
	}
	return all
}

// selectors are those of a list; commas in brackets part none.
func selectors(list string) (all []string) {
	depth, begin := 0, 0
	for i, r := range list + "," {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			all = append(all, strings.TrimSpace(list[begin:i]))
			begin = i + 1
		}
	}
	return all
}
