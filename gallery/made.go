package gallery

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// The groups of flows that were made up.
const (
	groupLimits   = "limits"
	groupUnknown  = "unknown to this version"
	groupNotices  = "notices"
	groupLastUsed = "last used"
)

// A text as long as they come, a word that can't be broken, and an address that is both.
var (
	longText    = strings.TrimSpace(strings.Repeat("something that takes rather many words to say in this language, ", 5)) + " and so on."
	longWord    = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
	longAddress = strings.Repeat("a.rather.long.name.", 4) + "without.an.end@" + strings.Repeat("subdomain", 6) + ".example.com"
)

// madeFlows are flows that no recording shows: texts as long as they come, pages about to expire, nothing to do.
func (m *maker) madeFlows() {
	m.flowState("login", groupLimits, "nothing to sign in with", latest+"login-initial", func(f *flow) {
		f.nodes = []object{f.node("csrf_token")}
	})
	m.flowState("login", groupLimits, "long texts", latest+"login-initial", func(f *flow) {
		f.label("identifier")["context"] = object{"title": longText}
		f.node("identifier")["messages"] = []any{foreignText(longText), foreignText(longWord + longWord)}
		f.say(foreignText(longText))
		f.context("provider")["provider"] = longWord + longWord
	})
	m.flowState("login", groupLimits, "long name of the application", latest+"login-oauth2", func(f *flow) {
		f.must(part(f.within("oauth2_login_request"), "client"), "client")["client_name"] = longWord + " " + longText
	})
	m.flowState("login", groupLimits, "long account", latest+"login-idfirst-step2", func(f *flow) {
		f.attributes("identifier")["value"] = longAddress
	})
	m.flowState("registration", groupLimits, "long texts", latest+"registration-onestep-error", func(f *flow) {
		f.label("traits.name.first")["context"] = object{"title": longWord + longWord}
		f.label("traits.newsletter")["context"] = object{"title": longText}
		f.node("traits.email")["messages"] = []any{foreignText(longText)}
	})
	m.flowState("registration", groupLimits, "everything wrong", latest+"registration-onestep", func(f *flow) {
		for _, n := range f.nodes {
			if part(n, "attributes")["type"] != "hidden" && n["group"] == "default" {
				n["messages"] = []any{object{"id": 4000002, "type": "error", "text": "Property is missing."}}
			}
		}
	})
	m.flowState("recovery", groupLimits, "long texts", latest+"recovery-code-sent", func(f *flow) { f.say(foreignText(longText)) })
	m.flowState("settings", groupLimits, "long texts", latest+"settings-keys-active", func(f *flow) {
		f.attributes("traits.email")["value"] = longAddress
		f.label("traits.name.first")["context"] = object{"title": longText}
		f.context("webauthn_remove")["display_name"] = longWord + longWord
		f.context("passkey_remove")["display_name"] = longText
		f.say(foreignText(longText))
	})
	m.flowState("settings", groupLimits, "the only key left", latest+"settings-passkey-only-user", func(f *flow) {
		f.attributes("passkey_remove")["disabled"] = true
	})
	for kind, name := range map[string]string{"login": "login-initial", "registration": "registration-step2", "settings": "settings-all-fresh"} {
		m.flowState(kind, groupLimits, "about to expire", latest+name, func(f *flow) {
			f.object["expires_at"] = "2020-01-01T00:00:00Z" // the script says so from two minutes before, for ever after
		})
	}
}

// newer is what a Kratos might send that this version knows nothing of.
func (m *maker) newer() {
	for _, kind := range []string{"login", "registration", "recovery", "verification", "settings"} {
		m.flowState(kind, groupUnknown, "a newer Kratos", "future", func(*flow) {})
	}
}

// trustedDevices are phones with a key, which only commercial versions of Kratos have: none could be recorded.
func (m *maker) trustedDevices() {
	m.flowState("settings", groupLimits, "trusted devices", latest+"settings-keys-active", func(f *flow) {
		for _, device := range []object{
			{"client_key_id": "a", "device_name": "Ann’s phone", "created_at": "2026-11-22T20:36:01Z"},
			{"client_key_id": "b", "device_type": "Android", "created_at": "2026-11-23T08:00:00Z"},
			{"client_key_id": "c", "device_name": longWord + longWord, "created_at": "2026-11-24T08:00:00Z"},
		} {
			f.nodes = append(f.nodes, object{
				"type": "input", "group": "deviceauthn", "messages": []any{},
				"attributes": object{"name": "deviceauthn_remove", "type": "submit", "value": device["client_key_id"], "node_type": "input"},
				"meta":       object{"label": object{"id": 1050021, "type": "info", "text": "Remove trusted device", "context": device}},
			})
		}
	})
}

// flowState makes a state of an edited recording.
func (m *maker) flowState(kind, group, title, recording string, edit func(f *flow)) {
	f := m.flow(recording)
	edit(f)
	m.add(State{Page: kind, Method: group, Title: title}, getFlow(kind),
		answers{callFlow(kind): f.answer(), callWhoami: ok(m.object(latest + "session-whoami-aal1"))})
}

// foreignText is an error in words that no message file translates.
func foreignText(text string) object { return object{"id": 9000000, "type": "error", "text": text} }

// providers are twelve ways to sign in with an account elsewhere, some with a mark of ours and some without.
var providers = []struct{ id, name string }{
	{"google", "Google"},
	{"github-enterprise", "GitHub Enterprise"},
	{"gitlab", "GitLab"},
	{"microsoft", "Microsoft"},
	{"apple", "Apple"},
	{"facebook", "Facebook"},
	{"discord", "Discord"},
	{"linkedin", "LinkedIn"},
	{"x", "X"},
	{"acme", "Acme"},
	{"umbrella", "Umbrella & Daughters"},
	{"overlong", "The Bureau of Rather Long Names and Their Abbreviations"},
}

const many = 12

// madeLists are flows that have many of what recordings have one or two of.
func (m *maker) madeLists() {
	provider := func(i int, attributes, label object) {
		attributes["value"] = providers[i].id
		context := object{"provider": providers[i].name, "provider_id": providers[i].id}
		label["context"], label["text"] = context, "Sign in with "+providers[i].name
	}
	for kind, name := range map[string]string{"login": "login-initial", "registration": "registration-step1"} {
		m.flowState(kind, groupLimits, "many providers", latest+name, func(f *flow) { f.repeat("provider", len(providers), provider) })
	}
	m.flowState("login", groupLimits, "nothing but providers", latest+"login-initial", func(f *flow) {
		f.repeat("provider", len(providers), provider)
		f.nodes = slices.DeleteFunc(f.nodes, func(n object) bool { return n["group"] != "oidc" && n["group"] != "default" || named(n, "identifier") })
	})
	m.flowState("settings", groupLimits, "many providers", latest+"settings-everything", func(f *flow) {
		f.repeat("unlink", len(providers)/2, provider)
		f.repeat("link", len(providers)/2, func(i int, attributes, label object) {
			provider(i+len(providers)/2, attributes, label)
		})
	})
	m.flowState("settings", groupLimits, "many keys", latest+"settings-keys-active", func(f *flow) {
		for _, name := range []string{"webauthn_remove", "passkey_remove"} {
			f.repeat(name, many, func(i int, attributes, label object) {
				attributes["value"] = hex.EncodeToString([]byte(fmt.Sprint("key-number-", i)))
				context := clone(part(label, "context"))
				context["display_name"] = []string{"Desk key", "unnamed", "Phone", "Key " + longWord}[i%4]
				label["context"] = context
			})
		}
	})
}
