package brand

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	b := Brand{
		Name: Same("x"), Radius: "0.5rem", Density: "compact",
		Colors:     Colors{Light: Palette{"accent": rgb(0x112233), "surface": rgb(0x101010)}},
		Font:       Font{Files: []FontFile{{File: "a.woff2", Family: "Äon", Weight: "100 900"}, {File: "b.woff2", Family: "Äon", Weight: "400"}}},
		Logo:       Logo{Light: "l.svg", Height: 3.5},
		Background: Background{Image: "waves.svg", ImageDark: "night.jpg"},
	}
	b.Font.Heading = "Display, serif"
	b.Font.Files = append(b.Font.Files, FontFile{File: "c.woff2", Family: "Display"})
	css := string(b.Tokens())
	light, dark, _ := strings.Cut(css, "@media (prefers-color-scheme: dark)")
	for where, wants := range map[string][]string{
		light: {
			"@layer tokens, brand;", "color-scheme: dark;", "--accent: #112233;", "--page: #f6f5f2;", "--background: #f6f5f2;", "--radius: 0.5rem;", "--radius-large: 0.9rem;", "--space: 0.75rem;",
			`@font-face { font-family: "Äon"; src: url("a.woff2") format("woff2"); font-display: swap; font-weight: 100 900; }`, `--font: "Äon", system-ui`, "--font-heading: Display, serif;", "--logo-size: 3.5rem;",
		},
		// The layer beats the stylesheet's own media queries, so what they did has to be done again.
		dark: {"color-scheme: dark;", "--accent: #a3abff;", "--background: #131318;", "@media (prefers-contrast: more)", "--muted: var(--text);", `.backdrop { background-image: url("waves.svg")`, "@media (prefers-color-scheme: dark) {\n.backdrop { background-image: url(\"night.jpg\")"},
	} {
		for _, want := range wants {
			if !strings.Contains(where, want) {
				t.Errorf("%q is missing in\n%s", want, where)
			}
		}
	}
	if round := string((&Brand{Radius: "4rem"}).Tokens()); !strings.Contains(round, "--radius: 4rem;\n--radius-large: 2rem;") {
		t.Errorf("text would hang over the corners of cards:\n%s", round)
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Errorf("braces don't match in\n%s", css)
	}
	if plain := string((&Brand{}).Tokens()); strings.Contains(plain, "--radius") || strings.Contains(plain, "--font") || strings.Contains(plain, "--logo") || strings.Contains(plain, ".backdrop") || strings.Contains(plain, "--space") {
		t.Errorf("a brand that says nothing of shape and font overrides them:\n%s", plain)
	}
}

// In a split layout the background is half of the page: in the color of the other half it would look forgotten.
func TestASplitLayoutWithoutBackgroundIsSplit(t *testing.T) {
	t.Parallel()
	b := Brand{Layout: "split", Colors: Colors{Light: Palette{"accent-soft": rgb(0xffeedd)}}, Background: Background{Dark: &Color{1, 2, 3}}}
	if css := string(b.Tokens()); !strings.Contains(css, "--background: #ffeedd;") || !strings.Contains(css, "--background: #010203;") {
		t.Errorf("the background has no color of its own:\n%s", css)
	}
}

// A window too narrow for the image has one of its own, on dark screens too; each shows the part of it that the brand chose.
func TestImagesOfTheBackground(t *testing.T) {
	t.Parallel()
	b := Brand{Layout: "split-plain", Background: Background{Image: "a.svg", ImageDark: "b.svg", ImagePhone: "c.svg", ImagePhoneDark: "d.svg", Position: "30% top"}}
	wide, narrow, _ := strings.Cut(string(b.Tokens()), "@media (max-width: 59.99rem) {\n")
	for where, images := range map[string][2]string{wide: {"a.svg", "b.svg"}, narrow: {"c.svg", "d.svg"}} {
		light, dark, _ := strings.Cut(where[strings.Index(where, ".backdrop"):], "@media (prefers-color-scheme: dark) {\n")
		for i, rule := range []string{light, dark} {
			want := `.backdrop { background-image: url("` + images[i] + `"); background-position: 30% top; background-size: cover; }`
			if !strings.HasPrefix(rule, want) {
				t.Errorf("want %s in\n%s", want, rule)
			}
		}
	}
	b.Layout = "card"
	if css := string(b.Tokens()); !strings.Contains(css, "@media (max-width: 30rem) {\n.backdrop") {
		t.Errorf("around a card, the image is the same on phones:\n%s", css)
	}
}

func TestPositions(t *testing.T) {
	t.Parallel()
	for _, valid := range []string{"left", "top", "50%", "0% 100%", "right top", "top right", "bottom center", "left 30%", "30% bottom", "center center"} {
		if !position.MatchString(valid) {
			t.Errorf("%q is a position of CSS", valid)
		}
	}
	for _, invalid := range []string{"top top", "30% left", "bottom 5%", "1px", "1000%", "-1%", "left  top", ""} {
		if position.MatchString(invalid) {
			t.Errorf("%q is no position, of CSS or of ours", invalid)
		}
	}
}

// A brand comes after the stylesheet, which alone decides that it stands over the tokens, and paper over it: what is light on
// dark on a screen could not be read there.
func TestABrandIsNotPrinted(t *testing.T) {
	t.Parallel()
	stylesheet, err := os.ReadFile("../static/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	order := regexp.MustCompile(`@layer (tokens, [a-z, ]+);`).FindSubmatch(stylesheet)
	if order == nil {
		t.Fatal("the stylesheet does not order its layers")
	}
	layers := strings.Split(string(order[1]), ", ")
	if brand := slices.Index(layers, "brand"); brand < 1 || brand > slices.Index(layers, "print") {
		t.Errorf("the layers are %v", layers)
	}
}

// A brand that needs no stylesheet gets none; one that says anything of its looks needs one.
func TestPlain(t *testing.T) {
	t.Parallel()
	for _, b := range []Brand{
		{Colors: Colors{Dark: Palette{"accent": rgb(1)}}},
		{Radius: "1rem"},
		{Density: "compact"},
		{Font: Font{Stack: "serif"}},
		{Font: Font{Heading: "serif"}},
		{Font: Font{Files: []FontFile{{File: "a.woff2", Family: "A"}}}},
		{Logo: Logo{Light: "l.svg", Height: 3}},
		{Background: Background{ImageDark: "night.jpg"}},
	} {
		if b.Plain() {
			t.Errorf("%+v would not be seen", b)
		}
	}
	if b := (Brand{Name: Same("x"), Logo: Logo{Light: "l.svg"}, CSS: "a.css"}); !b.Plain() {
		t.Error("a logo alone asks for a stylesheet")
	}
}

func TestButtonsAreTheBrandsAccentUnlessItSaysOtherwise(t *testing.T) {
	t.Parallel()
	b := Brand{Colors: Colors{
		Light: Palette{"accent": rgb(0x112233), "accent-hover": rgb(0x223344), "on-accent": rgb(0xeeeeee)},
		Dark:  Palette{"accent": rgb(0xaabbcc), "button": rgb(0xffd400)},
	}}
	light, dark, _ := strings.Cut(string(b.Tokens()), "@media (prefers-color-scheme: dark)")
	for where, wants := range map[string][]string{
		light: {"--button: #112233;", "--button-hover: #223344;", "--on-button: #eeeeee;"},
		dark:  {"--button: #ffd400;", "--button-hover: #ffd400;", "--on-button: #14152b;"},
	} {
		for _, want := range wants {
			if !strings.Contains(where, want) {
				t.Errorf("%q is missing in\n%s", want, where)
			}
		}
	}
}

func TestFingerprintChangesWithTheBrand(t *testing.T) {
	t.Parallel()
	brands := []Brand{
		{Name: Same("x")},
		{Name: Same("y")},
		{Name: Same("x"), ID: "x"},
		{Name: Same("x"), HomeURL: Same("/")},
		{Name: Same("x"), Files: map[string][]byte{"a": []byte("b")}},
		{Name: Same("x"), Files: map[string][]byte{"a": []byte("c")}},
		{Name: Same("x"), Files: map[string][]byte{"ab": nil}},
		{Name: Same("x"), Radius: "4px"},
	}
	seen := map[string]int{}
	for i, b := range brands {
		f := b.Fingerprint()
		if other, ok := seen[f]; ok || f != b.Fingerprint() || len(f) != 16 {
			t.Errorf("brand %d: fingerprint %s, that of brand %d too: %v", i, f, other, ok)
		}
		seen[f] = i
	}
}

func TestTextIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text           Text
		language, want string
	}{
		{Text{"de": "d", "de-AT": "a", "en": "e"}, "de-AT", "a"},
		{Text{"de": "d", "en": "e"}, "de-CH", "d"},
		{Text{"de": "d", "en": "e"}, "fr", "e"},
		{Text{"": "x"}, "fr", "x"},
		{Text{"es": "s", "de": "d"}, "fr", "d"},
		{nil, "fr", ""},
	} {
		if got := test.text.In(test.language); got != test.want {
			t.Errorf("%v in %s is %q, want %q", test.text, test.language, got, test.want)
		}
	}
}
