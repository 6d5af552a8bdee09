package a11y_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/view"
)

// TestColorIsNotTheOnlySign holds WCAG 1.4.1: a field that is wrong carries a mark and words, a code that was used
// says so.
func TestColorIsNotTheOnlySign(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	for _, s := range statesWith(t, v.Gallery, "[aria-invalid]", 10) {
		v.Show(s)
		for _, field := range chrome.Eval[[]string](v.Tab, `[...document.querySelectorAll("[aria-invalid=true]")].filter((e) => {
			const message = e.closest(".field").querySelector(".field-message-error");
			return !message?.textContent.trim() || !message.querySelector("svg")?.checkVisibility();
		}).map((e) => e.name)`) {
			t.Errorf("%s: without colors nothing marks %s as wrong", s.ID, field)
		}
	}
	for _, s := range statesWith(t, v.Gallery, ".codes .used", 1) {
		view.Document(t, v.Gallery.URL+s.URL).Find(".codes .used").Each(func(_ int, code *goquery.Selection) {
			if !strings.HasPrefix(strings.TrimSpace(code.Text()), "Already used") {
				t.Errorf("%s: a used code says only %q", s.ID, code.Text())
			}
		})
	}
}

// TestImageOfTOTPHasAText holds WCAG 1.1.1 for the QR code: it has a name, and what it holds is beside it.
func TestImageOfTOTPHasAText(t *testing.T) {
	t.Parallel()
	const authenticator = "[data-testid=totp-settings-card] .qr"
	g := shared.Gallery(t)
	for _, s := range statesWith(t, g, authenticator, 5) {
		view.Document(t, g.URL+s.URL).Find(authenticator).Each(func(_ int, qr *goquery.Selection) {
			if qr.Find("img").AttrOr("alt", "") == "" {
				t.Errorf("%s: the QR code has no name", s.ID)
			}
			if key := qr.Closest(".card").Find("code.secret"); len(strings.TrimSpace(key.Text())) < 16 {
				t.Errorf("%s: the key %q does not stand beside the QR code", s.ID, key.Text())
			}
		})
	}
}
