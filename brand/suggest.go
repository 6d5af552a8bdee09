package brand

import "strings"

// suggest is advice to whoever wrote a name that is not allowed: the likely intended name, else all that are allowed.
func suggest(name string, allowed []string) string {
	if meant := closest(name, allowed); meant != "" {
		return "did you mean " + meant + "?"
	}
	return "allowed: " + strings.Join(allowed, ", ")
}

// closest is the likely intended name: the first with the fewest changes, two at most, else one that begins with name; empty
// if there is none.
func closest(name string, names []string) string {
	best, changes := "", 3
	for _, other := range names {
		if d := distance(strings.ToLower(name), strings.ToLower(other)); d < changes && 2*d < len(other) {
			best, changes = other, d
		}
	}
	for _, other := range names {
		if best == "" && len(name) > 2 && strings.HasPrefix(other, name) {
			best = other
		}
	}
	return best
}

// distance counts the bytes to insert, delete, replace or swap with the next (optimal string alignment distance).
func distance(a, b string) int {
	d := make([][]int, len(a)+1) // d[i][j] is the distance of a[:i] to b[:j]
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d[i][j] = min(d[i-1][j], d[i][j-1], d[i-1][j-1]) + 1
			if a[i-1] == b[j-1] {
				d[i][j] = d[i-1][j-1]
			} else if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
