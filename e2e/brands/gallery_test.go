package brands_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// TestBrandEditsInTheGallery begins with an invalid brand and edits it while the gallery shows it.
func TestBrandEditsInTheGallery(t *testing.T) {
	dir := t.TempDir()
	edit := func(id, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, id), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, id, "brand.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edit("acme", `{"name": "Foreign", "languages": {"allowed": ["vo"]}}`)
	// The context of a test ends before its cleanups, and the page keeps asking its server.
	g, err := stack.StartGallery(context.WithoutCancel(t.Context()), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	tab := chrome.Start(t, chrome.Options{})
	tab.Allow("the server responded with a status of 404 .*(/brands/acme|/states/error-)")
	tab.OnNewPage(pagecheck.AxeScript(t))
	tab.Goto(g.URL + "/?brand=acme&state=login-initial-v26.2.0")
	says := func(role, words string) {
		t.Helper()
		tab.Until(`document.querySelector("[role=` + role + `]").textContent.includes(` + words + `)`)
	}
	quiet := func(role string) {
		t.Helper()
		tab.Until(`document.querySelector("[role=` + role + `]").textContent === ""`)
	}
	chosen := `document.querySelector("[aria-label=Brand] [aria-current]")?.textContent`
	says("alert", `'acme/brand.json: languages or wording: there are no messages in "vo"'`)

	edit("acme", `{"name": "First"}`)
	tab.Until(chosen + ` === "First"`)
	tab.Frame().Until(`document.title.endsWith("First")`)
	quiet("alert")

	edit("acme", `{"name": "Second", "colour": "red"}`)
	says("alert", `"acme/brand.json: colour: is not known; did you mean colors?"`)
	tab.Frame().Until(`document.title.endsWith("First")`)
	for _, dark := range []bool{false, true} {
		tab.SetDark(dark)
		for _, bad := range pagecheck.Axe(tab).Violations {
			t.Errorf("dark %v: %s: %s\n%s", dark, bad.Rule, bad.Summary, bad.HTML)
		}
	}

	edit("acme", `{"name": "Third", "colors": {"light": {"muted": "#bbbbbb"}}}`)
	says("status", `"acme/brand.json: colors.light.muted #bbbbbb on "`)
	tab.Frame().Until(`document.title.endsWith("Third")`)
	quiet("alert")

	edit("other", `{"name": "Another"}`)
	tab.Until(`[...document.querySelectorAll("[aria-label=Brand] a")].some((a) => a.textContent === "Another")`)

	edit("acme", `{"name": "Third"}`)
	quiet("status")

	// So do the small pages of the start and of a contact sheet.
	for path, name := range map[string]string{"/?brand=acme": "Fourth", "/sheet?brand=acme": "Fifth"} {
		tab.Goto(g.URL + path)
		edit("acme", `{"name": "`+name+`"}`)
		tab.Until(`document.querySelector("iframe").contentDocument.title.endsWith("` + name + `")`)
	}
}
