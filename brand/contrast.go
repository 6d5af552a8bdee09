package brand

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// pair is two colors that meet on a page, one standing on the other, and the contrast they need: 4.5 for text (WCAG 2.2,
// 1.4.3), 3 for the borders of controls and the focus ring (1.4.11). A button needs none: its label shows that it is one.
type pair struct {
	foreground, background string
	needed                 float64
}

var pairs = []pair{
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
	{"on-button", "button", 4.5},
	{"on-button", "button-hover", 4.5},
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

// Problem is a color that is too hard to tell from the color behind it.
type Problem struct {
	// Scheme is "light" or "dark".
	Scheme string
	// Foreground and Background are the intents of the two colors. Where Foreground stands on several intents, Background is
	// the one with the least contrast.
	Foreground, Background           string
	ForegroundColor, BackgroundColor Color
	// Proposed says that BackgroundColor is what another Problem proposes for Background.
	Proposed bool
	// Ratio is the contrast there is, Needed the one WCAG 2.2 AA asks for.
	Ratio, Needed float64
	// Nearest is the color for Foreground with the same hue, with the same chroma as far as sRGB has it, and with the least
	// change of lightness that gives enough contrast on every intent it stands on, once all proposals are taken; nil when
	// there is none.
	Nearest *Color
}

// String is the problem in one line. The ratio is cut off after two digits, so that 4.499 does not read as enough.
func (p Problem) String() string {
	background := p.Background
	if p.Proposed {
		background = "the proposed " + background
	}
	remedy := "no color has that on all of " + strings.Join(backgrounds(p.Foreground), ", ") + ": bring these closer together"
	if p.Nearest != nil {
		remedy = "nearest that passes: " + p.Nearest.String()
	}
	return fmt.Sprintf("colors.%s.%s %v on %s %v has contrast %.2f, needs %.2f; %s",
		p.Scheme, p.Foreground, p.ForegroundColor, background, p.BackgroundColor, math.Floor(p.Ratio*100)/100, p.Needed, remedy)
}

// Check finds the pairs of colors with too little contrast, in both schemes. After all proposals are taken, only problems
// without a proposal are left.
func (b *Brand) Check() (problems []Problem) {
	for _, s := range b.schemes() {
		problems = append(problems, s.check()...)
	}
	return problems
}

// CheckContrast is what Check finds as an error, each problem with the brand's file; nil when there is none.
func (b *Brand) CheckContrast() error {
	var errs []error
	for _, problem := range b.Check() {
		errs = append(errs, fmt.Errorf("%s/brand.json: %v", b.ID, problem))
	}
	return errors.Join(errs...)
}

// CheckContrast joins what CheckContrast says of each brand. It can be WatchOptions.Check.
func (s *Set) CheckContrast() error {
	var errs []error
	for _, b := range s.All() {
		errs = append(errs, b.CheckContrast())
	}
	return errors.Join(errs...)
}

func (s scheme) check() (problems []Problem) {
	proposed := map[string]bool{}
	// The order of pairs puts accents before the intents that stand on them.
	for _, foreground := range foregrounds() {
		p, ok := s.worst(foreground)
		if !ok {
			continue
		}
		p.Proposed = proposed[p.Background]
		if c, ok := nearest(p.ForegroundColor, func(c Color) bool { return s.passes(foreground, c) }); ok {
			p.Nearest, proposed[foreground] = &c, true
			s = s.with(foreground, c)
		}
		problems = append(problems, p)
	}
	return problems
}

// worst is the pair of a foreground with the least contrast, if that is too little.
func (s scheme) worst(foreground string) (worst Problem, found bool) {
	for _, m := range pairs {
		if m.foreground != foreground {
			continue
		}
		c, background := s.Palette[foreground], s.Palette[m.background]
		if ratio := contrast(c, background); ratio < m.needed && (!found || ratio < worst.Ratio) {
			worst, found = Problem{Scheme: s.name, Foreground: foreground, Background: m.background, ForegroundColor: c, BackgroundColor: background, Ratio: ratio, Needed: m.needed}, true
		}
	}
	return worst, found
}

// passes reports whether a color for the foreground has enough contrast on everything it stands on.
func (s scheme) passes(foreground string, c Color) bool {
	for _, m := range pairs {
		if m.foreground == foreground && contrast(c, s.Palette[m.background]) < m.needed {
			return false
		}
	}
	return true
}

// foregrounds are the intents that stand on others.
func foregrounds() (names []string) {
	for _, m := range pairs {
		if !slices.Contains(names, m.foreground) {
			names = append(names, m.foreground)
		}
	}
	return names
}

// backgrounds are the intents that a foreground stands on.
func backgrounds(foreground string) (names []string) {
	for _, m := range pairs {
		if m.foreground == foreground {
			names = append(names, m.background)
		}
	}
	return names
}
