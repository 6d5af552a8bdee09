package chrome

import (
	"context"
	"errors"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Frame is what the one iframe of a page shows, whichever document that is by then. It must be of the page's site: Chromium
// keeps others in another process.
type Frame struct{ tab *Tab }

// Frame is the page's iframe.
func (t *Tab) Frame() Frame { return Frame{t} }

// Until waits until a JavaScript expression holds in the frame.
func (f Frame) Until(expression string) {
	f.tab.tb.Helper()
	run(f.tab, "wait in the frame until "+expression, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		ticker := time.NewTicker(50 * time.Millisecond)
		defer ticker.Stop()
		for {
			// A document that is just leaving can't be asked, the next one can.
			ok, err := inFrame(chromedp.Evaluate[bool], "!!("+expression+")")(ctx, target)
			if err == nil && ok {
				return nil
			}
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return errors.Join(ctx.Err(), err)
			}
		}
	}))
}

// WaitFor waits until an element is visible.
func (f Frame) WaitFor(css string) {
	f.tab.tb.Helper()
	f.Until("document.querySelector(" + js(css) + ")?.checkVisibility()")
}

// Fill types into the field of that name, replacing what it held.
func (f Frame) Fill(name, value string) {
	f.tab.tb.Helper()
	f.focus("input[name=" + Quote(name) + "]:not([type=hidden])")
	run(f.tab, "fill "+name, chromedp.KeyEvent(value))
}

// PressEnter presses Enter in an element and does not wait for anything to come of it.
func (f Frame) PressEnter(css string) {
	f.tab.tb.Helper()
	f.focus(css)
	run(f.tab, "press Enter in "+css, chromedp.KeyEvent(kb.Enter))
}

// focus waits for the whole document: before that, its script may move the focus or not yet hear of a button.
func (f Frame) focus(css string) {
	f.tab.tb.Helper()
	f.WaitFor(css)
	f.Until(`document.readyState === "complete"`)
	e := "document.querySelector(" + js(css) + ")"
	f.Until("(" + e + ".focus(), " + e + ".select?.(), document.activeElement === " + e + ")")
}

// EvalFrame computes a JavaScript expression in the frame.
func EvalFrame[T any](f Frame, expression string) T {
	f.tab.tb.Helper()
	return run(f.tab, "evaluate in the frame "+expression, inFrame(chromedp.Evaluate[T], expression))
}

// inFrame evaluates in a world beside the one of the frame's own scripts; both have the same document.
func inFrame[T any](evaluate func(string, ...chromedp.EvaluateOption) chromedp.Action[T], expression string) chromedp.Action[T] {
	return func(ctx context.Context, target *chromedp.Target) (none T, err error) {
		tree, err := cdp.Call(ctx, target, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return none, err
		}
		if len(tree.FrameTree.ChildFrames) != 1 {
			return none, errors.New("the page has not one frame")
		}
		world, err := cdp.Call(ctx, target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.ChildFrames[0].Frame.ID})
		if err != nil {
			return none, err
		}
		return evaluate(expression, func(p *runtime.EvaluateParams) { p.ContextID = world.ExecutionContextID })(ctx, target)
	}
}
