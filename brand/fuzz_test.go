package brand

import (
	"testing"
	"time"
)

// FuzzWording tries texts that a brand could word a message with: whatever is accepted is filled in at once, with no more than it
// says itself.
func FuzzWording(f *testing.F) {
	for _, text := range []string{
		"Sent", "To {{.to}}", "{{if .to}}To {{ .to }}{{else}}Sent{{end}}", "{{if and .to (ne .to `x`)}}{{.to}}{{end}}", "{{/* why */}}", "{{- .to -}}",
		"{{range 20000000}}{{end}}", `{{printf "%2000000000d" 1}}`, `{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`, "{{", "{{if}", "{{.to.x}}",
		"{{if eq (print (print .to .to) (print .to .to)) `x`}}{{end}}", "{{if .to}}{{if .to}}{{if .to}}{{.to}}{{end}}{{end}}{{end}}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		if try(text, []string{"to"}) != nil {
			return
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q takes %s", text, took)
		}
	})
}
