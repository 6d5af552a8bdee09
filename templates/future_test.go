package templates_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// future is a flow as no Kratos sends it yet.
func future(t testing.TB) []byte {
	t.Helper()
	body, err := os.ReadFile("../kratos/recordings/future.json")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func futurePage(t *testing.T, kind kratos.Kind) (*drawn, []templates.Unknown) {
	t.Helper()
	f := fixture{name: "future", kind: kind, body: future(t)}
	flow, l := f.parse(t), localizer(t, "en")
	doc, view, page := drawFlow(t, kind, flow, l)
	return &drawn{kind: kind, flow: flow, loc: l, doc: doc, page: page}, view.Unknown
}

func TestWhatIsUnknownStaysUsable(t *testing.T) {
	t.Parallel()
	for _, kind := range []kratos.Kind{kratos.Login, kratos.Registration, kratos.Recovery, kratos.Verification, kratos.Settings} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p, unknown := futurePage(t, kind)
			soundDocument(t, p.doc)
			p.forms(t)
			p.summaryLeadsToFields(t)
			for _, want := range []string{
				"state quantum_leap", "group teleport", "input type hologram", "trigger oryTeleport", "trigger oryTeleportInit",
				"node type hologram", "node type gate", "node type dial", "node type void",
			} {
				if !slices.ContainsFunc(unknown, func(u templates.Unknown) bool { return u.Kind+" "+u.Name == want }) {
					t.Errorf("%q is not reported as unknown", want)
				}
			}
			text := words(p.doc.Find("main"))
			for _, want := range []string{
				"News from the future {{.x}}", "Too far away", "Flickering", "Destination", "Speed", "Beam me up", "Labeled by its attributes",
				"Terms of travel", "Your ticket", "T-1000", "A projection", "Through the gate", "Year", "aaa",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not on the page", want)
				}
			}
			if n := p.doc.Find("[data-trigger], [data-onload-trigger]").Length(); n > 0 {
				t.Errorf("%d elements call functions that are not on the list", n)
			}
		})
	}
}

func TestUnknownInputsAreTextFields(t *testing.T) {
	t.Parallel()
	p, _ := futurePage(t, kratos.Login)
	for name, value := range map[string]string{"destination": "42", "year": "1955"} {
		field := with(p.doc.Find("form input"), "name", name, "type", "text", "value", value)
		if field.Length() != 1 {
			t.Errorf("%s is no text field holding %q", name, value)
			continue
		}
		if button := with(field.Closest("form").Find("button[type=submit]"), "name", "method", "value", "teleport"); button.Length() != 1 {
			t.Errorf("the form of %s lacks its button", name)
		}
	}
	destination := with(p.doc.Find("input"), "name", "destination")
	if !has(destination, "required") || destination.AttrOr("inputmode", "") != "numeric" || destination.AttrOr("pattern", "") != "[0-9]+" ||
		destination.AttrOr("maxlength", "") != "9" || destination.AttrOr("aria-invalid", "") != "true" {
		t.Error("destination lost attributes that Kratos sent")
	}
	if gate := with(p.doc.Find("a"), "href", "https://example.com/gate"); gate.Length() != 1 {
		t.Error("a link of an unknown node type is lost")
	}
}

func TestOptionsBecomeASelect(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value    string
		required bool
		want     string // options, the selected one in brackets
	}{
		{`"warp"`, true, "walk|[warp]|9"},
		{`9`, true, "walk|warp|[9]"},
		{`"warp"`, false, "|walk|[warp]|9"},
		{`null`, true, "[]|walk|warp|9"},
		{`"fly"`, true, "[fly]|walk|warp|9"},
		{`"fly"`, false, "|[fly]|walk|warp|9"},
	} {
		t.Run(test.value, func(t *testing.T) {
			t.Parallel()
			body := strings.Replace(string(future(t)), `"type": "text", "value": "warp", "required": true`,
				`"type": "text", "value": `+test.value+`, "required": `+map[bool]string{true: "true", false: "false"}[test.required], 1)
			body = strings.Replace(body, `, {"value": null}`, "", 1)
			f := fixture{name: "future", body: []byte(body)}
			doc, _, _ := drawFlow(t, kratos.Login, f.parse(t), localizer(t, "en"))
			list := doc.Find("select[name=speed]")
			if has(list, "required") != test.required {
				t.Errorf("required %v, want %v", !test.required, test.required)
			}
			var got []string
			for _, option := range list.Find("option").EachIter() {
				value := option.AttrOr("value", "?")
				if has(option, "selected") {
					value = "[" + value + "]"
				}
				got = append(got, value)
			}
			if s := strings.Join(got, "|"); s != test.want {
				t.Errorf("options %s, want %s", s, test.want)
			}
		})
	}
}

func TestCaptchaIsKept(t *testing.T) {
	t.Parallel()
	p, _ := futurePage(t, kratos.Registration)
	box := byID(p.doc, "captcha_box")
	if box.AttrOr("data-sitekey", "") != "site-key" || box.AttrOr("data-theme", "") != "auto" || !box.HasClass("cf-turnstile") {
		t.Error("the captcha's box lost its class or data")
	}
	if box.Closest("form").Find(`input[type=hidden][name="transient_payload.captcha_turnstile_response"]`).Length() != 1 {
		t.Error("the captcha's answer has no field in the form of its box")
	}
	if with(p.doc.Find("script"), "src", "https://captcha.example.com/api.js", "integrity", "sha512-abc").Length() != 1 {
		t.Error("the captcha's script is lost")
	}
}

// TestUnknownThingsAreBounded: each is a line in the operator's log.
func TestUnknownThingsAreBounded(t *testing.T) {
	t.Parallel()
	f := &kratos.Flow{}
	for i := range 5000 {
		f.UI.Nodes = append(f.UI.Nodes, kratos.Node{Type: strings.Repeat("x", 10_000) + strconv.Itoa(i), Group: "group" + strconv.Itoa(i)})
	}
	view := templates.NewFlowView(request(kratos.Login, f, localizer(t, "en")))
	if len(view.Unknown) == 0 || len(view.Unknown) > 20 {
		t.Errorf("%d unknown things are reported, want 20 at most", len(view.Unknown))
	}
	for _, u := range view.Unknown {
		if len(u.Name) > 100 {
			t.Errorf("%q has a name of %d bytes", u.Kind, len(u.Name))
		}
	}
}
