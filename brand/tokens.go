package brand

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// builtInStack is the font-family list of the stylesheet.
const builtInStack = `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif`

// Tokens is the brand as a stylesheet: @font-face rules, and custom properties for the colors of both schemes, shape, space
// and font, in a cascade layer after the one they override. --background is the color behind the background image, which the
// class backdrop gets. URLs are relative, so it must be served beside Files. The same brand gives the same bytes.
func (b *Brand) Tokens() []byte {
	var out bytes.Buffer
	schemes := b.schemes()
	out.WriteString("@layer tokens, brand;\n")
	for _, f := range b.Font.Files {
		fmt.Fprintf(&out, "@font-face { font-family: %q; src: url(%q) format(\"woff2\"); font-display: swap;", f.Family, f.File)
		if f.Weight != "" {
			fmt.Fprintf(&out, " font-weight: %s;", f.Weight)
		}
		out.WriteString(" }\n")
	}
	out.WriteString("@layer brand {\n:root {\n")
	b.writeScheme(&out, schemes[0], b.Background.Light)
	b.writeShape(&out)
	out.WriteString("}\n@media (prefers-color-scheme: dark) {\n:root {\n")
	b.writeScheme(&out, schemes[1], b.Background.Dark)
	// This layer overrides what the stylesheet does for visitors who prefer more contrast, so it does that again.
	out.WriteString("}\n}\n@media (prefers-contrast: more) {\n:root {\n--line: var(--control);\n--muted: var(--text);\n--control: var(--text);\n}\n}\n")
	b.writeBackdrop(&out)
	out.WriteString("}\n")
	return out.Bytes()
}

// Plain reports whether the brand has the built-in looks, so that its pages do without Tokens.
func (b *Brand) Plain() bool {
	return len(b.Colors.Light)+len(b.Colors.Dark) == 0 && b.Radius == "" && b.Density == "" && b.Font.Stack == "" && len(b.Font.Files) == 0 &&
		b.Font.Heading == "" && b.Logo.Height == 0 && b.Background == (Background{})
}

func (b *Brand) writeScheme(out *bytes.Buffer, s scheme, background *Color) {
	// Scroll bars and native form controls follow the surface: a brand may be dark on light screens too.
	kind := "light"
	if s.Palette["surface"].isDark() {
		kind = "dark"
	}
	fmt.Fprintf(out, "color-scheme: %s;\n", kind)
	for _, intent := range intents {
		fmt.Fprintf(out, "--%s: %v;\n", intent.name, s.Palette[intent.name])
	}
	if background == nil {
		behind := s.Palette["page"]
		if b.Split() { // where half of the page is nothing else
			behind = s.Palette["accent-soft"]
		}
		background = &behind
	}
	fmt.Fprintf(out, "--background: %v;\n", *background)
}

// writeBackdrop writes rules, because browsers disagree about what a URL in a custom property is relative to.
func (b *Brand) writeBackdrop(out *bytes.Buffer) {
	show := func(image, dark string) {
		const rule = ".backdrop { background-image: url(%q); background-position: %s; background-size: cover; }\n"
		at := cmp.Or(b.Background.Position, "center")
		if image != "" {
			fmt.Fprintf(out, rule, image, at)
		}
		if dark != "" {
			fmt.Fprintf(out, "@media (prefers-color-scheme: dark) {\n"+rule+"}\n", dark, at)
		}
	}
	show(b.Background.Image, b.Background.ImageDark)
	narrow := "30rem"
	if b.Split() { // narrower, the image is no longer beside the card, but a strip above it
		narrow = "59.99rem"
	}
	if b.Background.ImagePhone+b.Background.ImagePhoneDark != "" {
		fmt.Fprintf(out, "@media (max-width: %s) {\n", narrow)
		show(b.Background.ImagePhone, b.Background.ImagePhoneDark)
		out.WriteString("}\n")
	}
}

func (b *Brand) writeShape(out *bytes.Buffer) {
	if n, ok := b.Radius.rem(); ok {
		// Controls may be round; text stands in the corners of a card.
		fmt.Fprintf(out, "--radius: %grem;\n--radius-large: %grem;\n", n, min(1.8*n, 2))
	}
	if d, ok := map[string][2]string{"compact": {"0.75rem", "2.5rem"}, "comfortable": {"1.125rem", "3rem"}, "spacious": {"1.375rem", "3.25rem"}}[b.Density]; ok {
		fmt.Fprintf(out, "--space: %s;\n--control-size: %s;\n", d[0], d[1])
	}
	stack := b.Font.Stack
	if stack == "" {
		var families []string
		for _, f := range b.Font.Files {
			if family := strconv.Quote(f.Family); !slices.Contains(families, family) && !names(b.Font.Heading, f.Family) {
				families = append(families, family)
			}
		}
		if len(families) > 0 {
			stack = strings.Join(append(families, builtInStack), ", ")
		}
	}
	if stack != "" {
		fmt.Fprintf(out, "--font: %s;\n", stack)
	}
	if b.Font.Heading != "" {
		fmt.Fprintf(out, "--font-heading: %s;\n", b.Font.Heading)
	}
	if b.Logo.Height != 0 {
		fmt.Fprintf(out, "--logo-size: %grem;\n", b.Logo.Height)
	}
}

// height is in rem; the default is that of --logo-size in the stylesheet.
func (l Logo) height() float64 { return cmp.Or(l.Height, 2.25) }

// Pixels is the height in CSS pixels at the default text size of browsers.
func (l Logo) Pixels() int { return int(math.Round(16 * l.height())) }

// Fingerprint is a hexadecimal hash of the brand and its files: when it differs, what was made from them is out of date. It
// is computed on each call.
func (b *Brand) Fingerprint() string {
	sum := sha256.New()
	add := func(name string, data []byte) {
		fmt.Fprintf(sum, "%d %s %d ", len(name), name, len(data))
		sum.Write(data)
	}
	data, _ := b.JSON() // texts, numbers and maps of them: nothing that could fail
	add(b.ID, data)
	add("tokens", b.Tokens())
	add("manifest", b.Manifest("", ""))
	for _, name := range slices.Sorted(maps.Keys(b.Files)) {
		add(name, b.Files[name])
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
