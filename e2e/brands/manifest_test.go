package brands_test

import (
	"encoding/json"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/view"
)

// Chromium loads the manifest of a brand under the page's policy, in the language of the page, and has nothing against it.
func TestManifestInChromium(t *testing.T) {
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	for brand, name := range map[string]string{"rail": "Nightline", "shop": "Quince & Thyme", "": ""} {
		v.Query = "?lang=de&brand=" + brand
		v.Show(view.State(t, v.Gallery, "login-initial-v26.2.0"))
		document, problems := v.Manifest()
		for _, problem := range problems {
			t.Errorf("%s: %s", brand, problem)
		}
		var manifest struct{ Name, Lang string }
		if document != "" {
			if err := json.Unmarshal([]byte(document), &manifest); err != nil {
				t.Errorf("%s: %v in %s", brand, err, document)
			}
		}
		if manifest.Name != name || name != "" && manifest.Lang != "de" {
			t.Errorf("brand %q: the manifest is %s", brand, document)
		}
	}
}
