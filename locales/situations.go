package locales

import (
	"strconv"
	"strings"
)

// needsValue asks for one certain value, and checkbox ends the key of its text for a box that has to be ticked, such as that of
// the terms of use.
const (
	needsValue = 4000029
	checkbox   = ".checkbox"
)

// known lists what Kratos may say, or leave out, in the context of a message whose text depends on it. Each entry is a text of
// its own: its key is that of the message with ".with_" and the names, joined by "_and_", in lower case, and it has exactly
// these placeholders. The first entry of which the context has everything is shown, and the text of the message itself when
// there is none.
func known(id int64) [][]string {
	switch id {
	case 1010016:
		return [][]string{{"duplicate_identifier", "provider"}, {"duplicate_identifier"}, {"provider"}}
	case 1010020:
		return [][]string{{"maskedTo"}}
	case 1050014:
		return [][]string{{"used_at"}}
	case 1050018, 1050020:
		return [][]string{{"display_name"}, {"added_at"}}
	case 1050021:
		return [][]string{{"device_name"}, {"device_type"}}
	case 1060001:
		return [][]string{{"privileged_session_expires_at"}}
	case 1060004:
		return [][]string{{"masked_address"}}
	case 4000001, 4000005, 5000001:
		return [][]string{{"reason"}}
	case 4000028:
		const address, methods, providers = "credential_identifier_hint", "available_credential_types", "available_oidc_providers"
		return [][]string{
			{address, methods, providers}, {address, methods}, {address, providers}, {methods, providers}, {address}, {methods}, {providers},
		}
	case needsValue:
		return [][]string{{"expected"}}
	}
	return nil
}

// messageKey is the key of the text that fits what is known about a message. data are texts, by the names of Kratos's context.
// A language that lacks the text that fits best shows another of its own rather than an English one.
func (l *Localizer) messageKey(id int64, data map[string]any) string {
	key := "kratos." + strconv.FormatInt(id, 10)
	if id == needsValue && data["expected"] == "true" {
		return key + checkbox
	}
	for _, names := range known(id) {
		if candidate := withKey(key, names); hasAll(data, names) && (l.has(candidate) || !l.has(key)) {
			return candidate
		}
	}
	return key
}

// MessageKeys are the keys of all texts for a message of Kratos: its own first, then those for what its context says.
func MessageKeys(id int64) []string {
	key := "kratos." + strconv.FormatInt(id, 10)
	keys := []string{key}
	for _, names := range known(id) {
		keys = append(keys, withKey(key, names))
	}
	if id == needsValue {
		keys = append(keys, key+checkbox)
	}
	return keys
}

func withKey(key string, names []string) string {
	return key + ".with_" + strings.ToLower(strings.Join(names, "_and_"))
}

func hasAll(data map[string]any, names []string) bool {
	for _, name := range names {
		if text, _ := data[name].(string); text == "" {
			return false
		}
	}
	return true
}
