package webdriver

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// Enter is the key.
const Enter = "\uE007"

// element is how the protocol refers to one.
type element map[string]string

// id is the only value: its key is a constant of the standard.
func (e element) id() string {
	for _, id := range e {
		return id
	}
	return ""
}

func byCSS(css string) map[string]any {
	return map[string]any{"using": "css selector", "value": css}
}

// Goto opens an address and waits until the page has loaded.
func (t *Tab) Goto(address string) {
	t.tb.Helper()
	run[any](t, navigate, map[string]any{"url": address})
}

// Back goes back in the history and waits until the page has loaded.
func (t *Tab) Back() {
	t.tb.Helper()
	run[any](t, goBack, nil)
}

// URL is the address of the page.
func (t *Tab) URL() *url.URL {
	t.tb.Helper()
	u, err := url.Parse(run[string](t, currentURL, nil))
	if err != nil {
		t.fatalf("%v", err)
	}
	return u
}

// WaitPath waits until the tab shows an address with this path.
func (t *Tab) WaitPath(path string) {
	t.tb.Helper()
	t.wait("the path "+path, func() error {
		if at := t.URL(); at.Path != path {
			return fmt.Errorf("it is %s", at.Path)
		}
		return nil
	})
}

// WaitFor waits until an element is visible.
func (t *Tab) WaitFor(css string) {
	t.tb.Helper()
	t.visible(css)
}

// visible is the first visible element that a selector matches, once there is one. The pages' own hidden fields have the same
// names as those to fill in.
func (t *Tab) visible(css string) (id string) {
	t.tb.Helper()
	t.wait("see "+css, func() error {
		all, err := try[[]element](t, findAll, byCSS(css))
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(e element) bool {
			display, err := try[string](t, styleOf, map[string]any{"id": e.id(), "propertyName": "display"})
			kind, _ := try[string](t, propertyOf, map[string]any{"id": e.id(), "name": "type"})
			return err == nil && display != "none" && kind != "hidden"
		})
		if i < 0 {
			return fmt.Errorf("%d elements, none is visible", len(all))
		}
		id = all[i].id()
		return nil
	})
	return id
}

// WaitEmpty waits until an expression is an empty text: until then it says what is wrong.
func (t *Tab) WaitEmpty(expression string) {
	t.tb.Helper()
	t.wait("nothing to be wrong", func() error {
		if wrong := Eval[string](t, expression); wrong != "" {
			return errors.New(wrong)
		}
		return nil
	})
}

func (t *Tab) wait(what string, check func() error) {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	if err := until(ctx, check); err != nil {
		t.fatalf("wait for %s: %v", what, err)
	}
}

// Has says whether an element exists right now.
func (t *Tab) Has(css string) bool {
	t.tb.Helper()
	return len(run[[]element](t, findAll, byCSS(css))) > 0
}

// Text is the text of an element, once it is visible.
func (t *Tab) Text(css string) string {
	t.tb.Helper()
	return run[string](t, textOf, map[string]any{"id": t.visible(css)})
}

// Property is a DOM property of an element, once that is visible.
func Property[T any](t *Tab, css, name string) T {
	t.tb.Helper()
	return run[T](t, propertyOf, map[string]any{"id": t.visible(css), "name": name})
}

// WaitFocus waits until an element has the focus; autofocus comes a moment after the page.
func (t *Tab) WaitFocus(css string) {
	t.tb.Helper()
	t.wait("the focus on "+css, func() error {
		has, err := try[element](t, activeOne, nil)
		if err == nil && has.id() != run[element](t, findOne, byCSS(css)).id() {
			err = errors.New("something else has it")
		}
		return err
	})
}

// Fill types into the visible field of that name, replacing what it held.
func (t *Tab) Fill(name, value string) {
	t.tb.Helper()
	field := "[name=" + chrome.Quote(name) + "]"
	t.act(empty, field, map[string]any{})
	t.act(typeKeys, field, map[string]any{"text": value})
}

// act does something to an element, as soon as that can be done: what has just appeared is not always ready.
func (t *Tab) act(c command, css string, parameters map[string]any) {
	t.tb.Helper()
	t.wait(c.name+" "+css, func() error {
		parameters["id"] = t.visible(css)
		_, err := try[any](t, c, parameters)
		return err
	})
}

// Click clicks an element and does not wait for anything to come of it.
func (t *Tab) Click(css string) {
	t.tb.Helper()
	t.act(click, css, map[string]any{})
}

// Submit clicks an element and waits until another page is there.
func (t *Tab) Submit(css string) {
	t.tb.Helper()
	t.leave(func() { t.Click(css) })
}

// PressEnter presses Enter in the visible field of that name and waits until another page is there.
func (t *Tab) PressEnter(name string) {
	t.tb.Helper()
	t.leave(func() { t.act(typeKeys, "[name="+chrome.Quote(name)+"]", map[string]any{"text": Enter}) })
}

// leave waits until the document is another one: it has another root.
func (t *Tab) leave(gesture func()) {
	t.tb.Helper()
	before := run[element](t, findOne, byCSS("html")).id()
	gesture()
	t.wait("another page", func() error {
		now, err := try[element](t, findOne, byCSS("html"))
		if err == nil && now.id() == before {
			err = errors.New("it is the same")
		}
		return err
	})
}

// SetCookie gives the host of the page a cookie.
func (t *Tab) SetCookie(name, value string) {
	t.tb.Helper()
	run[any](t, addCookie, map[string]any{"cookie": map[string]any{"name": name, "value": value}})
}

// Eval is the value of a JavaScript expression.
func Eval[T any](t *Tab, expression string) T {
	t.tb.Helper()
	return run[T](t, execute, map[string]any{"script": "return " + expression, "args": []any{}})
}
