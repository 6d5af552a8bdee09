package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/user"
)

// Forms work on a page that was reloaded or restored in another tab.
func TestFormAfterReloadAndRestore(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		fillIn(p, f)
		p.Reload()
		p.WaitFor(f.button)
		second := p.Restore(p.URL())[0]
		second.WaitFor(f.button)
		for name, value := range f.fill {
			p.Fill(name, value)
		}
		p.Click(f.button)
		p.WaitFor(f.then)
		// The form of the other tab, which was opened before, goes on or says why not.
		for name, value := range f.fill {
			second.Fill(name, value)
		}
		left := second.URL()
		p.Allow("403|404|410") // of a page that says why not
		second.Click(f.button)
		second.Until(`document.readyState === "complete" && (location.href !== "` + left + `" || document.querySelector("[data-testid^='ui/message/']"))`)
	})
}
