// Package chrome drives a real Chromium for tests. It owns the browser's flags, the gestures, the screenshots and the rule
// that a quiet console is part of every test; it does not know what the pages contain.
//
// Every method that fails ends the test.
package chrome

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience limits one gesture, including the page load that it causes, and how long a browser takes to start. Waiting for
// all of it means a fault, however slow the machine.
const patience = time.Minute

// Options say how a browser starts. The zero value is a desktop window in light colors.
type Options struct {
	Viewport  Viewport // default Desktop
	Dark      bool
	NoScript  bool   // JavaScript is off, as far as pages are concerned
	Language  string // Accept-Language; default English
	NoCookies bool   // the visitor has blocked all cookies
	TrustAll  bool   // any certificate is as good as a trusted one
}

// Tab is the one tab of a browser with a profile of its own, which is gone after the test.
type Tab struct {
	tb      testing.TB
	ctx     context.Context //nolint:containedctx // chromedp keeps the tab in it
	console *console
}

// Start opens a browser. The test fails at its end when the console logged an error that Allow does not expect.
func Start(tb testing.TB, opts Options) *Tab {
	tb.Helper()
	path, err := find()
	if err != nil {
		tb.Fatal(err)
	}
	// The test's own context ends before its cleanup, which still needs the browser.
	parent := context.WithoutCancel(tb.Context())
	started := flags(path, opts)
	if opts.NoCookies {
		started = append(started, chromedp.UserDataDir(profileWithoutCookies(tb)))
	}
	allocator, stop := chromedp.NewExecAllocator(parent, started...)
	tb.Cleanup(stop)
	con := &console{}
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithListener(con.hear))
	tb.Cleanup(cancel)

	tab := &Tab{tb: tb, ctx: ctx, console: con}
	// The first call starts the browser and binds its life to this context, so it must not carry a deadline.
	if err := chromedp.Do(ctx); err != nil {
		tb.Fatalf("start %s: %v", path, err)
	}
	tb.Cleanup(tab.finish)
	run(tab, "enable audits", call(audits.Enable, struct{}{}))
	// Pages show times in the zone of the browser.
	run(tab, "set the time zone", call(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "UTC"}))
	if opts.Viewport == (Viewport{}) {
		opts.Viewport = Desktop()
	}
	tab.Resize(opts.Viewport)
	tab.SetDark(opts.Dark)
	if opts.NoScript {
		tab.DisableScript()
	}
	return tab
}

func flags(path string, opts Options) []chromedp.ExecAllocatorOption {
	all := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.WSURLReadTimeout(patience),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// Chromium checks typed passwords against leaks and offers to save them; neither belongs in a test.
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,PasswordLeakDetection,PasswordManagerOnboarding"),
	)
	if opts.Language != "" {
		all = append(all, chromedp.Flag("accept-lang", opts.Language))
	}
	if opts.TrustAll {
		all = append(all, chromedp.Flag("ignore-certificate-errors", true))
	}
	if os.Geteuid() == 0 { // Chromium refuses to run as root with its sandbox on
		all = append(all, chromedp.NoSandbox)
	}
	return all
}

// profileWithoutCookies is a profile in which the setting blocks all cookies (2 of CONTENT_SETTING).
func profileWithoutCookies(tb testing.TB) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "Default"), 0o700); err != nil {
		tb.Fatal(err)
	}
	const preferences = `{"profile":{"default_content_setting_values":{"cookies":2}}}`
	if err := os.WriteFile(filepath.Join(dir, "Default", "Preferences"), []byte(preferences), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// find answers with CHROMIUM or the first usual name there is.
func find() (string, error) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return exec.LookPath(path)
	}
	names := []string{"chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", &exec.Error{Name: strings.Join(names, ", "), Err: exec.ErrNotFound}
}

// finish checks the console. It runs while the browser is still alive.
func (t *Tab) finish() {
	t.tb.Helper()
	if t.tb.Failed() {
		if err := t.savePNG(t.tb.Name() + "-failed"); err != nil {
			t.tb.Logf("no screenshot of the failure: %v", err)
		}
	}
	// Events that were sent before the answer have been heard once it is here.
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[int]("1")); err != nil {
		t.tb.Logf("last words of the browser: %v", err)
	}
	for _, problem := range t.console.problems() {
		t.tb.Errorf("console: %s", problem)
	}
}

// run performs an action with a deadline and returns its value.
func run[T any](t *Tab, what string, action chromedp.Action[T]) T {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		t.fatalf("%s: %v", what, err)
	}
	return value
}

// fatalf ends the test and says where the browser was.
func (t *Tab) fatalf(format string, args ...any) {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Evaluate[string](where))
	if err != nil {
		at = "unknown page: " + err.Error()
	}
	t.tb.Fatalf(format+"\nat %s", append(args, at)...)
}

const where = `location.href + " " + JSON.stringify(document.title) + " " +
	[...document.querySelectorAll("[data-testid]")].map(e => e.dataset.testid).join(" ")`
