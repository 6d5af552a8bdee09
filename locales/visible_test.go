package locales_test

import (
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

func TestVisible(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Acme":                         "Acme",
		" Acme Inc. ":                  "Acme Inc.",
		"Bank\u202egro.live\u202c":     "Bankgro.live",
		"\u2069\u2066Acme\u2067":       "Acme",
		"\u200eA\u200fB\u061cC":        "ABC",
		"one\ntwo\x00":                 "one two",
		"مرحبا":                        "مرحبا",
		"👩\u200d🚀":                     "👩\u200d🚀",
		"می\u200cخواهم":                "می\u200cخواهم",
		"":                             "",
		" \t\u00a0\u3000":              "",
		"\u200b\u2060\ufeff\u200d":     "",
		"\u3164\u115f\u2800\ufe0f":     "",
		"\u202e\u202d":                 "",
		"\u2800\u2800Acme":             "\u2800\u2800Acme",
		"\U000e0001\U000e0020\u180e\t": "",
	} {
		if got := locales.Visible(name); got != want {
			t.Errorf("%+q is shown as %+q, want %+q", name, got, want)
		}
	}
}

// What stands in a sentence can't turn it around, nor be nothing where something has to be named.
func TestForeignNamesInSentences(t *testing.T) {
	t.Parallel()
	c, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	l := c.Choose("en")
	if got := l.With("consent.title", map[string]any{"app": "A\u202eB"}); got != l.With("consent.title", map[string]any{"app": "AB"}) {
		t.Errorf("%+q", got)
	}
	for name, context := range map[string]map[string]any{
		"blank": {"display_name": "\u3164", "added_at": "2026-01-02T03:04:05Z"},
		"none":  {"added_at": "2026-01-02T03:04:05Z"},
	} {
		if got, want := l.Message(1050018, context, ""), l.Message(1050018, map[string]any{"display_name": "unnamed", "added_at": "2026-01-02T03:04:05Z"}, ""); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := l.Message(1010023, map[string]any{"address": "\u202eann@example.org"}, ""); got != l.Message(1010023, map[string]any{"address": "ann@example.org"}, "") {
		t.Errorf("%+q", got)
	}
}

// Kratos has null, "" or Go's first moment where there was none.
func TestTimesThatNeverWere(t *testing.T) {
	t.Parallel()
	c, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "de", "ar"} {
		l := c.Choose(language)
		for _, never := range []any{nil, "", "0001-01-01T00:00:00Z"} {
			for id, key := range map[int64]string{1050014: "used_at", 1050018: "added_at", 1060001: "privileged_session_expires_at"} {
				if got, want := l.Message(id, map[string]any{key: never}, "fallback"), l.Message(id, nil, "fallback"); got != want {
					t.Errorf("%s: %d with %v says %q, want %q", language, id, never, got, want)
				}
			}
		}
	}
}
