package brand

import (
	"math/rand/v2"
	"testing"
)

func TestNewIsReadableWhateverTheColor(t *testing.T) {
	t.Parallel()
	colors := []Color{rgb(0), rgb(0xffffff), rgb(0xffff00), rgb(0x39ff14), rgb(0xff00ff), rgb(0x00ffff), rgb(0xff0000), rgb(0x0000ff), rgb(0x00ff00), rgb(0x808080), rgb(0x010101), rgb(0xfefefe), rgb(0x12305c), rgb(0x000080)}
	random := rand.New(rand.NewPCG(3, 4))
	for len(colors) < 214 {
		colors = append(colors, rgb(random.Uint32N(1<<24)))
	}
	for _, c := range colors {
		b, err := New("Test", c.String())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range b.Check() {
			t.Errorf("%v: %v", c, p)
		}
		for _, s := range b.schemes() {
			if s.Palette["accent"] == s.Palette["accent-hover"] {
				t.Errorf("%v: %s accent does not change under the pointer", c, s.name)
			}
			if d := s.Palette["button"].oklch().l - s.Palette["button-hover"].oklch().l; max(d, -d) < 0.05 {
				t.Errorf("%v: %s button hardly changes under the pointer", c, s.name)
			}
			least, strong := 1.25, c.oklch().c > 0.1
			if s.name == "dark" {
				least, strong = 1.5, false // surfaces have the button's hue there
			}
			seen := func(button Color) bool { return contrast(button, s.Palette["surface"]) > least }
			if got := s.Palette["button"]; !seen(got) && !strong || got != c && got != s.Palette["accent"] {
				t.Errorf("%v: the %s button is %v", c, s.name, got)
			}
			if got := s.Palette["button"]; got != c && seen(c) {
				t.Errorf("%v can be seen, and the %s button is %v", c, s.name, got)
			}
		}
	}
}

func TestNewKeepsAColorThatCanBeRead(t *testing.T) {
	t.Parallel()
	b, err := New("Test", "#3b4bd8")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Colors.Light["accent"].String(); got != "#3b4bd8" {
		t.Errorf("light accent is %s, want what was given", got)
	}
	if _, err := New("Test", "blue"); err == nil {
		t.Error("blue is taken for a color")
	}
}

// A gray accent would look like what can't be pressed.
func TestNewOfAColorWithoutHue(t *testing.T) {
	t.Parallel()
	for _, gray := range []string{"#000000", "#ffffff", "#808080", "#7e8182"} {
		b, err := New("Test", gray)
		if err != nil {
			t.Fatal(err)
		}
		if light, dark := b.Colors.Light["accent"].oklch().l, b.Colors.Dark["accent"].oklch().l; light > 0.35 || dark < 0.9 {
			t.Errorf("%s: accents have lightness %.2f and %.2f", gray, light, dark)
		}
	}
}
