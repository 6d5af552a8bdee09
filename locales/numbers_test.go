package locales_test

import "testing"

// A message has a text for each number: the rules that choose a plural form are those that files are checked by.
func TestEveryNumberIsShownInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	english := localizer(t, "en")
	numbers := []any{-1, 1_000_000, 2_000_000, 1e6, 1e21, 0.5, 1.5, 2.25, "many"}
	for n := range 300 {
		numbers = append(numbers, n)
	}
	for tag := range files(t) {
		l := localizer(t, tag)
		for _, n := range numbers {
			data := map[string]any{"count": n}
			if got := l.With("form.more", data); tag != "en" && got == english.With("form.more", data) {
				t.Errorf("%s: %v shows as %q", tag, n, got)
			}
		}
	}
}
