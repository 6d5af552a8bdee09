package templates_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// deviceNodes are what a commercial Kratos sends on settings of phones with a key: the number that an app signs, and a button for
// each phone, whose label has the phone for its context (selfservice/strategy/deviceauthn). No Kratos that can be run has them.
func deviceNodes(devices ...map[string]any) []kratos.Node {
	nonce := kratos.Node{Type: "input", Group: kratos.GroupDeviceAuthn, Attributes: kratos.Attributes{Name: "deviceauthn_nonce", Type: "hidden", Value: "eyJub25jZSI6ICIifQ=="}}
	nonce.Meta.Label = &kratos.Text{ID: 1050022, Text: "nonce"}
	nodes := []kratos.Node{nonce}
	for _, device := range devices {
		id, _ := device["client_key_id"].(string)
		n := kratos.Node{Type: "input", Group: kratos.GroupDeviceAuthn, Attributes: kratos.Attributes{Name: kratos.NameDeviceAuthnRemove, Type: "submit", Value: kratos.Value(id)}}
		n.Meta.Label = &kratos.Text{ID: 1050021, Text: "Remove trusted device", Context: device}
		nodes = append(nodes, n)
	}
	return nodes
}

func TestTrustedDevicesStandInRows(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v26.2.0/settings-keys-active")
	nodes := deviceNodes(
		map[string]any{"client_key_id": "a1", "device_name": "Ann’s \u202ephone", "device_type": "iOS", "created_at": "2026-11-22T20:36:01Z", "state": "confirmed"},
		map[string]any{"client_key_id": "b2", "device_name": "", "device_type": "Android", "created_at": "2026-11-23T08:00:00.123Z", "state": "locked"},
		map[string]any{"client_key_id": "c3", "device_name": "Work", "created_at": "nonsense"},
	)
	for _, language := range []string{"en", "de", "ar"} {
		flow, l := f.parse(t), localizer(t, language)
		flow.UI.Nodes = append(flow.UI.Nodes, nodes...)
		doc, view, _ := drawFlow(t, f.kind, flow, l)
		card := with(doc.Find("section, div"), "data-testid", "deviceauthn-settings-card")
		if title := words(card.Find("h2")); title != l.T("settings.deviceauthn.title") {
			t.Fatalf("in %s the card is called %q", language, title)
		}
		for id, want := range map[string]string{"a1": "Ann’s phone", "b2": "Android", "c3": "Work"} {
			button := with(card.Find(".row button[type=submit]"), "name", kratos.NameDeviceAuthnRemove, "value", id)
			row := button.Closest(".row")
			if row.Length() != 1 || !strings.Contains(words(row.Find(".row-text")), want) || !strings.Contains(words(button), want) {
				t.Errorf("in %s: the row of %s says %q, its button %q", language, id, words(row.Find(".row-text")), words(button))
			}
			if number := l.With("settings.number", map[string]any{"number": 1}); strings.Contains(words(row), number[:len(number)-1]) {
				t.Errorf("in %s: the row of %s needs no number: %q", language, id, words(row))
			}
			if dated := row.Find("time[datetime]").Length() == 1; dated != (id != "c3") {
				t.Errorf("in %s: the row of %s has a time: %t", language, id, dated)
			}
			// Kratos's documents want the method beside the key.
			form := button.Closest("form")
			if with(form.Find("input[type=hidden]"), "name", "method", "value", kratos.GroupDeviceAuthn).Length() != 1 || form.Find("[name=csrf_token]").Length() != 1 {
				t.Errorf("in %s: the form of %s lacks the method or the token", language, id)
			}
		}
		if text := words(doc.Find("main")); strings.Contains(text, "nonce") {
			t.Errorf("in %s the page says %q", language, text)
		}
		groups := []string{}
		for _, c := range view.Cards {
			groups = append(groups, c.Group)
		}
		if slices.Index(groups, kratos.GroupDeviceAuthn) != slices.Index(groups, kratos.GroupWebAuthn)+1 {
			t.Errorf("in %s the cards stand in the order %q", language, groups)
		}
		if len(view.Unknown) != 0 {
			t.Errorf("in %s unknown: %v", language, view.Unknown)
		}
	}
}

// What an app alone can use makes no section of a page.
func TestNoTrustedDeviceMakesNoCard(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v26.2.0/settings-keys-active")
	flow := f.parse(t)
	flow.UI.Nodes = append(flow.UI.Nodes, deviceNodes()...)
	doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
	if card := with(doc.Find("*"), "data-testid", "deviceauthn-settings-card"); card.Length() != 0 {
		t.Errorf("a card of nothing: %q", words(card))
	}
}
