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
		if got := contrast(rgb(test.a), rgb(test.b)); math.Abs(got-test.want) > 0.005 {
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
			want[match[1]], _ = parseColor(match[2])
		}
		for _, intent := range intentNames() {
			if s.Palette[intent] != want[intent] {
				t.Errorf("%s %s is %v here, %v in the stylesheet", s.name, intent, s.Palette[intent], want[intent])
			}
		}
		for intent := range want {
			if !slices.Contains(intentNames(), intent) {
				t.Errorf("the stylesheet's %s is no intent of a palette", intent)
			}
		}
	}
}

func TestCheckNamesWhatIsHardToRead(t *testing.T) {
	t.Parallel()
	b := Brand{Colors: Colors{Light: Palette{"muted": rgb(0x777777), "page": rgb(0xfefefe), "accent-soft": rgb(0xffffff)}}}
	problems := b.Check()
	if len(problems) != 1 || problems[0].Background != "page" {
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
		foreground, back := rgb(random.Uint32N(1<<24)), rgb(random.Uint32N(1<<24))
		passes := func(c Color) bool { return contrast(c, back) >= 4.5 }
		got, ok := nearest(foreground, passes)
		if !ok || !passes(got) {
			t.Errorf("%v on %v: %v does not pass", foreground, back, got)
		}
		start, distance := foreground.oklch(), math.Abs(got.oklch().l-foreground.oklch().l)
		for n := range 20001 {
			c := oklch{float64(n) / 20000, start.c, start.h}.color()
			if away := math.Abs(c.oklch().l - start.l); passes(c) && away < distance-0.001 {
				t.Errorf("%v on %v: %v is proposed, %v is nearer", foreground, back, got, c)
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
			palette[p.Foreground] = *p.Nearest
		}
		all = all && p.Nearest != nil
	}
	return all
}

func TestAllProposalsTogetherPass(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		// With the built-in grounds, and without two buttons to write on, there is always a way.
		var names []string
		for _, intent := range intentNames() {
			ground := intent == "page" || intent == "surface" || strings.HasSuffix(intent, "-soft") || strings.HasPrefix(intent, "button")
			if n >= 20 || !ground {
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
		if !possible && n < 20 {
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
			if p.Foreground == "on-accent" {
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
		if p.Foreground == "text" && (p.Nearest != nil || !strings.Contains(p.String(), "no color")) {
			t.Errorf("there is no color for text, yet: %v", p)
		}
	}
}

func TestAYellowButton(t *testing.T) {
	t.Parallel()
	b := Brand{Colors: Colors{Light: Palette{"button": rgb(0xffd400), "button-hover": rgb(0xe6bf00), "on-button": rgb(0)}}}
	if problems := b.Check(); len(problems) > 0 {
		t.Errorf("its words tell that it is one, whatever it stands on: %v", problems)
	}
	if problems := (&Brand{Colors: Colors{Light: Palette{"button": rgb(0xffd400), "button-hover": rgb(0x2f37ae)}}}).Check(); len(problems) != 1 || problems[0].Nearest != nil {
		t.Errorf("nothing can stand on yellow and on the blue under the pointer: %v", problems)
	}
	if problems := (&Brand{Colors: Colors{Light: Palette{"button": rgb(0xffd400)}}}).Check(); len(problems) != 1 || problems[0].Nearest == nil {
		t.Errorf("alone it stays yellow under the pointer: %v", problems)
	}
	b.Colors.Light["on-button"] = rgb(0xffffff)
	if problems := b.Check(); len(problems) != 1 || problems[0].Foreground != "on-button" {
		t.Errorf("white on yellow: %v", problems)
	}
}
