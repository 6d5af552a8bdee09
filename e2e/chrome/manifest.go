package chrome

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Manifest is the page's web application manifest as the browser loaded it, and what the browser has against it. Both are empty
// where the page has none, or its policy forbids it.
func (t *Tab) Manifest() (document string, problems []string) {
	t.tb.Helper()
	loaded := run(t, "load the manifest", func(ctx context.Context, target *chromedp.Target) (page.GetAppManifestResult, error) {
		return cdp.Call(ctx, target, page.GetAppManifest, page.GetAppManifestParams{})
	})
	for _, problem := range loaded.Errors {
		problems = append(problems, problem.Message)
	}
	return loaded.Data, problems
}
