package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearMiss is a variable that is no setting and looks like one.
type nearMiss struct{ Name, Meant string }

// String says what was meant.
func (m nearMiss) String() string {
	return fmt.Sprintf("%s is no setting and changes nothing: %s was meant?", m.Name, m.Meant)
}

// nearMisses are the variables whose name is nearly that of a setting which is not set. An environment has many variables of
// others, which are none of our business.
func nearMisses(environment map[string]string) (found []nearMiss) {
	known := map[string]bool{}
	for _, s := range settings() {
		known[s.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(environment)) {
		if known[name] || environment[name] == "" {
			continue
		}
		if meant := meantSetting(name, environment[name]); meant != "" && environment[meant] == "" {
			found = append(found, nearMiss{name, meant})
		}
	}
	return found
}

// withNearMisses adds a line for each near miss to an error of settings.
func withNearMisses(err error, environment map[string]string) error {
	errs := []error{err}
	for _, m := range nearMisses(environment) {
		errs = append(errs, errors.New(m.String()))
	}
	return errors.Join(errs...)
}

// meantSetting is the setting with nearly this name; empty where there is none.
func meantSetting(name, value string) string {
	best, least := "", 3
	bare, prefixed := strings.CutPrefix(strings.ToUpper(name), "THYRA_")
	if prefixed && strings.HasPrefix(value, "tcp://") {
		return "" // Kubernetes sets THYRA_PORT where a service is called thyra
	}
	for _, s := range settings() {
		if prefixed && bare == s.Name {
			return s.Name
		}
		if changes := changes(bare, s.Name); changes < least {
			best, least = s.Name, changes
		}
	}
	return best
}

// changes counts the letters in which a name differs from that of a setting; many when that is too much for a slip. Two letters
// may be swapped, a word may be plural, and short names are like too many others.
func changes(name, setting string) int {
	const many = 3
	distance := levenshtein.ComputeDistance(singular(name), singular(setting))
	switch {
	case len(setting) < len("HOME_URL"):
		return many
	case distance <= 1, len(setting) >= len("KRATOS_ADMIN"), sameLetters(name, setting):
		return min(distance, many)
	}
	return many
}

// singular is a name with its words in the singular.
func singular(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words {
		if stem, ok := strings.CutSuffix(word, "IES"); ok {
			word = stem + "Y"
		}
		words[i] = strings.TrimSuffix(word, "S")
	}
	return strings.Join(words, "_")
}

// sameLetters reports whether two names differ in the order of their letters at most.
func sameLetters(a, b string) bool {
	return slices.Equal(slices.Sorted(slices.Values([]byte(a))), slices.Sorted(slices.Values([]byte(b))))
}
