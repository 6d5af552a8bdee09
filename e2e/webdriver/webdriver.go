// Package webdriver drives Firefox and WebKitGTK for tests, the engines of most browsers that are no Chromium. Both take the
// commands of W3C WebDriver: WebKit by HTTP through the driver that comes with it, Firefox by its own protocol, Marionette, so
// that it needs no driver. The package owns the browsers' processes and profiles and the few gestures that journeys need; it
// does not know what the pages contain.
//
// Every method that fails ends the test.
package webdriver

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

// patience limits one gesture, including what it waits for, and how long a browser takes to start. Waiting for all of it
// means a fault, however slow the machine.
const patience = time.Minute

// Engine is what draws the pages.
type Engine string

// The engines there are.
const (
	Firefox Engine = "Firefox"
	WebKit  Engine = "WebKit"
)

// Options say how a browser starts. The zero value is a desktop window in light colors. Motion is reduced.
type Options struct {
	Dark     bool
	NoScript bool // JavaScript is off, as far as pages are concerned; in Firefox only
}

// Tab is the one tab of a browser with a profile of its own, which is gone after the test.
type Tab struct {
	tb      testing.TB
	ctx     context.Context //nolint:containedctx // the browser lives as long as the test, not as one call
	session session
}

// session carries commands to a browser and brings back their results.
type session interface {
	do(ctx context.Context, c command, parameters map[string]any, result any) error
}

// command is one of W3C WebDriver: its method and path over HTTP, in which a word in braces stands for a parameter, and its
// name in Marionette.
type command struct{ method, path, name string }

var (
	navigate   = command{"POST", "/url", "WebDriver:Navigate"}
	currentURL = command{"GET", "/url", "WebDriver:GetCurrentURL"}
	goBack     = command{"POST", "/back", "WebDriver:Back"}
	findOne    = command{"POST", "/element", "WebDriver:FindElement"}
	findAll    = command{"POST", "/elements", "WebDriver:FindElements"}
	activeOne  = command{"GET", "/element/active", "WebDriver:GetActiveElement"}
	click      = command{"POST", "/element/{id}/click", "WebDriver:ElementClick"}
	empty      = command{"POST", "/element/{id}/clear", "WebDriver:ElementClear"}
	typeKeys   = command{"POST", "/element/{id}/value", "WebDriver:ElementSendKeys"}
	textOf     = command{"GET", "/element/{id}/text", "WebDriver:GetElementText"}
	propertyOf = command{"GET", "/element/{id}/property/{name}", "WebDriver:GetElementProperty"}
	styleOf    = command{"GET", "/element/{id}/css/{propertyName}", "WebDriver:GetElementCSSValue"}
	execute    = command{"POST", "/execute/sync", "WebDriver:ExecuteScript"}
	addCookie  = command{"POST", "/cookie", "WebDriver:AddCookie"}
	setWindow  = command{"POST", "/window/rect", "WebDriver:SetWindowRect"}
	screenshot = command{"GET", "/screenshot", "WebDriver:TakeScreenshot"}
)

// problem is what a browser answers to a command that it can't do.
type problem struct {
	Code    string `json:"error"`
	Message string `json:"message"`
}

func (p *problem) Error() string { return p.Code + ": " + p.Message }

// Start opens a browser.
func Start(tb testing.TB, engine Engine, opts Options) *Tab {
	tb.Helper()
	// The test's own context ends before its cleanup, which still needs the browser.
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	tab := &Tab{tb: tb, ctx: ctx}
	tb.Cleanup(func() {
		tb.Helper()
		if tb.Failed() && tab.session != nil {
			if picture, err := try[string](tab, screenshot, nil); err == nil {
				tab.save(tb.Name()+"-failed", picture)
			}
		}
		stop()
	})
	starting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var err error
	switch engine {
	case Firefox:
		tab.session, err = tab.startFirefox(starting, opts)
	case WebKit:
		tab.session, err = tab.startWebKit(starting, opts)
	}
	if err != nil {
		tb.Fatalf("start %s: %v", engine, err)
	}
	tab.Resize(1280, 1000)
	return tab
}

// run carries out a command, whose result is a T.
func run[T any](t *Tab, c command, parameters map[string]any) T {
	t.tb.Helper()
	value, err := try[T](t, c, parameters)
	if err != nil {
		t.fatalf("%s %v: %v", c.name, parameters, err)
	}
	return value
}

// try is run for what may still fail.
func try[T any](t *Tab, c command, parameters map[string]any) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	var result struct {
		Value T `json:"value"`
	}
	err := t.session.do(ctx, c, parameters, &result)
	return result.Value, err
}

// fatalf ends the test and says where the browser was.
func (t *Tab) fatalf(format string, args ...any) {
	t.tb.Helper()
	at, err := try[string](t, currentURL, nil)
	if err != nil {
		at = "unknown page: " + err.Error()
	}
	t.tb.Fatalf("%s\nat %s", fmt.Sprintf(format, args...), at)
}

// decode fills result from a document, unless it is nil.
func decode(data []byte, result any) error {
	if result == nil {
		return nil
	}
	return json.Unmarshal(data, result)
}
