package gallery

import (
	"fmt"
	"slices"
	"strings"
)

// offer is something that a page has when it has a node whose name begins with field, or "group:name".
type offer struct {
	field string
	one   string
	many  string // for several such nodes, with their number; the same as one when empty
}

// ways are how one may go on from a page, in the order in which people know them.
var ways = []offer{
	{"traits.", "profile", ""},
	{"identifier_first:identifier", "address first", ""},
	{"password:password", "password", ""},
	{"code:method", "code", ""},
	{"code:address", "code to one address", "code to one of %d addresses"},
	{"code:recovery_select_address", "one address", "one of %d addresses"},
	{"link:method", "link", ""},
	{"passkey:", "passkey", ""},
	{"webauthn:", "security key", ""},
	{"totp:totp_code", "authenticator app", ""},
	{"lookup_secret:lookup_secret", "backup code", ""},
	{"oidc:provider", "one provider", "%d providers"},
}

// owned is what an account has by its settings page.
var owned = []offer{
	{"totp:totp_unlink", "authenticator app", ""},
	{"lookup_secret:lookup_secret_reveal", "backup codes", ""},
	{"lookup_secret:lookup_secret_codes", "backup codes shown", ""},
	{"passkey:passkey_remove", "a passkey", "%d passkeys"},
	{"webauthn:webauthn_remove", "a security key", "%d security keys"},
	{"oidc:unlink", "a linked account", "%d linked accounts"},
}

// offers lists what a page offers: settings what is set up, others the ways to go on.
func (f *flow) offers() []string {
	known := ways
	if f.kind() == "settings" {
		known = owned
	}
	var list []string
	for _, o := range known {
		nodes := slices.Clone(f.nodes)
		switch count := len(slices.DeleteFunc(nodes, func(n object) bool { return !o.isOf(n) })); {
		case count > 1 && o.many != "":
			list = append(list, fmt.Sprintf(o.many, count))
		case count > 0:
			list = append(list, o.one)
		}
	}
	return list
}

// isOf reports whether a node that can be seen is one of those that make the offer.
func (o offer) isOf(node object) bool {
	attributes := part(node, "attributes")
	name, ok := attributes["name"].(string)
	if !ok {
		name, _ = attributes["id"].(string)
	}
	if attributes["type"] == "hidden" {
		return false
	}
	return strings.HasPrefix(name, o.field) || strings.HasPrefix(fmt.Sprint(node["group"], ":", name), o.field)
}
