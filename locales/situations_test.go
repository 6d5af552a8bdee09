package locales_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

// A translator fills in words: what a text says in which case is a text of its own.
func TestTextsHoldNoLogic(t *testing.T) {
	t.Parallel()
	for tag, file := range files(t) {
		for key, text := range texts(t, file) {
			for rest := text; ; {
				_, action, found := strings.Cut(rest, "{{")
				if !found {
					break
				}
				action, rest, _ = strings.Cut(action, "}}")
				if name, ok := strings.CutPrefix(action, "."); !ok || strings.ContainsAny(name, " .|(`") {
					t.Errorf("%s: %s holds {{%s}}", tag, key, action)
				}
			}
		}
	}
}

func TestTheTextFitsWhatIsKnown(t *testing.T) {
	t.Parallel()
	l := localizer(t, "en")
	both := map[string]any{"duplicate_identifier": "ann@example.org", "provider": "Acme"}
	without := func(name string) map[string]any {
		rest := maps.Clone(both)
		delete(rest, name)
		return rest
	}
	for _, test := range []struct {
		id      int64
		context map[string]any
		want    string
	}{
		{1010016, both, "ann@example.org already belongs to an account. Sign in to that account to connect it with Acme."},
		{1010016, without("provider"), "ann@example.org already belongs to an account. Sign in to that account to connect it."},
		{1010016, without("duplicate_identifier"), "This address already belongs to an account. Sign in to that account to connect it with Acme."},
		{1010016, map[string]any{"provider": "", "duplicate_identifier": "\u3164"}, "This address already belongs to an account. Sign in to that account to connect it."},
		{1050018, map[string]any{"display_name": "Blue", "added_at": "2026-01-02T03:04:05Z"}, "Remove security key “Blue”"},
		{1050018, map[string]any{"display_name": "unnamed", "added_at": "2026-01-02T03:04:05Z"}, "Remove security key (added: January 2, 2026 at 03:04 UTC)"},
		{1050020, map[string]any{"display_name": "unnamed"}, "Remove passkey"},
		{4000029, map[string]any{"expected": true}, "Tick this box to continue."},
		{4000029, map[string]any{"expected": "yes"}, "Enter exactly this: yes"},
		{4000029, nil, "Check this entry. A different value is needed here."},
		{4000028, map[string]any{"available_credential_types": []any{}, "available_oidc_providers": []any{"acme"}}, "These details already belong to an account. Sign in instead. Connected accounts: acme."},
	} {
		if got := l.Message(test.id, test.context, ""); got != test.want {
			t.Errorf("%d with %v: %q, want %q", test.id, test.context, got, test.want)
		}
	}
}

// Each text has the placeholders that its key names, no others.
func TestTextsForWhatIsKnownShowIt(t *testing.T) {
	t.Parallel()
	for tag, file := range files(t) {
		own := texts(t, file)
		for _, m := range messageRows(t) {
			for _, key := range locales.MessageKeys(m.id) {
				_, names, ok := strings.Cut(key, ".with_")
				if got := strings.ToLower(strings.Join(placeholders(own[key]), " ")); ok && !sameWords(got, strings.ReplaceAll(names, "_and_", " ")) {
					t.Errorf("%s: %s has the placeholders %s", tag, key, got)
				}
			}
		}
	}
}

func sameWords(a, b string) bool {
	count := map[string]int{}
	for _, word := range strings.Fields(a) {
		count[word]++
	}
	for _, word := range strings.Fields(b) {
		count[word]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestNumbersChooseThePlural(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		tag    string
		number any
		want   string
	}{
		{"en", float64(1), "Choose a password with no more than 1 character."},
		{"en", float64(72), "Choose a password with no more than 72 characters."},
		{"en", float64(1234), "Choose a password with no more than 1,234 characters."},
		{"de", float64(1234), "Wählen Sie ein Passwort mit höchstens 1.234 Zeichen."},
		{"ar", float64(1), "اختر كلمة مرور من حرف واحد على الأكثر."},
		{"ar", float64(8), "اختر كلمة مرور من 8 أحرف على الأكثر."},
		{"ar", float64(72), "اختر كلمة مرور من 72 حرفًا على الأكثر."},
		{"en", "many", "Choose a password with no more than many characters."},
	} {
		if got := localizer(t, test.tag).Message(4000033, map[string]any{"max_length": test.number}, ""); got != test.want {
			t.Errorf("%s, %v: %q, want %q", test.tag, test.number, got, test.want)
		}
	}
	for n, want := range map[int]string{1: "1 weiteren Eintrag anzeigen", 2: "2 weitere anzeigen", 1000: "1.000 weitere anzeigen"} {
		if got := localizer(t, "de").With("form.more", map[string]any{"count": n}); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
