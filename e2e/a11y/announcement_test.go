package a11y_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/view"
)

// statesWith returns the states whose page has an element that the selector matches.
func statesWith(t *testing.T, g *stack.Gallery, css string, atLeast int) []stack.GalleryState {
	t.Helper()
	var found []stack.GalleryState
	for _, s := range view.Sample(g) {
		if view.Document(t, g.URL+s.URL).Find(css).Length() > 0 {
			found = append(found, s)
		}
	}
	if len(found) < atLeast {
		t.Fatalf("only %d states have %s", len(found), css)
	}
	return found
}

const summary = "[data-testid=error-summary]"

// TestErrorSummaryLeadsToTheFields holds WCAG 3.3.1 and 3.3.3: the summary has the focus, its links give it to the fields,
// which say themselves that they are wrong, and why.
func TestErrorSummaryLeadsToTheFields(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	for _, s := range statesWith(t, v.Gallery, summary, 10) {
		v.Show(s)
		v.Until(`document.activeElement.matches("` + summary + `")`)
		if !strings.HasPrefix(chrome.Eval[string](v.Tab, "document.title"), "Error") {
			t.Errorf("%s: the title does not begin with the error", s.ID)
		}
		links := chrome.Eval[int](v.Tab, `document.querySelectorAll("`+summary+` a").length`)
		for i := range links {
			chrome.Eval[any](v.Tab, fmt.Sprintf(`(window.link = document.querySelectorAll("%s a")[%d]).focus()`, summary, i))
			v.Enter()
			v.Until("document.activeElement !== link")
			if wrong := chrome.Eval[string](v.Tab, invalidField); wrong != "" {
				t.Errorf("%s: the %dth link of the summary: %s", s.ID, i+1, wrong)
			}
		}
		if links == 0 {
			t.Errorf("%s: the summary leads nowhere", s.ID)
		}
	}
}

// invalidField returns what is wrong with the field that the link led to.
const invalidField = `(() => {
  const field = document.activeElement;
  if ("#" + field.id !== link.hash) return link.hash + " has no focus, but " + (field.id || field.tagName);
  if (field.getAttribute("aria-invalid") !== "true") return "the field is not marked as wrong";
  const texts = (field.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim());
  if (!texts.some(Boolean) || texts.includes(undefined)) return "the field's description is not there";
  const copy = link.cloneNode(true);
  copy.querySelector("bdi")?.remove(); // the field's label
  const said = copy.textContent.trim();
  return texts.some((text) => text.includes(said)) ? "" : "the field says " + texts + ", the summary " + said;
})()`

// TestAnnouncementRoles holds WCAG 4.1.3 for what a page says when it comes.
func TestAnnouncementRoles(t *testing.T) {
	t.Parallel()
	g := shared.Gallery(t)
	for _, s := range statesWith(t, g, "main .message", 50) {
		view.Document(t, g.URL+s.URL).Find("main .message").Each(func(_ int, m *goquery.Selection) {
			want := "status"
			if m.HasClass("message-error") {
				want = "alert"
			}
			if got := m.Closest("[role]").AttrOr("role", ""); got != want {
				t.Errorf("%s: role %q instead of %q: %s", s.ID, got, want, strings.TrimSpace(m.Text()))
			}
		})
	}
}

// TestAnnouncementOfExpiry holds WCAG 2.2.1 and 4.1.3. Screen readers listen to a region that is there before its text.
func TestAnnouncementOfExpiry(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	for _, s := range v.Gallery.States {
		if !strings.HasSuffix(s.ID, "about-to-expire") {
			continue
		}
		sent := view.Document(t, v.Gallery.URL+s.URL).Find("[data-expires]")
		if region := sent.Closest("[role=status]"); region.Length() != 1 || region.Is("[hidden], [hidden] *") {
			t.Errorf("%s: no region for the notice until it is said", s.ID)
		}
		if !sent.Is("[hidden]") {
			t.Errorf("%s: the notice is there without its time having come", s.ID)
		}
		v.Show(s)
		v.WaitFor("[role=status] [data-expires] [data-renew]")
	}
}

// TestAnnouncementOfCopying holds WCAG 4.1.3 for buttons that say for a moment what they have done.
func TestAnnouncementOfCopying(t *testing.T) {
	t.Parallel()
	g := shared.Gallery(t)
	for _, s := range statesWith(t, g, "[data-copied]", 5) {
		view.Document(t, g.URL+s.URL).Find("[data-copied]").Each(func(_ int, button *goquery.Selection) {
			if button.Closest("[aria-live=polite]").Length() == 0 {
				t.Errorf("%s: nobody hears what becomes of %q", s.ID, button.Text())
			}
		})
	}
}
