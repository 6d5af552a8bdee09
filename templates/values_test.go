package templates_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// A browser's own controls show nothing, or something else, for values that are not in their format, and post that.
func TestControlsKeepTheirValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ kind, value, want string }{
		{"datetime-local", "2026-12-01T10:30:00Z", "text"},
		{"datetime-local", "2026-12-01T10:30", "text"},
		{"datetime-local", "", "text"},
		{"date", "2026-12-01", "date"},
		{"date", "2026-12-01T00:00:00Z", "text"},
		{"date", "2026-02-30", "text"},
		{"date", "0000-01-01", "text"},
		{"date", "01.12.2026", "text"},
		{"time", "10:30", "time"},
		{"time", "10:30:00Z", "text"},
		{"month", "2026-12", "month"},
		{"month", "December", "text"},
		{"week", "2026-W49", "week"},
		{"week", "49", "text"},
		{"color", "#00ff7f", "color"},
		{"color", "red", "text"},
		{"color", "#0f0", "text"},
		{"color", "", "text"},
		{"range", "", "text"},
		{"range", "150", "text"},
		{"number", "1.50", "number"},
		{"number", "-1e-7", "number"},
		{"number", "1,5", "text"},
		{"number", "1.", "text"},
		{"number", "+1", "text"},
		{"number", "0x10", "text"},
		{"number", "Infinity", "text"},
		{"number", "1e999", "text"},
		{"email", "ann@example.org", "email"},
		{"email", "jürgen@example.org", "text"},
		{"email", `"a b"@example.org`, "text"},
		{"email", " ann@example.org", "text"},
		{"email", "no address", "email"},
		{"url", "https://example.org/a?b#c", "url"},
		{"url", "urn:isbn:0451450523", "text"},
		{"url", "http://[::1]/", "text"},
		{"url", "https://example.org/ü", "text"},
		{"url", "www.example.org", "url"},
		{"tel", "+41 44 668 18 00", "tel"},
		{"text", "plain", "text"},
		{"text", "one\ntwo", "textarea"},
		{"text", "\n\none\r\ntwo\n", "textarea"},
		{"tel", "one\ntwo", "textarea"},
		{"url", "https://example.org/\n", "textarea"},
		{"hologram", "one\rtwo", "textarea"},
	} {
		f := flowOf(t, fmt.Sprintf(`"name": "traits.x", "type": %q, "value": %s`, c.kind, jsonString(c.value)))
		doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "en"))
		field := with(doc.Find("form input, form textarea"), "name", "traits.x")
		got := field.AttrOr("type", goquery.NodeName(field))
		if got != c.want {
			t.Errorf("%s with %q is shown as %s, want %s", c.kind, c.value, got, c.want)
		}
		if values := posted(doc, "traits.x"); len(values) != 1 || strings.ReplaceAll(values[0], "\r", "") != strings.ReplaceAll(c.value, "\r", "") && c.value != "one\rtwo" {
			t.Errorf("%s with %q posts %q", c.kind, c.value, values)
		}
	}
}

func jsonString(s string) string { return strings.ReplaceAll(fmt.Sprintf("%q", s), `\x`, `\u00`) }

// JSON schema looks for a pattern anywhere in a value, browsers compare the whole; and the two write some things differently.
func TestOnlyPatternsThatMeanTheSameArePassedOn(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		"^[a-z]*$": "^[a-z]*$", `^\d{2,4}$`: `^\d{2,4}$`, "^[A-Z][a-z]+ [0-9]?$": "^[A-Z][a-z]+ [0-9]?$", "^a.c$": "^a.c$",
		"[a-z]{2}": "", "^abc": "", "abc$": "", "^a|b$": "", "^(?i)abc$": "", "^[[:alpha:]]+$": "", `^\pL+$`: "", `^[a-z.-]+$`: "", `^\x{41}$`: "", "^a$|^b$": "", "": "",
	} {
		doc, _, _ := drawFlow(t, kratos.Settings, flowOf(t, `"name": "traits.x", "type": "text", "pattern": `+jsonString(pattern)), localizer(t, "en"))
		if got := with(doc.Find("input"), "name", "traits.x").AttrOr("pattern", ""); got != want {
			t.Errorf("pattern %q becomes %q, want %q", pattern, got, want)
		}
	}
}
