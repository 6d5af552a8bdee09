package brand

// Palette gives colors to intents, the names of the custom properties that the stylesheet uses; docs/brand.md lists them. An
// intent that is missing has the built-in color.
type Palette map[string]Color

// Colors are the palettes for light and for dark screens.
type Colors struct {
	Light Palette `json:"light,omitempty"`
	Dark  Palette `json:"dark,omitempty"`
}

// intents are the colors of a page, in the order of the stylesheet, with the built-in values.
var intents = []struct {
	name        string
	light, dark uint32
}{
	{"page", 0xf6f5f2, 0x131318},
	{"surface", 0xffffff, 0x1c1c23},
	{"text", 0x1d1c24, 0xeeedf2},
	{"muted", 0x5b5866, 0xaaa7b5},
	{"line", 0xe5e3dc, 0x32313c},
	{"control", 0x8c8896, 0x787584},
	{"accent", 0x3d47cf, 0xa3abff},
	{"accent-hover", 0x2f37ae, 0xbac0ff},
	{"on-accent", 0xffffff, 0x14152b},
	{"button", 0x3d47cf, 0xa3abff},
	{"button-hover", 0x2f37ae, 0xbac0ff},
	{"on-button", 0xffffff, 0x14152b},
	{"accent-soft", 0xedeffd, 0x272a4a},
	{"danger", 0xb0251d, 0xffa097},
	{"danger-soft", 0xfcedea, 0x3c1f1e},
	{"success", 0x17663a, 0x85d7a3},
	{"success-soft", 0xe7f4eb, 0x17301f},
	{"warning", 0x764b00, 0xefc56f},
	{"warning-soft", 0xfbf1dc, 0x35290e},
	{"focus", 0x3d47cf, 0xb5bcff},
}

// followers maps an intent to the one whose color it has where a brand sets none for it.
var followers = map[string]string{"button": "accent", "button-hover": "accent-hover", "on-button": "on-accent"}

// intentNames lists what a palette can give a color to.
func intentNames() []string {
	names := make([]string, len(intents))
	for i, intent := range intents {
		names[i] = intent.name
	}
	return names
}

// scheme is a palette in which no intent is missing.
type scheme struct {
	name string
	own  Palette // the colors that the brand sets
	Palette
}

// schemes are the light and the dark palette, completed with the built-in colors.
func (b *Brand) schemes() []scheme {
	return []scheme{newScheme("light", b.Colors.Light), newScheme("dark", b.Colors.Dark)}
}

// Palettes are the colors of the brand on light and on dark screens, with the built-in ones where it sets none.
func (b *Brand) Palettes() (light, dark Palette) {
	s := b.schemes()
	return s[0].Palette, s[1].Palette
}

func newScheme(name string, own Palette) scheme {
	s := scheme{name, own, Palette{}}
	for _, intent := range intents {
		builtIn := intent.light
		if name == "dark" {
			builtIn = intent.dark
		}
		s.Palette[intent.name] = rgb(builtIn)
		if c, ok := own[intent.name]; ok {
			s.Palette[intent.name] = c
		}
	}
	for follower, leader := range followers {
		if _, ok := own[follower]; !ok {
			s.Palette[follower] = s.Palette[leader]
		}
	}
	if button, ok := own["button"]; ok {
		if _, ok := own["button-hover"]; !ok {
			s.Palette["button-hover"] = button // the color of the accent under the pointer does not fit
		}
	}
	return s
}

// with is the scheme of a brand that sets one color more.
func (s scheme) with(intent string, c Color) scheme {
	own := Palette{intent: c}
	for name, other := range s.own {
		if name != intent {
			own[name] = other
		}
	}
	return newScheme(s.name, own)
}
