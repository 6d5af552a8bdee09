package templates_test

import (
	"strings"
	"testing"
)

func TestSocialButtonsStandApart(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, f := range fixtures(t) {
		flow := f.parse(t)
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		for _, button := range doc.Find(`button[name=provider], button[name=link], button[name=unlink]`).EachIter() {
			seen++
			fields := button.Closest("form").Find(`input:not([type=hidden]), button[name=method]`)
			if p := (&drawn{flow: flow}); p.incompleteSignUp() {
				if fields.Length() == 0 && typable(doc).Length() > 0 {
					t.Errorf("%s: %s stands apart from the fields it submits", f.name, pair(button))
				}
				continue
			}
			if fields.Length() > 0 {
				t.Errorf("%s: %s shares a form with %s", f.name, pair(button), fields.AttrOr("name", ""))
			}
		}
	}
	if seen == 0 {
		t.Error("no recorded flow has a social button")
	}
}

// TestButtonsSkipForeignValidation checks that no button is blocked by a required field that is not its own.
func TestButtonsSkipForeignValidation(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		groups := map[string]string{}
		for i := range p.flow.UI.Nodes {
			groups[p.flow.UI.Nodes[i].Attributes.Name] = p.flow.UI.Nodes[i].Group
		}
		for _, button := range p.doc.Find("form button[type=submit][name]").EachIter() {
			name, value := button.AttrOr("name", ""), button.AttrOr("value", "")
			required := button.Closest("form").Find("input[required]")
			foreign := false
			for _, field := range required.EachIter() {
				// The identifier is every method's own.
				group := groups[field.AttrOr("name", "")]
				foreign = foreign || name == "method" && group != value && group != "default" && group != "identifier_first"
			}
			goesElsewhere := required.Length() > 0 && (name == "screen" || has(button, "data-resend"))
			if (foreign || goesElsewhere) && !has(button, "formnovalidate") {
				t.Errorf("%s=%s is blocked by required fields of other methods", name, value)
			}
			if name == "method" && !foreign && has(button, "formnovalidate") {
				t.Errorf("%s=%s skips the validation of its own fields", name, value)
			}
		}
	})
}

func TestNamedButtonsSkipValidation(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		flow, name, value string
		want              bool
	}{
		{"login-initial", "method", "password", false},
		{"login-initial", "method", "code", true},
		{"login-code-sent", "resend", "code", true},
		{"login-code-sent", "method", "code", false},
		{"registration-step1", "method", "profile", false},
		{"registration-form-step2", "method", "password", false},
		{"registration-form-step2", "method", "code", true},
		{"recovery-code-sent", "method", "code", false},
		{"recovery-code-sent", "email", "", true},
		{"verification-code-sent", "email", "", true},
	} {
		for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
			t.Run(version+test.flow+"/"+test.name+"="+test.value, func(t *testing.T) {
				t.Parallel()
				f := fixtureNamed(t, version+test.flow)
				doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
				button := with(doc.Find("button[type=submit]"), "name", test.name)
				if test.value != "" {
					button = with(button, "value", test.value)
				}
				if button.Length() != 1 {
					t.Fatalf("%d such buttons", button.Length())
				}
				if got := has(button, "formnovalidate"); got != test.want {
					t.Errorf("formnovalidate %v, want %v", got, test.want)
				}
			})
		}
	}
}

// TestOnePrimaryButton checks that no form asks for two things at once, and that destructive buttons say so by their look.
func TestOnePrimaryButton(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		for _, form := range p.doc.Find("form").EachIter() {
			if n := form.Find("button.button-primary").Length(); n > 1 {
				t.Errorf("form %s has %d primary buttons", form.AttrOr("data-testid", ""), n)
			}
		}
		for _, button := range p.doc.Find("button[name]").EachIter() {
			name := button.AttrOr("name", "")
			destroys := strings.HasSuffix(name, "_remove") || strings.HasSuffix(name, "_disable") || strings.HasSuffix(name, "unlink")
			if destroys != button.HasClass("button-danger") {
				t.Errorf("%s: looks dangerous %v, is %v", name, button.HasClass("button-danger"), destroys)
			}
		}
	})
}
