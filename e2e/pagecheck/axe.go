// Package pagecheck finds what is wrong with a page whatever it is about: by axe-core, by scripts that a browser runs, and by
// the rules for HTML and headers. It does not know how a test came to the page.
package pagecheck

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// runAxe runs every rule of axe-core that belongs to WCAG 2.2 A and AA or to what it calls best practice, and some that it
// calls experimental.
const runAxe = `axe.run(document, {
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
  rules: Object.fromEntries(["target-size", "label-content-name-mismatch", "css-orientation-lock", "focus-order-semantics",
    "p-as-heading", "table-fake-caption", "td-has-header"].map((id) => [id, {enabled: true}])),
  resultTypes: ["violations"],
}).then((r) => ({
  rules: r.passes.length + r.violations.length + r.incomplete.length + r.inapplicable.length,
  unsure: r.incomplete.map((v) => v.id),
  violations: r.violations.flatMap((v) => v.nodes.map((n) => ({
    rule: v.id, impact: v.impact, element: n.target.flat().join(" "), html: n.html, summary: n.failureSummary,
  }))),
}))`

// AxeResult is what axe-core found on a page.
type AxeResult struct {
	Rules      int      // how many were looked at
	Unsure     []string // the rules that it can't judge
	Violations []struct{ Rule, Impact, Element, HTML, Summary string }
}

// Axe runs axe-core on the page that shows. The tab must have got AxeScript by OnNewPage.
func Axe(tab *chrome.Tab) AxeResult { return chrome.Await[AxeResult](tab, runAxe) }

// AxeScript returns axe-core, which npm has installed.
func AxeScript(tb testing.TB) string {
	tb.Helper()
	root, err := stack.Repository(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(root, "e2e", "node_modules", "axe-core", "axe.min.js")) //nolint:gosec // of this repository
	if errors.Is(err, fs.ErrNotExist) {
		tb.Fatal("axe-core is not installed. Run `make e2e/node_modules/axe-core/axe.min.js`, or in e2e: npm ci")
	}
	if err != nil {
		tb.Fatal(err)
	}
	if !strings.Contains(string(script[:min(len(script), 200)]), "axe v4") {
		tb.Fatal("node_modules/axe-core/axe.min.js is not axe 4")
	}
	return string(script)
}
