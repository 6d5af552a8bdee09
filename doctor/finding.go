package doctor

import (
	"fmt"
	"strings"
)

// ID is the stable name of a kind of problem, in kebab case: docs/deploy.md lists them all.
type ID string

// Finding is one problem.
type Finding struct {
	ID ID
	// Problem is what is wrong, Seen how that showed, and Change the setting to change and what to.
	Problem, Seen, Change string
}

// Why is why it matters.
func (f Finding) Why() string {
	for _, d := range Descriptions() {
		if d.ID == f.ID {
			return d.Why
		}
	}
	return ""
}

// String is the finding in a few lines for people.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", f.ID)
	for _, line := range []struct{ label, text string }{
		{"wrong", f.Problem}, {"seen", f.Seen}, {"matters", f.Why()}, {"change", f.Change},
	} {
		fmt.Fprintf(&b, "  %-8s %s\n", line.label, strings.ReplaceAll(line.text, "\n", "\n           "))
	}
	return b.String()
}

// one is the result of a check that found one problem.
func one(id ID, problem, seen, change string) []Finding {
	return []Finding{{ID: id, Problem: problem, Seen: seen, Change: change}}
}
