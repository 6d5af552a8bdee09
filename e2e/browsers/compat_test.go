package browsers_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/view"
)

// lossless are the features that a supported browser may lack, and what happens then.
var lossless = map[string]string{
	"api.InputEvent.isComposing":             "Safari says no for the key that ends a composition",
	"api.NavigationDestination.sameDocument": "a button whose form came to nothing waits a moment longer",
	"css.at-rules.media.forced-colors":       "Safari forces no colors",
	"css.at-rules.view-transition":           "the next page is there at once",
	"css.properties.view-transition-name":    "as above",
	"css.selectors.view-transition-group":    "as above",
	"css.properties.align-content.start":     "rows of a card that is taller than they are share what is left",
	"css.properties.cursor.pointer":          "the iPad's pointer has a shape of its own",
	"css.properties.cursor.progress":         "as above",
	"css.properties.cursor.not-allowed":      "as above",
	"css.properties.outline":                 "Safari draws square ones around round buttons",
	"css.properties.resize":                  "a long text scrolls in its field",
	"css.properties.resize.vertical":         "as above",
	"css.properties.text-wrap":               "lines break where they are full",
	"css.properties.text-wrap.balance":       "as above",
	"css.properties.text-wrap.pretty":        "as above",
}

// mdnNames are the names in MDN's data of the browsers in docs/browsers.md.
var mdnNames = map[string]string{
	"Chrome": "chrome", "Edge": "edge", "Firefox": "firefox", "Safari": "safari", "Safari on iOS": "safari_ios", "Samsung Internet": "samsunginternet_android",
}

// supported returns the browsers of docs/browsers.md and their oldest versions as JSON.
func supported(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(harness.Path(t, "docs", "browsers.md"))
	if err != nil {
		t.Fatal(err)
	}
	browsers := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([A-Z][^|]*) \| ([0-9.]+) \|`).FindAllStringSubmatch(string(page), -1) {
		for name := range strings.SplitSeq(row[1], ", ") {
			if mdnNames[name] == "" {
				t.Errorf("docs/browsers.md: no data are known for %q", name)
				continue
			}
			browsers[mdnNames[name]] = row[2]
		}
	}
	if len(browsers) != len(mdnNames) {
		t.Fatalf("docs/browsers.md names only %v", browsers)
	}
	list, err := json.Marshal(browsers)
	if err != nil {
		t.Fatal(err)
	}
	return string(list)
}

// use is a feature in a file that some supported browsers lack.
type use struct{ at, feature, browsers string }

// lacking returns the features that files use and supported browsers lack.
func lacking(t *testing.T, files ...string) []use {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{harness.Path(t, "e2e", "compat", "check.mjs"), supported(t)}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("compat/check.mjs: %v (cd e2e && npm ci)", err)
	}
	var uses []use
	for line := range strings.Lines(string(out)) {
		part := strings.Split(strings.TrimSpace(line), "\t")
		uses = append(uses, use{part[0] + ":" + part[1], part[2], part[3]})
	}
	return uses
}

// TestCompatOfFeatures holds docs/browsers.md: what we serve, brands' stylesheets included, uses nothing that a
// supported browser lacks, but for what is lossless.
func TestCompatOfFeatures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(harness.Path(t, "static", "*", "*.[cj]s*"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	met := map[string]bool{}
	for _, u := range lacking(t, append(files, brandStylesheets(t)...)...) {
		met[u.feature] = true
		if lossless[u.feature] == "" {
			t.Errorf("%s: %s is lacking in %s. Write it otherwise, or, where nobody loses anything, say so in lossless", u.at, u.feature, u.browsers)
		}
	}
	for feature := range lossless {
		if !met[feature] {
			t.Errorf("%s is lossless, but nothing uses it", feature)
		}
	}
}

// brandStylesheets saves the stylesheets of the example brands as files.
func brandStylesheets(t *testing.T) (files []string) {
	t.Helper()
	g, dir := shared.Gallery(t), t.TempDir()
	for _, brand := range []string{"dev", "rail", "shop"} {
		page := view.Document(t, g.URL+g.States[0].URL+"?brand="+brand)
		for i, link := range page.Find("link[rel=stylesheet]").EachIter() {
			if i == 0 {
				continue // our own
			}
			res, err := oneshot.Get(t.Context(), g.URL+link.AttrOr("href", ""))
			if err != nil {
				t.Fatal(err)
			}
			css, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != 200 {
				t.Fatalf("%s: %s, %v", link.AttrOr("href", ""), res.Status, err)
			}
			_ = res.Body.Close()
			files = append(files, filepath.Join(dir, brand+"-"+filepath.Base(link.AttrOr("href", ""))))
			if err := os.WriteFile(files[len(files)-1], css, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(files) < 2 {
		t.Fatalf("the brands have the stylesheets %q only", files)
	}
	return files
}

// The check finds features in files made for it.
func TestCompatCheckFindsFeatures(t *testing.T) {
	t.Parallel()
	cases := []struct{ kind, text, want string }{
		{"css", "a { color: oklch(50% 0 0) }", "css.types.color.oklch"},
		{"css", "a { --x: light-dark(red, blue) }", "css.types.color.light-dark"},
		{"css", "a { background: color-mix(in srgb, red, blue) }", "css.types.color.color-mix"},
		{"css", "a { height: 100dvh }", "css.types.length.viewport_percentage_units_dynamic"},
		{"css", "a { height: 100vh; height: 100dvh }", ""},
		{"css", "a { text-decoration: underline 1px }", "css.properties.text-decoration.includes_thickness"},
		{"css", "a { text-decoration: underline; text-decoration-thickness: 1px }", ""},
		{"css", "a { hyphens: auto }", "css.properties.hyphens"},
		{"css", "a { -webkit-hyphens: auto; hyphens: auto }", ""},
		{"css", "a { field-sizing: content }", "css.properties.field-sizing"},
		{"css", "a { &:hover { color: red } }", "css.selectors.nesting"},
		{"css", "a:user-invalid { color: red }", "css.selectors.user-invalid"},
		{"css", "a:has(b) { color: red }", ""},
		{"css", "@container (width > 1px) { a { color: red } }", "css.at-rules.container"},
		{"css", "@media (width > 1px) { a { color: red } }", "css.at-rules.media.range_syntax"},
		{"css", "@media (min-width: 1px) { a { color: red } }", ""},
		{"css", "@scope (a) { b { color: red } }", "css.at-rules.scope"},
		{"css", "@supports (height: 1dvh) { a { height: 1dvh } }", ""},
		{"css", "a { color red }", "syntax: Colon is expected"},
		{"js", "[].toSorted()", "javascript.builtins.Array.toSorted"},
		{"js", "[].at(-1)", ""},
		{"js", "Promise.withResolvers()", "javascript.builtins.Promise.withResolvers"},
		{"js", "new URLPattern()", "api.URLPattern"},
		{"js", "class A { static { x() } }", "syntax: Unexpected token (1:17)"},
		{"js", "/(?<=a)b/.test(x)", "javascript.regular_expressions.lookbehind_assertion"},
		{"js", "x.querySelector('a:user-invalid')", "css.selectors.user-invalid"},
		{"js", "x.showPopover()", "api.HTMLElement.showPopover"},
	}
	files := make([]string, len(cases))
	for i, c := range cases {
		files[i] = filepath.Join(t.TempDir(), "a."+c.kind)
		if err := os.WriteFile(files[i], []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string][]string{}
	for _, u := range lacking(t, files...) {
		file, _, _ := strings.Cut(u.at, ":")
		found[file] = append(found[file], u.feature)
	}
	for i, c := range cases {
		if got := found[files[i]]; c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.text, got, c.want)
		}
	}
}
