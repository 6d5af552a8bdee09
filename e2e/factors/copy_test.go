package factors_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A message beside the button says that the clipboard was refused, and the text is selected.
func TestCopyRefused(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.SignIn()
	p.OnNewPage(`navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));`)
	p.Open("/settings")
	p.Click("[data-copy]")
	p.WaitFor(`[id$="-refused"]`)
	key := chrome.Eval[string](p.Tab, `document.querySelector("code.secret").textContent.trim()`)
	if got := chrome.Eval[string](p.Tab, "getSelection().toString().trim()"); got != key || key == "" {
		t.Errorf("selected is %q, want %q", got, key)
	}
	if chrome.Eval[bool](p.Tab, `(b => b.textContent === b.dataset.copied)(document.querySelector("[data-copy]"))`) {
		t.Error("the button says that it copied")
	}
	p.Capture("settings-copy-refused")
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(ui.BackupCodes))
	p.Click("[data-codes] [data-copy]")
	p.WaitFor(`[data-codes] + [id$="-refused"]`)
	p.Capture("backup-codes-copy-refused")
}
