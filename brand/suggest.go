package brand

import "strings"

// suggest helps those who wrote a name that is not allowed: by the one they meant, if that can be told.
func suggest(name string, allowed []string) string {
	if meant := closest(name, allowed); meant != "" {
		return "did you mean " + meant + "?"
	}
	return "allowed: " + strings.Join(allowed, ", ")
}

// closest is the name that most likely was meant: the first of those that take fewest changes, two at most, or else one that
// begins with what was written. Empty if there is none.
func closest(name string, names []string) string {
	best, changes := "", 3
	for _, other := range names {
		if d := distance(strings.ToLower(name), strings.ToLower(other)); d < changes && 2*d <= len(other) {
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

// distance counts the bytes to put in, take out or replace to make one name of another (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1) // distances of the beginning of a to every beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
