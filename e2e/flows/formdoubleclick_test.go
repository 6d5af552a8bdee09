package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Two clicks send the form once, with the button's own value.
func TestFormDoubleClick(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(`addEventListener("submit", (e) => {
		const sent = e.defaultPrevented ? "kept" : e.submitter.value;
		sessionStorage.setItem("sent", (sessionStorage.getItem("sent") ?? "") + sent + " ");
	});`)
	p.Open("/login")
	p.Fill("identifier", p.Email)
	chrome.Eval[any](p.Tab, `{ const b = document.querySelector('`+chrome.Button("method", "code")+`'); b.click(); b.click(); }`)
	p.Expect("/login", ui.MsgLoginCodeSent)
	if got := chrome.Eval[string](p.Tab, `sessionStorage.getItem("sent")`); got != "code kept " {
		t.Errorf("the form was sent as %q", got)
	}
}

// More clicks on any form don't send it again while it is being sent.
func TestFormDoubleClickOnEveryForm(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		posts := p.WatchPosts()
		fillIn(p, f)
		// Chromium runs no commands while a page unloads, so the page itself clicks.
		chrome.Eval[any](p.Tab, `{ const button = document.querySelector(`+"`"+f.button+"`"+`);
			for (const wait of [0, 30, 150]) setTimeout(() => button.click(), wait); }`)
		p.WaitFor(f.then)
		if n := len(posts.Bodies()); n != 1 {
			p.T.Errorf("the form was sent %d times", n)
		}
	})
}
