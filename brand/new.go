package brand

import (
	"fmt"
	"maps"
	"slices"
)

// New is a brand with both palettes made from one color, #rrggbb: its hue and strength, at the lightness that each intent
// needs. Check finds nothing wrong with it, whatever the color; so the accent may be darker or lighter than what was given. The
// button is what was given, unless that can't be told from what it stands on.
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
		if given.standsOut(p["surface"]) { // else nobody sees that it is a button
			p.addButton(given)
		}
	}
	schemes := b.schemes()
	for _, s := range schemes {
		// Accents move first: what stands on them depends on where they end.
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

// lightDraft tints the greys and leaves danger, success and warning as they are: red has to stay red.
func lightDraft(o oklch) Palette {
	// A light accent on white is going to be dark, with white on it.
	accent := oklch{min(o.l, 0.56), o.c, o.h}
	if o.isGrey() {
		accent.l = 0.26
	}
	return Palette{
		"page":         o.grey(0.974, 0.006),
		"surface":      rgb(0xffffff),
		"text":         o.grey(0.235, 0.03),
		"muted":        o.grey(0.475, 0.03),
		"line":         o.grey(0.915, 0.012),
		"control":      o.grey(0.61, 0.03),
		"accent":       accent.color(),
		"accent-hover": accent.hover(),
		"on-accent":    rgb(0xffffff),
		"accent-soft":  o.grey(0.955, 0.025),
		"focus":        accent.color(),
	}
}

func darkDraft(o oklch) Palette {
	accent := oklch{max(o.l, 0.75), o.c, o.h}
	if o.isGrey() {
		accent.l = 0.94
	}
	return Palette{
		"page":         o.grey(0.175, 0.015),
		"surface":      o.grey(0.22, 0.02),
		"text":         o.grey(0.95, 0.01),
		"muted":        o.grey(0.74, 0.03),
		"line":         o.grey(0.31, 0.03),
		"control":      o.grey(0.59, 0.035),
		"accent":       accent.color(),
		"accent-hover": accent.hover(),
		"on-accent":    o.grey(0.185, 0.025),
		"accent-soft":  o.grey(0.29, 0.06),
		"focus":        accent.hover(),
	}
}

// standsOut reports whether a button of the color can be told from the surface. A strong color can on a light one; a dark one has
// the button's own hue, and a navy button on it looks as if it could not be pressed.
func (c Color) standsOut(surface Color) bool {
	if surface.isDark() {
		return contrast(c, surface) > 1.5
	}
	return c.oklch().c > 0.1 || contrast(c, surface) > 1.25
}

// addButton adds a button of just this color: black or white stands on it, and under the pointer it is a little darker, or
// lighter; which of them is tried first depends on the screen.
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
		// Beyond these two, the change could not be seen.
		if moved := (oklch{l, o.c, o.h}).color(); l >= 0.2 && l <= 0.99 && contrast(on, moved) >= 4.5 {
			p["button-hover"] = moved
			return
		}
	}
}

// hover is an accent under the pointer: on light screens, where it is dark, a little darker, and on dark ones a little lighter,
// as long as there is room.
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

// isGrey reports whether the color has too little hue to tell it from what can't be pressed.
func (o oklch) isGrey() bool { return o.c < 0.02 }

// grey is the hue at another lightness, no stronger than tint.
func (o oklch) grey(lightness, tint float64) Color {
	return oklch{lightness, min(o.c, tint), o.h}.color()
}
