package brand

import (
	"fmt"
	"math"
)

// meeting is a color that stands on another somewhere on a page, and the contrast it needs there: 4.5 for text (WCAG 2.2,
// 1.4.3), 3 for the borders of controls and the focus ring (1.4.11).
type meeting struct {
	front, back string
	needed      float64
}

var meetings = []meeting{
	{"text", "page", 4.5},
	{"text", "surface", 4.5},
	{"text", "accent-soft", 4.5},
	{"text", "danger-soft", 4.5},
	{"text", "success-soft", 4.5},
	{"text", "warning-soft", 4.5},
	{"muted", "page", 4.5},
	{"muted", "surface", 4.5},
	{"muted", "accent-soft", 4.5},
	{"accent", "page", 4.5},
	{"accent", "surface", 4.5},
	{"accent", "accent-soft", 4.5},
	{"accent-hover", "page", 4.5},
	{"accent-hover", "surface", 4.5},
	{"accent-hover", "accent-soft", 4.5},
	{"on-accent", "accent", 4.5},
	{"on-accent", "accent-hover", 4.5},
	{"danger", "surface", 4.5},
	{"danger", "danger-soft", 4.5},
	{"success", "surface", 4.5},
	{"success", "success-soft", 4.5},
	{"warning", "surface", 4.5},
	{"warning", "warning-soft", 4.5},
	{"control", "page", 3},
	{"control", "surface", 3},
	{"control", "accent-soft", 3},
	{"focus", "page", 3},
	{"focus", "surface", 3},
	{"focus", "accent-soft", 3},
}

// Problem is a color that is too hard to tell from the one it stands on.
type Problem struct {
	// Scheme is "light" or "dark".
	Scheme string
	// Front and Back are the intents that meet, FrontColor and BackColor their colors.
	Front, Back           string
	FrontColor, BackColor Color
	// Ratio is the contrast there is, Needed the one WCAG 2.2 AA asks for.
	Ratio, Needed float64
	// Nearest is the color for Front with the same hue, and chroma as far as the screen has it, whose lightness differs
	// least and that has enough contrast wherever Front stands; only on Back, when none has it everywhere.
	Nearest Color
}

// String is the problem as a line for people. The ratio is cut after two digits, so that 4.499 does not read as enough.
func (p Problem) String() string {
	return fmt.Sprintf("%s: %s %v on %s %v has contrast %.2f, needs %.2f; nearest that passes: %v",
		p.Scheme, p.Front, p.FrontColor, p.Back, p.BackColor, math.Floor(p.Ratio*100)/100, p.Needed, p.Nearest)
}

// Check finds the colors that meet on a page with too little contrast, in both schemes.
func (b *Brand) Check() []Problem {
	var problems []Problem
	for _, s := range b.schemes() {
		for _, m := range meetings {
			front, back := s.Palette[m.front], s.Palette[m.back]
			if ratio := Contrast(front, back); ratio < m.needed {
				problems = append(problems, Problem{
					Scheme: s.name, Front: m.front, Back: m.back, FrontColor: front, BackColor: back,
					Ratio: ratio, Needed: m.needed, Nearest: s.readable(m),
				})
			}
		}
	}
	return problems
}

// readable is the nearest front that passes, as Problem.Nearest says.
func (s scheme) readable(m meeting) Color {
	front := s.Palette[m.front]
	if everywhere, ok := nearest(front, func(c Color) bool { return s.passes(m.front, c) }); ok {
		return everywhere
	}
	// Black or white has 4.58 on any color, so there is one.
	here, _ := nearest(front, func(c Color) bool { return Contrast(c, s.Palette[m.back]) >= m.needed })
	return here
}

// passes reports whether a color for front has enough contrast on everything it stands on.
func (s scheme) passes(front string, c Color) bool {
	for _, m := range meetings {
		if m.front == front && Contrast(c, s.Palette[m.back]) < m.needed {
			return false
		}
	}
	return true
}

// nearest is the color that passes with the lightness moved least, and whether there is one.
func nearest(from Color, passes func(Color) bool) (Color, bool) {
	if passes(from) {
		return from, true
	}
	start := from.oklch()
	moved := func(by float64) Color { return oklch{min(max(start.l+by, 0), 1), start.c, start.h}.color() }
	// A step is smaller than that from one eight-bit grey to the next, so no color that passes hides between two that don't.
	const step = 1.0 / 1024
	for n := range 1025 {
		best, found := math.Inf(1), false
		for _, direction := range []float64{-step, step} {
			failing, passing := float64(n)*direction, float64(n+1)*direction
			if !passes(moved(passing)) {
				continue
			}
			for range 6 { // no further: a channel would round apart from the others, and grey would get a tint
				if middle := (failing + passing) / 2; passes(moved(middle)) {
					passing = middle
				} else {
					failing = middle
				}
			}
			if !found || math.Abs(passing) < math.Abs(best) {
				best, found = passing, true
			}
		}
		if found {
			return moved(best), true
		}
	}
	return from, false
}
