package webdriver

import (
	"encoding/base64"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// Resize makes the window this large, as far as the browser lets it.
func (t *Tab) Resize(width, height int) {
	t.tb.Helper()
	run[any](t, setWindow, map[string]any{"width": width, "height": height})
}

// Screenshot saves what the window shows where chrome's pictures are.
func (t *Tab) Screenshot(name string) {
	t.tb.Helper()
	t.save(name, run[string](t, screenshot, nil))
}

func (t *Tab) save(name, encoded string) {
	t.tb.Helper()
	picture, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.tb.Errorf("screenshot %s: %v", name, err)
		return
	}
	chrome.Artifact(t.tb, name, picture)
}
