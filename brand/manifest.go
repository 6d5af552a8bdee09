package brand

import (
	"encoding/json"
	"path"
	"strconv"
)

// ManifestName is what the web application manifest of a language is called, beside Files.
func ManifestName(language string) string { return "app." + language + ".webmanifest" }

// Manifest is the brand's web application manifest (W3C Web Application Manifest) in a language: name, icons and colors, which
// phones use for a page on the home screen. startURL is the page that opens from there. Addresses of icons are relative, so it
// must be served beside Files. It asks for no window of its own: an account is no application. A manifest has one set of colors,
// those of light screens.
func (b *Brand) Manifest(language, startURL string) []byte {
	page := b.PageColors()[0].String()
	data, _ := json.Marshal(manifest{ // texts alone: nothing that could fail
		Name: b.Name.In(language), Language: language, StartURL: startURL, Display: "browser",
		Icons: b.icons(), ThemeColor: page, BackgroundColor: page,
	})
	return data
}

type manifest struct {
	Name            string `json:"name"`
	Language        string `json:"lang,omitempty"`
	StartURL        string `json:"start_url"`
	Display         string `json:"display"`
	Icons           []icon `json:"icons"`
	ThemeColor      string `json:"theme_color"`
	BackgroundColor string `json:"background_color"`
}

type icon struct {
	Source string `json:"src"`
	Sizes  string `json:"sizes"`
	Type   string `json:"type"`
}

// HasIcon reports whether the brand has an icon for home screens, without which a manifest serves nobody.
func (b *Brand) HasIcon() bool { return b.Favicon != "" || b.TouchIcon != "" }

// icons are those of a manifest, each with its size in pixels: an SVG has any.
func (b *Brand) icons() (icons []icon) {
	for _, name := range []string{b.Favicon, b.TouchIcon} {
		sizes := "any"
		if c, ok := size(name, b.Files); ok {
			sizes = strconv.Itoa(c.Width) + "x" + strconv.Itoa(c.Height)
		}
		if kind := imageTypes[path.Ext(name)]; kind != "" {
			icons = append(icons, icon{name, sizes, kind})
		}
	}
	return icons
}

var imageTypes = map[string]string{
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
}

// PageColors are the colors behind the pages on light and dark screens, which browsers give their own bars too (theme-color).
func (b *Brand) PageColors() [2]Color {
	var colors [2]Color
	for i, s := range b.schemes() {
		colors[i] = s.Palette["page"]
		if b.Layout == "plain" || b.Layout == "split-plain" {
			colors[i] = s.Palette["surface"]
		}
	}
	return colors
}
