package brand

// Palette gives colors to intents, the names of the custom properties that the stylesheet draws with. Intents lists them; one
// that is missing has the built-in color.
type Palette map[string]Color

// Colors are the palettes for visitors who prefer a light and a dark screen.
type Colors struct {
	Light Palette `json:"light,omitempty"`
	Dark  Palette `json:"dark,omitempty"`
}

// intents are the colors a page is drawn with, in the order of the stylesheet, and what they are without a brand.
var intents = []struct {
	name        string
	light, dark uint32
}{
	{"page", 0xf5f5f8, 0x101119},
	{"surface", 0xffffff, 0x191b26},
	{"text", 0x1a1c2b, 0xecedf4},
	{"muted", 0x575b70, 0xa6aabf},
	{"line", 0xe1e3ec, 0x2c2f3f},
	{"control", 0x7b8096, 0x777c94},
	{"accent", 0x3b4bd8, 0x9aa5ff},
	{"accent-hover", 0x2d3bb6, 0xb5bdff},
	{"on-accent", 0xffffff, 0x10121f},
	{"accent-soft", 0xeceefe, 0x24284a},
	{"danger", 0xb3261e, 0xff9d94},
	{"danger-soft", 0xfdeceb, 0x3b1c1d},
	{"success", 0x17693a, 0x7fd6a0},
	{"success-soft", 0xe6f5ec, 0x14301f},
	{"warning", 0x7a4d00, 0xf0c368},
	{"warning-soft", 0xfdf3dd, 0x362809},
	{"focus", 0x3b4bd8, 0xb5bdff},
}

// Intents lists what a palette can give a color to.
func Intents() []string {
	names := make([]string, len(intents))
	for i, intent := range intents {
		names[i] = intent.name
	}
	return names
}

// scheme is a palette that has every intent.
type scheme struct {
	name string
	Palette
}

// schemes are the light and the dark palette, completed with the built-in colors.
func (b *Brand) schemes() []scheme {
	light, dark := Palette{}, Palette{}
	for _, intent := range intents {
		light[intent.name], dark[intent.name] = rgb(intent.light), rgb(intent.dark)
		if own, ok := b.Colors.Light[intent.name]; ok {
			light[intent.name] = own
		}
		if own, ok := b.Colors.Dark[intent.name]; ok {
			dark[intent.name] = own
		}
	}
	return []scheme{{"light", light}, {"dark", dark}}
}
