package template_test

import (
	"strings"
	"testing"
	texttemplate "text/template"

	"github.com/thyra-ui/thyra/locales/template"
)

// texts are those of the language, in all of it.
var texts = []string{
	"", "Sent", "To {{.to}}", "{{.to}}{{.from}}", "  {{- .to -}}  ", "{{/* why */}}Sent", "{{.missing}}",
	"{{if .to}}To {{ .to }}{{else}}Sent{{end}}", "{{if .none}}x{{else}}y{{end}}", "{{if .missing}}x{{else}}y{{end}}", "{{if not .none}}x{{end}}",
	"{{if and .to (ne .to `x`)}}{{.to}}{{end}}", "{{if and .to .none .to}}x{{else}}y{{end}}", "{{if or .none .missing .to}}x{{end}}",
	"{{if eq (print .to) `true`}}a{{else if not .to}}b{{else}}c{{end}}", "{{if eq .to `a` `b` `Ann`}}x{{end}}", "{{if ne .to .from}}x{{end}}",
	"{{if eq .missing `x`}}x{{else}}y{{end}}", "{{if ne .missing `x`}}x{{else}}y{{end}}", "{{if eq (print 1 2 .to true) `1 2Anntrue`}}x{{end}}", "{{if eq (print 1 2) `1 2`}}x{{end}}",
	"{{if eq (print) ``}}x{{end}}", "{{if 1}}x{{end}}{{if 0}}y{{end}}{{if 0.0}}z{{end}}{{if 0.5}}a{{end}}{{if true}}b{{end}}{{if false}}c{{end}}{{if ``}}d{{end}}",
	"{{if eq 1 1}}x{{end}}{{if eq true true}}y{{end}}{{if eq 0.5 0.5}}z{{end}}", "{{if eq .to 1}}x{{end}}", "{{if eq true `true`}}x{{end}}", "{{if or .to (eq .to 1)}}x{{end}}",
	"{{if .to}}{{if .none}}{{else}}{{if .to}}{{.to}}{{end}}{{end}}{{end}}", "{{if eq (and .to 1) 1}}x{{end}}", "{{if (.to)}}x{{end}}", "\u2068{{.to}}\u2069 € {{.from}}",
}

func values(name string) (string, bool) {
	value, ok := data()[name].(string)
	return value, ok
}

func data() map[string]any { return map[string]any{"to": "Ann", "from": "Ben & <Co>", "none": ""} }

// same checks that a text, where it is one of the language, becomes what text/template makes of it.
func same(t *testing.T, text string) {
	t.Helper()
	parsed, err := template.Parse(text, "", "")
	if err != nil {
		return
	}
	got, gotErr := parsed.Fill(values)
	standard, err := texttemplate.New("").Parse(text)
	if err != nil {
		t.Fatalf("%q: text/template can't read it: %v", text, err)
	}
	var want strings.Builder
	wantErr := standard.Execute(&want, data())
	if (gotErr == nil) != (wantErr == nil) || gotErr == nil && got != want.String() {
		t.Errorf("%q: %q (%v), and text/template says %q (%v)", text, got, gotErr, &want, wantErr)
	}
}

func TestTextsMeanWhatTheyMeanToTheStandardLibrary(t *testing.T) {
	t.Parallel()
	for _, text := range texts {
		if _, err := template.Parse(text, "", ""); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		same(t, text)
	}
}

// What could run for ever, fill all memory or look into a value is none of the language.
func TestLanguageIsNoMoreThanPlaceholdersAndConditions(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"{{range 9}}{{end}}", "{{range .to}}x{{end}}", `{{printf "%9999d" 1}}`, "{{len .to}}", "{{.to | print}}", "{{$x := .to}}{{$x}}", "{{with .to}}x{{end}}",
		`{{define "x"}}{{end}}x`, `{{block "x" .}}{{end}}`, "{{break}}", "{{if len .to}}x{{end}}", "{{if $x := .to}}x{{end}}", "{{if .to | len}}x{{end}}", "{{if .to}}{{else}}{{html .to}}{{end}}",
		"{{if (printf .to)}}x{{end}}", "{{.}}", "{{1}}", `{{"x"}}`, "{{", "{{if}", "{{if .to}}", "{{end}}", "{{.to.x}}", "{{if .to.x}}x{{end}}", "{{if .to .to}}x{{end}}",
		"{{if and}}x{{end}}", "{{if not .to .to}}x{{end}}", "{{if eq .to}}x{{end}}", "{{if ne .to .to .to}}x{{end}}", "{{if eq .to nil}}x{{end}}", "{{if 1i}}x{{end}}", "{{print}}", "{{nothing}}",
	} {
		if parsed, err := template.Parse(text, "", ""); err == nil || parsed != nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestDelimiters(t *testing.T) {
	t.Parallel()
	parsed, err := template.Parse("{{ $code }} [[ .to -]] \n [[- if .none ]]x[[ end ]].", "[[", "]]")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := parsed.Fill(values); got != "{{ $code }} Ann." || err != nil {
		t.Errorf("%q (%v)", got, err)
	}
}

// FuzzParse tries texts: those that are accepted are what text/template makes of them.
func FuzzParse(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(same)
}
