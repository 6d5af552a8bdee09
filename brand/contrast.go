package brand

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// meeting is a color that stands on another somewhere on a page, and the contrast it needs there: 4.5 for text (WCAG 2.2,
// 1.4.3), 3 for the borders of controls and the focus ring (1.4.11). A button needs none: its label tells that it is one.
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

// Problem is a color that is too hard to tell from the one it stands on.
type Problem struct {
	// Scheme is "light" or "dark".
	Scheme string
	// Front and Back are the intents that meet, FrontColor and BackColor their colors. Where Front stands on several, Back
	// is the one with the least contrast.
	Front, Back           string
	FrontColor, BackColor Color
	// Proposed tells that BackColor is what another Problem proposes for Back.
	Proposed bool
	// Ratio is the contrast there is, Needed the one WCAG 2.2 AA asks for.
	Ratio, Needed float64
	// Nearest is the color for Front with the same hue, and chroma as far as the screen has it, whose lightness differs
	// least and that has enough contrast wherever Front stands, once all proposals are taken; nil when there is none.
	Nearest *Color
}

// String is the problem as a line for people. The ratio is cut after two digits, so that 4.499 does not read as enough.
func (p Problem) String() string {
	back := p.Back
	if p.Proposed {
		back = "the proposed " + back
	}
	remedy := "no color has that on all of " + strings.Join(backs(p.Front), ", ") + ": bring these closer together"
	if p.Nearest != nil {
		remedy = "nearest that passes: " + p.Nearest.String()
	}
	return fmt.Sprintf("colors.%s.%s %v on %s %v has contrast %.2f, needs %.2f; %s",
		p.Scheme, p.Front, p.FrontColor, back, p.BackColor, math.Floor(p.Ratio*100)/100, p.Needed, remedy)
}

// Check finds the colors that meet on a page with too little contrast, in both schemes. Taking all its proposals leaves only
// the problems that have none.
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
	// In this order, what stands on an accent comes after it.
	for _, front := range fronts() {
		p, ok := s.worst(front)
		if !ok {
			continue
		}
		p.Proposed = proposed[p.Back]
		if c, ok := nearest(p.FrontColor, func(c Color) bool { return s.passes(front, c) }); ok {
			p.Nearest, proposed[front] = &c, true
			s = s.with(front, c)
		}
		problems = append(problems, p)
	}
	return problems
}

// worst is the meeting of a front that has the least contrast, if that is too little.
func (s scheme) worst(front string) (worst Problem, found bool) {
	for _, m := range meetings {
		if m.front != front {
			continue
		}
		c, back := s.Palette[front], s.Palette[m.back]
		if ratio := Contrast(c, back); ratio < m.needed && (!found || ratio < worst.Ratio) {
			worst, found = Problem{Scheme: s.name, Front: front, Back: m.back, FrontColor: c, BackColor: back, Ratio: ratio, Needed: m.needed}, true
		}
	}
	return worst, found
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

// fronts are the intents that stand on others.
func fronts() (names []string) {
	for _, m := range meetings {
		if !slices.Contains(names, m.front) {
			names = append(names, m.front)
		}
	}
	return names
}

// backs are the intents that one stands on.
func backs(front string) (names []string) {
	for _, m := range meetings {
		if m.front == front {
			names = append(names, m.back)
		}
	}
	return names
}
