package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// statesWith are the states whose page has such an element.
func statesWith(t *testing.T, g *stack.Gallery, css string, atLeast int) []stack.GalleryState {
	t.Helper()
	var found []stack.GalleryState
	for _, s := range sample(g) {
		if document(t, g.URL+s.URL).Find(css).Length() > 0 {
			found = append(found, s)
		}
	}
	if len(found) < atLeast {
		t.Fatalf("only %d states have %s", len(found), css)
	}
	return found
}

// document is a page as the server sends it, before its script runs.
func document(t *testing.T, address string) *goquery.Document {
	t.Helper()
	res, err := oneshot.Get(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const summary = "[data-testid=error-summary]"

// TestErrorSummaryLeadsToTheFields holds WCAG 3.3.1 and 3.3.3: the summary has the focus, its links give it to the fields,
// which say themselves that they are wrong, and why.
func TestErrorSummaryLeadsToTheFields(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Phone()}.see(t)
	for _, s := range statesWith(t, v.gallery, summary, 10) {
		v.show(s)
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

// invalidField says what the field that the link led to lacks.
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

// TestMessagesHaveRoles holds WCAG 4.1.3 for what a page says when it comes.
func TestMessagesHaveRoles(t *testing.T) {
	t.Parallel()
	g := shared.states(t)
	for _, s := range statesWith(t, g, "main .message", 50) {
		document(t, g.URL+s.URL).Find("main .message").Each(func(_ int, m *goquery.Selection) {
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

// TestExpiryIsAnnounced holds WCAG 2.2.1 and 4.1.3. Screen readers listen to a region that is there before its text.
func TestExpiryIsAnnounced(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Phone()}.see(t)
	for _, s := range v.gallery.States {
		if !strings.HasSuffix(s.ID, "about-to-expire") {
			continue
		}
		sent := document(t, v.gallery.URL+s.URL).Find("[data-expires]")
		if region := sent.Closest("[role=status]"); region.Length() != 1 || region.Is("[hidden], [hidden] *") {
			t.Errorf("%s: no region for the notice until it is said", s.ID)
		}
		if !sent.Is("[hidden]") {
			t.Errorf("%s: the notice is there without its time having come", s.ID)
		}
		v.show(s)
		v.WaitFor("[role=status] [data-expires] [data-renew]")
	}
}

// TestCopyingIsAnnounced holds WCAG 4.1.3 for buttons that say for a moment what they have done.
func TestCopyingIsAnnounced(t *testing.T) {
	t.Parallel()
	g := shared.states(t)
	for _, s := range statesWith(t, g, "[data-copied]", 5) {
		document(t, g.URL+s.URL).Find("[data-copied]").Each(func(_ int, button *goquery.Selection) {
			if button.Closest("[aria-live=polite]").Length() == 0 {
				t.Errorf("%s: nobody hears what becomes of %q", s.ID, button.Text())
			}
		})
	}
}

// TestNothingIsToldByColourAlone holds WCAG 1.4.1: a field that is wrong carries a mark and words, a code that was used
// says so.
func TestNothingIsToldByColourAlone(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Phone()}.see(t)
	for _, s := range statesWith(t, v.gallery, "[aria-invalid]", 10) {
		v.show(s)
		for _, field := range chrome.Eval[[]string](v.Tab, `[...document.querySelectorAll("[aria-invalid=true]")].filter((e) => {
			const message = e.closest(".field").querySelector(".field-message-error");
			return !message?.textContent.trim() || !message.querySelector("svg")?.checkVisibility();
		}).map((e) => e.name)`) {
			t.Errorf("%s: without colours nothing marks %s as wrong", s.ID, field)
		}
	}
	for _, s := range statesWith(t, v.gallery, ".codes .used", 1) {
		document(t, v.gallery.URL+s.URL).Find(".codes .used").Each(func(_ int, code *goquery.Selection) {
			if !strings.HasPrefix(strings.TrimSpace(code.Text()), "Already used") {
				t.Errorf("%s: a used code says only %q", s.ID, code.Text())
			}
		})
	}
}

// TestTheKeyOfAPictureIsText holds WCAG 1.1.1 for the QR code: it has a name, and what it holds is beside it.
func TestTheKeyOfAPictureIsText(t *testing.T) {
	t.Parallel()
	const authenticator = "[data-testid=totp-settings-card] .qr"
	g := shared.states(t)
	for _, s := range statesWith(t, g, authenticator, 5) {
		document(t, g.URL+s.URL).Find(authenticator).Each(func(_ int, qr *goquery.Selection) {
			if qr.Find("img").AttrOr("alt", "") == "" {
				t.Errorf("%s: the QR code has no name", s.ID)
			}
			if key := qr.Closest(".card").Find("code.secret"); len(strings.TrimSpace(key.Text())) < 16 {
				t.Errorf("%s: the key %q does not stand beside the QR code", s.ID, key.Text())
			}
		})
	}
}
