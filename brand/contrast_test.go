package brand

import (
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestContrastOfKnownColors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b uint32
		want float64
	}{{0, 0xffffff, 21}, {0xffffff, 0xffffff, 1}, {0x767676, 0xffffff, 4.54}, {0x777777, 0xffffff, 4.48}, {0xffffff, 0x0000ff, 8.59}} {
		if got := Contrast(rgb(test.a), rgb(test.b)); math.Abs(got-test.want) > 0.005 {
			t.Errorf("%v on %v: contrast %.3f, want %.2f", rgb(test.a), rgb(test.b), got, test.want)
		}
	}
}

func TestTheBuiltInColorsPass(t *testing.T) {
	t.Parallel()
	b := Default()
	for _, p := range b.Check() {
		t.Error(p)
	}
}

// The stylesheet has the built-in colors too, for pages without a brand.
func TestTheBuiltInColorsAreThoseOfTheStylesheet(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("../static/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(css), "prefers-color-scheme: dark")
	for i, s := range (&Brand{}).schemes() {
		want := Palette{}
		for _, match := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch([]string{light, dark}[i], -1) {
			want[match[1]], _ = ParseColor(match[2])
		}
		for _, intent := range Intents() {
			if s.Palette[intent] != want[intent] {
				t.Errorf("%s %s is %v here, %v in the stylesheet", s.name, intent, s.Palette[intent], want[intent])
			}
		}
		for intent := range want {
			if !slices.Contains(Intents(), intent) {
				t.Errorf("the stylesheet's %s is no intent of a palette", intent)
			}
		}
	}
}

func TestCheckNamesWhatIsHardToRead(t *testing.T) {
	t.Parallel()
	b := Brand{Colors: Colors{Light: Palette{"muted": rgb(0x777777), "page": rgb(0xfefefe), "accent-soft": rgb(0xffffff)}}}
	problems := b.Check()
	if len(problems) != 1 || problems[0].Back != "page" {
		t.Fatalf("want one problem, with what stands out least: %v", problems)
	}
	want := "colors.light.muted #777777 on page #fefefe has contrast 4.44, needs 4.50; nearest that passes: #767676"
	if got := problems[0].String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// No color of the same hue that passes is nearer than the one proposed: all lightnesses are tried.
func TestTheProposedColorIsTheNearest(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		front, back := rgb(random.Uint32N(1<<24)), rgb(random.Uint32N(1<<24))
		passes := func(c Color) bool { return Contrast(c, back) >= 4.5 }
		got, ok := nearest(front, passes)
		if !ok || !passes(got) {
			t.Errorf("%v on %v: %v does not pass", front, back, got)
		}
		start, distance := front.oklch(), math.Abs(got.oklch().l-front.oklch().l)
		for n := range 20001 {
			c := oklch{float64(n) / 20000, start.c, start.h}.color()
			if away := math.Abs(c.oklch().l - start.l); passes(c) && away < distance-0.001 {
				t.Errorf("%v on %v: %v is proposed, %v is nearer", front, back, got, c)
				break
			}
		}
	}
}

// follow takes every proposal, and reports whether there was one for every problem.
func follow(b *Brand) bool {
	all := true
	for _, p := range b.Check() {
		palette := map[string]Palette{"light": b.Colors.Light, "dark": b.Colors.Dark}[p.Scheme]
		if p.Nearest != nil {
			palette[p.Front] = *p.Nearest
		}
		all = all && p.Nearest != nil
	}
	return all
}

func TestAllProposalsTogetherPass(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for n := range 100 {
		// With the built-in grounds there is always a way; with any, there may be none.
		var names []string
		for _, intent := range Intents() {
			if n >= 50 || intent != "page" && intent != "surface" && !strings.HasSuffix(intent, "-soft") {
				names = append(names, intent)
			}
		}
		b := Brand{Colors: Colors{Light: Palette{}, Dark: Palette{}}}
		for _, name := range names {
			if random.IntN(3) > 0 {
				b.Colors.Light[name], b.Colors.Dark[name] = rgb(random.Uint32N(1<<24)), rgb(random.Uint32N(1<<24))
			}
		}
		possible := follow(&b)
		if !possible && n < 50 {
			t.Errorf("not every problem has a proposal: %v", b.Check())
		}
		for _, p := range b.Check() {
			if p.Nearest != nil {
				t.Errorf("after taking every proposal (possible: %v): %v", possible, p)
			}
		}
	}
}

func TestAProposalBuildsOnAnother(t *testing.T) {
	t.Parallel()
	// White is fine on the accent that is proposed, though not on this one; black is not, though it is on this one.
	for text, want := range map[uint32]int{0xffffff: 0, 0: 1} {
		b := Brand{Colors: Colors{Light: Palette{"accent": rgb(0xffd400), "accent-hover": rgb(0xffd400), "on-accent": rgb(text)}}}
		count := 0
		for _, p := range b.Check() {
			if p.Front == "on-accent" {
				count++
				if !strings.Contains(p.String(), " on the proposed accent") {
					t.Errorf("the problem does not say that it comes with a proposal: %v", p)
				}
			}
		}
		if count != want {
			t.Errorf("on-accent %v: %d problems, want %d", rgb(text), count, want)
		}
	}
}

func TestNothingPassesEverywhere(t *testing.T) {
	t.Parallel()
	b := Brand{Colors: Colors{Light: Palette{"text": rgb(0x808080), "page": rgb(0), "surface": rgb(0xffffff)}}}
	for _, p := range b.Check() {
		if p.Front == "text" && (p.Nearest != nil || !strings.Contains(p.String(), "no color")) {
			t.Errorf("there is no color for text, yet: %v", p)
		}
	}
}

func TestNewIsReadableWhateverTheColor(t *testing.T) {
	t.Parallel()
	colors := []Color{rgb(0), rgb(0xffffff), rgb(0xffff00), rgb(0x39ff14), rgb(0xff00ff), rgb(0x00ffff), rgb(0xff0000), rgb(0x0000ff), rgb(0x00ff00), rgb(0x808080), rgb(0x010101), rgb(0xfefefe)}
	random := rand.New(rand.NewPCG(3, 4))
	for len(colors) < 212 {
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
