package chrome

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestID is the CSS selector of a data-testid.
func TestID(id string) string { return "[data-testid=" + Quote(id) + "]" }

// Button is the CSS selector of a submit button.
func Button(name, value string) string {
	return "button[name=" + Quote(name) + "][value=" + Quote(value) + "]"
}

// Message is the CSS selector of one of Kratos's messages.
func Message(id int) string { return TestID("ui/message/" + strconv.Itoa(id)) }

// Goto opens an address and waits until the page has loaded.
func (t *Tab) Goto(address string) {
	t.tb.Helper()
	run(t, "open "+address, chromedp.Navigate(address))
}

// Fill types into the visible field of that name, replacing what it held.
func (t *Tab) Fill(name, value string) {
	t.tb.Helper()
	field := "input[name=" + Quote(name) + "]:not([type=hidden],[type=submit]), textarea[name=" + Quote(name) + "]"
	typed := chromedp.KeyEvent(value)
	if value == "" {
		typed = chromedp.KeyEvent(kb.Backspace)
	}
	run(t, "fill "+name, chromedp.Steps(
		chromedp.WaitVisible(chromedp.CSS(field)),
		chromedp.Focus(chromedp.CSS(field)),
		chromedp.Evaluate[chromedp.Void]("document.activeElement.select()"),
		typed,
	))
}

// Click clicks an element and does not wait for anything to come of it.
func (t *Tab) Click(css string) {
	t.tb.Helper()
	run(t, "click "+css, chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
}

// Submit clicks an element and waits until the page that this leads to has loaded.
func (t *Tab) Submit(css string) {
	t.tb.Helper()
	t.load("click "+css, chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
}

// PressEnter presses Enter in an element and waits until the page that this leads to has loaded.
func (t *Tab) PressEnter(css string) {
	t.tb.Helper()
	t.load("press Enter in "+css, chromedp.SendKeys(chromedp.CSS(css), kb.Enter))
}

// Enter presses Enter in whatever has the focus and does not wait for anything to come of it.
func (t *Tab) Enter() {
	t.tb.Helper()
	t.Keys(kb.Enter)
}

// Keys presses keys, one after the other, in whatever has the focus. See package kb for those that are no letters.
func (t *Tab) Keys(keys string, modifiers ...chromedp.Modifier) {
	t.tb.Helper()
	run(t, fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...), asKeyboard))
}

// KeysLoad presses keys and waits until the page that this leads to has loaded.
func (t *Tab) KeysLoad(keys string) {
	t.tb.Helper()
	t.load(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, asKeyboard))
}

// asKeyboard has the browser drop the character of a key that did something already, as it does with a keyboard's.
// Otherwise Enter on a link that leads to a field would be pressed in the field too.
func asKeyboard(p *input.DispatchKeyEventParams) {
	if p.Type == input.DispatchKeyEventTypeKeyDown {
		p.Type = input.DispatchKeyEventTypeRawKeyDown
	}
}

func (t *Tab) load(what string, trigger chromedp.Action[chromedp.Void]) {
	t.tb.Helper()
	run(t, what+" and load a page", chromedp.WaitEvent(page.LoadEventFired, nil, trigger))
}

// WaitFor waits until an element is visible.
func (t *Tab) WaitFor(css string) {
	t.tb.Helper()
	run(t, "wait for "+css, chromedp.WaitVisible(chromedp.CSS(css)))
}

// WaitURL waits until the tab shows an address that match accepts.
func (t *Tab) WaitURL(match func(*url.URL) bool) {
	t.tb.Helper()
	run(t, "wait for an address", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		ticker := time.NewTicker(50 * time.Millisecond)
		defer ticker.Stop()
		for {
			at, err := chromedp.Location()(ctx, target)
			if err == nil {
				if u, err := url.Parse(at); err == nil && match(u) {
					return nil
				}
			}
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}))
}

// Has says whether an element exists right now.
func (t *Tab) Has(css string) bool {
	t.tb.Helper()
	return Eval[bool](t, "document.querySelector("+js(css)+") !== null")
}

// Text is the text of an element, once it exists.
func (t *Tab) Text(css string) string {
	t.tb.Helper()
	return run(t, "read "+css, chromedp.Text(chromedp.CSS(css)))
}

// URL is the address of the page.
func (t *Tab) URL() string {
	t.tb.Helper()
	return run(t, "read the address", chromedp.Location())
}

// Eval computes a JavaScript expression in the page.
func Eval[T any](t *Tab, expression string) T {
	t.tb.Helper()
	return run(t, "evaluate "+expression, chromedp.Evaluate[T](expression))
}

// Await computes a JavaScript expression in the page and waits for the promise that it is.
func Await[T any](t *Tab, expression string) T {
	t.tb.Helper()
	return run(t, "await "+expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// call makes an action of a protocol command whose answer does not matter.
func call[P, R any](cmd cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cmd, params)
		return err
	})
}

// Quote makes a CSS string, js a JavaScript string.
func Quote(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }
func js(s string) string    { return Quote(s) }

// Compose shows text that is still being composed at the caret, as an input method does; Insert is the end of that, and what
// pasting does.
func (t *Tab) Compose(text string) {
	t.tb.Helper()
	end := int64(len([]rune(text)))
	run(t, "compose "+text, call(input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: end, SelectionEnd: end}))
}

// Insert puts text where the caret is, in one piece.
func (t *Tab) Insert(text string) {
	t.tb.Helper()
	run(t, "insert "+text, call(input.InsertText, input.InsertTextParams{Text: text}))
}
