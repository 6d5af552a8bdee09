package templates_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// A vendor's mark is an area, a drawing of ours is lines; each beside the words of its own button.
func TestProvidersHaveTheirVendorsMarks(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"google": "provider-logo", "github-app": "provider-logo", "gitlab": "provider-logo", "apple": "provider-logo", "facebook": "provider-logo",
		"discord": "provider-logo", "spotify": "provider-logo", "x": "provider-logo", "vk": "provider-logo", "patreon": "provider-logo",
		"auth0": "provider-logo", "line": "provider-logo", "twitch": "provider-logo",
		"microsoft": "provider-drawing", "linkedin_v2": "provider-drawing", "slack": "provider-drawing", "salesforce": "provider-drawing",
		"yandex": "provider-drawing", "netid": "provider-drawing", "dingtalk": "provider-drawing", "lark": "provider-drawing", "amazon": "provider-drawing",
		"unknown": "provider-mark",
	} {
		f := fixtureNamed(t, "v26.2.0/login-initial")
		flow := f.parse(t)
		for i := range flow.UI.Nodes {
			if n := &flow.UI.Nodes[i]; n.Attributes.Value == "acme" {
				n.Attributes.Value, n.Meta.Label.Context = kratos.Value(id), nil
			}
		}
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		mark := doc.Find(`button[name=provider][value="` + id + `"] > :first-child`)
		filled, lined := mark.AttrOr("fill", "none") != "none", mark.AttrOr("stroke", "none") != "none"
		if !mark.HasClass(want) || filled != (want == "provider-logo") || lined != (want == "provider-drawing") {
			t.Errorf("%s has %q, filled %v, lined %v, want %s", id, mark.AttrOr("class", ""), filled, lined, want)
		}
		if mark.AttrOr("aria-hidden", "") != "true" || want != "provider-mark" && mark.Find("path").AttrOr("d", "") == "" {
			t.Errorf("%s is read aloud, or draws nothing", id)
		}
	}
}

// A provider has one drawing on all pages, although Kratos calls it by name on some and by its id alone on others.
func TestOneMarkPerProvider(t *testing.T) {
	t.Parallel()
	type drawing struct{ mark, initial string }
	seen := map[string]map[drawing]string{}
	for _, f := range fixtures(t) {
		_, view, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		view.EachField(func(field *templates.Field) {
			if field.Provider == "" {
				return
			}
			if seen[field.Provider] == nil {
				seen[field.Provider] = map[drawing]string{}
			}
			d := drawing{mark: field.Mark}
			if d.mark == "" {
				d.initial = strings.ToUpper(field.ProviderName[:1])
			}
			seen[field.Provider][d] = f.name
		})
	}
	for provider, drawings := range seen {
		if len(drawings) > 1 {
			t.Errorf("%s is drawn in several ways: %v", provider, drawings)
		}
	}
	if len(seen) < 3 {
		t.Errorf("only %d providers recorded", len(seen))
	}
}
