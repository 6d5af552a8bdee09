package visual_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/view"
)

// The picture beside a split page takes no room on paper.
func TestPrintUsesTheWholeWidth(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Desktop()}.Open(t, shared.Gallery(t))
	v.PreviewPaper()
	v.Query = "?brand=shop"
	v.Show(view.State(t, v.Gallery, "consent-every-scope"))
	if left := chrome.Eval[float64](v.Tab, `document.querySelector("main").getBoundingClientRect().left`); left > 40 {
		t.Errorf("the content begins %.0f pixels from the edge", left)
	}
}
