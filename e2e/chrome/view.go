package chrome

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Viewport is the size of a screen in CSS pixels.
type Viewport struct {
	Name          string
	Width, Height int64
	Phone         bool // touch, and the viewport meta tag counts
}

// Desktop is a laptop's window.
func Desktop() Viewport { return Viewport{Name: "desktop", Width: 1280, Height: 900} }

// Phone is a phone held upright.
func Phone() Viewport { return Viewport{Name: "phone", Width: 390, Height: 844, Phone: true} }

// Resize changes the viewport of the page that is showing and of those to come.
func (t *Tab) Resize(v Viewport) {
	t.tb.Helper()
	run(t, "resize to "+v.Name, chromedp.Steps(
		call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: v.Width, Height: v.Height, DeviceScaleFactor: 1, Mobile: v.Phone,
		}),
		call(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: v.Phone}),
	))
}

// SetDark chooses between dark and light colors. Motion is reduced in both.
func (t *Tab) SetDark(dark bool) {
	t.tb.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	t.Prefer(map[string]string{"prefers-color-scheme": scheme})
}

// Prefer sets media features as a visitor's system would. Motion is reduced unless the features say otherwise.
func (t *Tab) Prefer(features map[string]string) {
	t.tb.Helper()
	// Pictures of a page in motion differ each time, and resizing one aborts its transition with an error.
	all := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	for name, value := range features { // the last of a name counts
		all = append(all, &emulation.MediaFeature{Name: name, Value: value})
	}
	run(t, fmt.Sprint("prefer ", features), call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: all}))
}

// PreviewPaper shows pages as they are printed, by visitors who prefer dark screens.
func (t *Tab) PreviewPaper() {
	t.tb.Helper()
	dark := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}
	run(t, "preview paper", call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: dark}))
}

// DisableScript turns JavaScript off for the pages to come. Eval goes on working.
func (t *Tab) DisableScript() {
	t.tb.Helper()
	run(t, "disable JavaScript", call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
}

// Block has requests fail whose address matches a URL pattern, and expects the console to say so.
func (t *Tab) Block(pattern string) {
	t.tb.Helper()
	t.Allow("net::ERR_BLOCKED_BY_CLIENT")
	run(t, "block "+pattern, chromedp.Steps(
		call(network.Enable, network.EnableParams{}),
		call(network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: pattern, Block: true}}}),
	))
}

// Screenshot saves the whole page as e2e/artifacts/{name}.png; ARTIFACTS names another directory.
func (t *Tab) Screenshot(name string) {
	t.tb.Helper()
	if err := t.savePNG(name); err != nil {
		t.fatalf("screenshot %s: %v", name, err)
	}
}

// Screenshots saves the page on a desktop and on a phone, each in light and in dark colors, and puts the view back to a
// light desktop.
func (t *Tab) Screenshots(name string) {
	t.tb.Helper()
	for _, v := range []Viewport{Phone(), Desktop()} {
		t.Resize(v)
		for _, scheme := range []string{"dark", "light"} {
			t.SetDark(scheme == "dark")
			t.Screenshot(name + "-" + v.Name + "-" + scheme)
		}
	}
}

// Shot is a picture of what the window shows, as a PNG.
func (t *Tab) Shot() []byte {
	t.tb.Helper()
	return run(t, "take a picture", chromedp.CaptureScreenshot())
}

func (t *Tab) savePNG(name string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	const asPNG = 100
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(asPNG))
	if err != nil {
		return err
	}
	_, err = save(name, png)
	return err
}

// Artifact saves a picture like Screenshot does and returns its path.
func Artifact(tb testing.TB, name string, png []byte) string {
	tb.Helper()
	file, err := save(name, png)
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

func save(name string, png []byte) (string, error) {
	dir := os.Getenv("ARTIFACTS")
	if dir == "" {
		dir = "../artifacts" // of the module: tests run in its folders
	}
	if err := os.MkdirAll(dir, 0o750); err != nil { //nolint:gosec // ARTIFACTS is whoever runs the tests
		return "", err
	}
	file := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-").Replace(name)+".png")
	return file, os.WriteFile(file, png, 0o600) //nolint:gosec // as above
}

// Throttle gives the pages to come a slow line: milliseconds from request to answer, for each hop, and bytes a second.
func (t *Tab) Throttle(latency, bytesPerSecond float64) {
	t.tb.Helper()
	line := &network.Conditions{Latency: latency, DownloadThroughput: bytesPerSecond, UploadThroughput: bytesPerSecond}
	run(t, "throttle the network", call(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{line}}))
}

// Forget empties the browser's cache and deletes its cookies.
func (t *Tab) Forget() {
	t.tb.Helper()
	run(t, "empty the cache", chromedp.Steps(call(network.ClearBrowserCache, struct{}{}), call(network.ClearBrowserCookies, struct{}{})))
}
