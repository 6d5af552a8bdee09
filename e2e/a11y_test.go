package e2e_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
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

// axeResult is what comes of it.
type axeResult struct {
	Rules      int
	Unsure     []string
	Violations []struct{ Rule, Impact, Element, HTML, Summary string }
}

// TestAxe holds every state of the gallery to axe's rules, of whatever impact: each in one of the eight looks, or, with
// A11Y=full, in all of them. The pages keep their own policy: axe enters by the developer tools.
func TestAxe(t *testing.T) {
	script := axeScript(t)
	states := shared.states(t).States
	if len(states) < 300 {
		t.Fatalf("the gallery lists only %d states", len(states))
	}
	var pages, rules atomic.Int64
	all := looks()
	t.Run("looks", func(t *testing.T) {
		for i, l := range all {
			t.Run(l.String(), func(t *testing.T) {
				t.Parallel()
				v := l.see(t)
				v.OnNewPage(script)
				for _, s := range share(states, i, len(all)) {
					v.show(s)
					r := chrome.Await[axeResult](v.Tab, runAxe)
					for _, bad := range r.Violations {
						t.Errorf("%s, %s: %s (%s): %s\n%s\n%s", s.ID, l, bad.Rule, bad.Impact, bad.Element, bad.HTML, bad.Summary)
					}
					if len(r.Unsure) > 0 && !strings.Contains(s.ID, "about-to-expire") { // the notice lies over the page there
						t.Errorf("%s, %s: axe can't tell about %v", s.ID, l, r.Unsure)
					}
					pages.Add(1)
					rules.Store(max(rules.Load(), int64(r.Rules)))
				}
			})
		}
	})
	t.Logf("%d states, %d looks, %d pages looked at, up to %d rules each", len(states), len(all), pages.Load(), rules.Load())
	if want := int64(len(states)); pages.Load() < want && !t.Failed() {
		t.Errorf("%d pages were looked at, want at least the %d states", pages.Load(), want)
	}
}

// A page that is broken on purpose must not pass.
func TestAxeFindsWhatIsWrong(t *testing.T) {
	v := looks()[0].see(t)
	v.OnNewPage(axeScript(t))
	v.show(v.gallery.States[0])
	chrome.Eval[any](v.Tab, `(() => {
		document.documentElement.removeAttribute("lang");
		document.querySelector("label").remove();
		document.querySelector("h1").style.color = "#ddd";
		const tiny = document.createElement("button"), row = document.createElement("div");
		tiny.textContent = "x";
		tiny.style.cssText = "padding: 0; border: 0; inline-size: 8px; block-size: 8px; font-size: 6px";
		row.append(tiny, tiny.cloneNode(true));
		document.querySelector("main").append(row);
	})()`)
	found := map[string]bool{}
	for _, bad := range chrome.Await[axeResult](v.Tab, runAxe).Violations {
		found[bad.Rule] = true
	}
	for _, rule := range []string{"html-has-lang", "label", "color-contrast", "target-size"} {
		if !found[rule] {
			t.Errorf("axe did not find %s, only %v", rule, found)
		}
	}
}

// axeScript reads axe-core, which is the only thing here that npm installs.
func axeScript(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatal("axe-core is not installed. Run `make e2e/node_modules/axe-core/axe.min.js`, or in e2e: npm ci")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(script[:min(len(script), 200)]), "axe v4") {
		t.Fatal("node_modules/axe-core/axe.min.js is not axe 4")
	}
	return string(script)
}
