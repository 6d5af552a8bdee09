package brand

import (
	"fmt"
	"maps"
	"slices"
)

// New is a brand with both palettes made from one color, #rrggbb: its hue and chroma, at the lightness that each intent
// needs. Check finds no problem, whatever the color, so the accent may be darker or lighter than the color. The button has
// the color itself, unless it could not be told from the surface.
func New(name, color string) (*Brand, error) {
	if err := checkName(name); err != nil {
		return nil, fmt.Errorf("name: %w", err)
	}
	given, err := parseColor(color)
	if err != nil {
		return nil, err
	}
	b := &Brand{Name: Same(name)}
	b.Colors = Colors{Light: lightDraft(given.oklch()), Dark: darkDraft(given.oklch())}
	for _, p := range []Palette{b.Colors.Light, b.Colors.Dark} {
		if given.standsOut(p["surface"]) { // otherwise it would not look like a button
			p.addButton(given)
		}
	}
	schemes := b.schemes()
	for _, s := range schemes {
		// Accents move first: the colors on them depend on where they end.
		for _, foreground := range []string{"accent", "accent-hover", "text", "muted", "on-accent", "danger", "success", "warning", "control", "focus"} {
			if foreground == "accent-hover" {
				s.Palette[foreground] = s.Palette["accent"].oklch().hover()
			}
			if readable, ok := nearest(s.Palette[foreground], func(c Color) bool { return s.passes(foreground, c) }); ok {
				s.Palette[foreground] = readable
			}
		}
		if _, ok := s.own["button"]; !ok { // it follows the accent, wherever that went
			maps.DeleteFunc(s.Palette, func(intent string, _ Color) bool { return followers[intent] != "" })
		}
	}
	b.Colors = Colors{Light: schemes[0].Palette, Dark: schemes[1].Palette}
	return b, nil
}

// lightDraft tints the grays and leaves danger, success and warning as they are: red has to stay red.
func lightDraft(o oklch) Palette {
	// A light accent becomes dark on white, with white text on it.
	accent := oklch{min(o.l, 0.56), o.c, o.h}
	if o.isGray() {
		accent.l = 0.26
	}
	return Palette{
		"page":         o.gray(0.974, 0.006),
		"surface":      rgb(0xffffff),
		"text":         o.gray(0.235, 0.03),
		"muted":        o.gray(0.475, 0.03),
		"line":         o.gray(0.915, 0.012),
		"control":      o.gray(0.61, 0.03),
		"accent":       accent.color(),
		"accent-hover": accent.hover(),
		"on-accent":    rgb(0xffffff),
		"accent-soft":  o.gray(0.955, 0.025),
		"focus":        accent.color(),
	}
}

func darkDraft(o oklch) Palette {
	accent := oklch{max(o.l, 0.75), o.c, o.h}
	if o.isGray() {
		accent.l = 0.94
	}
	return Palette{
		"page":         o.gray(0.175, 0.015),
		"surface":      o.gray(0.22, 0.02),
		"text":         o.gray(0.95, 0.01),
		"muted":        o.gray(0.74, 0.03),
		"line":         o.gray(0.31, 0.03),
		"control":      o.gray(0.59, 0.035),
		"accent":       accent.color(),
		"accent-hover": accent.hover(),
		"on-accent":    o.gray(0.185, 0.025),
		"accent-soft":  o.gray(0.29, 0.06),
		"focus":        accent.hover(),
	}
}

// standsOut reports whether a button of the color can be told from the surface. A strong color stands out on a light
// surface. A dark surface has the hue of the button, on which a navy button would look disabled.
func (c Color) standsOut(surface Color) bool {
	if surface.isDark() {
		return contrast(c, surface) > 1.5
	}
	return c.oklch().c > 0.1 || contrast(c, surface) > 1.25
}

// addButton adds a button of exactly this color, with black or white text. Under the pointer it is a little darker or
// lighter: light screens try darker first, dark screens lighter.
func (p Palette) addButton(c Color) {
	on := rgb(0xffffff)
	if contrast(on, c) < 4.5 {
		on = rgb(0)
	}
	o := c.oklch()
	hover := []float64{o.l - 0.08, max(o.l+0.08, 0.28)}
	if p["surface"].isDark() {
		slices.Reverse(hover)
	}
	p["button"], p["on-button"] = c, on
	for _, l := range hover {
		// Beyond these bounds nobody would see the change.
		if moved := (oklch{l, o.c, o.h}).color(); l >= 0.2 && l <= 0.99 && contrast(on, moved) >= 4.5 {
			p["button-hover"] = moved
			return
		}
	}
}

// hover is an accent under the pointer: a little darker on light screens, where accents are dark, and a little lighter on
// dark screens, as long as there is room.
func (o oklch) hover() Color {
	by := -0.07
	switch {
	case o.l > 0.94:
		by = -0.08
	case o.l > 0.65:
		by = 0.06
	case o.l < 0.27:
		by = 0.1
	}
	return oklch{o.l + by, o.c, o.h}.color()
}

// isGray reports whether the color has so little chroma that a button of it would look disabled.
func (o oklch) isGray() bool { return o.c < 0.02 }

// gray is the same hue at another lightness, with a chroma of tint at most.
func (o oklch) gray(lightness, tint float64) Color {
	return oklch{lightness, min(o.c, tint), o.h}.color()
}
