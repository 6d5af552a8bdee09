package brand

import "math"

// nearest is the color that passes with the least change of lightness, and whether there is one.
func nearest(from Color, passes func(Color) bool) (Color, bool) {
	if passes(from) {
		return from, true
	}
	start := from.oklch()
	moved := func(by float64) Color { return oklch{min(max(start.l+by, 0), 1), start.c, start.h}.color() }
	// A step is smaller than that between two neighboring eight-bit grays, so no passing color hides between two that don't
	// pass.
	const step = 1.0 / 1024
	for n := range 1025 {
		best, found := math.Inf(1), false
		for _, direction := range []float64{-step, step} {
			failing, passing := float64(n)*direction, float64(n+1)*direction
			if !passes(moved(passing)) {
				continue
			}
			for range 6 { // no further: a channel would round apart from the others, and gray would get a tint
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
