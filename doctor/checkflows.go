package doctor

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// checkReturnURLs: Kratos lets visitors return to our pages.
func checkReturnURLs(f *facts) []Finding {
	var found []Finding
	for _, a := range f.returns {
		var body struct {
			Error struct {
				ID string `json:"id"`
			} `json:"error"`
		}
		if a.status != http.StatusBadRequest || !a.document(&body) || body.Error.ID != "self_service_flow_return_to_forbidden" {
			continue
		}
		address := returnAddress(a)
		found = append(found, one(ReturnURLRefused, "Kratos does not let visitors return to "+address, fmt.Sprintf("%s: %s", a, refusalOf(a)),
			"Kratos's selfservice.allowed_return_urls: add "+address)...)
	}
	return found
}

// returnAddress is the address of pages that a start of a flow asked to return to.
func returnAddress(a answer) string {
	asked, err := url.Parse(a.url)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(asked.Query().Get("return_to"), "sessions")
}

// checkMethods: there is a way to sign in.
func checkMethods(f *facts) []Finding {
	if f.flow == nil || f.flow.Offers() {
		return nil
	}
	return one(NoMethods, "Kratos offers no way to sign in", "a login flow has no button", "Kratos's selfservice.methods: enable password, code, passkey or oidc")
}

// methods are the groups of a login flow's nodes.
func (f *facts) methods() []string {
	var list []string
	for _, n := range f.flow.UI.Nodes {
		switch n.Group {
		case kratos.GroupDefault, kratos.GroupIdentifierFirst, kratos.GroupCaptcha:
		default:
			list = append(list, n.Group)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// relyingParty is what passkeys or security keys are bound to (WebAuthn 4).
type relyingParty struct {
	method, id string
	origins    []string // nil when only Kratos's file could tell, and it was not given
	source     string
}

// relyingParties are that of passkeys, which a login flow tells, and those of the file.
func (f *facts) relyingParties() []relyingParty {
	var list []relyingParty
	if f.setup.Config != nil {
		for _, method := range []string{kratos.GroupPasskey, kratos.GroupWebAuthn} {
			if m := f.setup.Config.SelfService.Methods[method]; m.Enabled {
				list = append(list, relyingParty{method, m.Config.RP.ID, m.Config.RP.origins(f.kratosURL()), "Kratos's configuration file"})
			}
		}
		return list
	}
	if id := f.passkeyID(); id != "" {
		list = append(list, relyingParty{kratos.GroupPasskey, id, nil, "the passkey challenge of a login flow has rpId " + id})
	}
	return list
}

// passkeyID is the relying party's id in the options for navigator.credentials.get of a login flow.
func (f *facts) passkeyID() string {
	if f.flow == nil {
		return ""
	}
	for _, n := range f.flow.UI.Nodes {
		var options struct {
			PublicKey struct {
				RPID string `json:"rpId"`
			} `json:"publicKey"`
		}
		if n.Group == kratos.GroupPasskey && json.Unmarshal([]byte(n.Attributes.Value), &options) == nil && options.PublicKey.RPID != "" {
			return options.PublicKey.RPID
		}
	}
	return ""
}

// checkPasskeyScheme: browsers have passkeys and security keys in a secure context only (WebAuthn 5).
func checkPasskeyScheme(f *facts) []Finding {
	if f.flow == nil || schemeOf(f.pagesOrigin()) != "http" || isLoopback(hostOf(f.pagesOrigin())) {
		return nil
	}
	for _, method := range f.methods() {
		if method == kratos.GroupPasskey || method == kratos.GroupWebAuthn {
			return one(PasskeyInsecure, "passkeys are offered on pages without https, where browsers have none",
				fmt.Sprintf("a login flow offers %s, and the pages are at %s", method, f.pagesOrigin()),
				"https for the pages, or Kratos's selfservice.methods."+method+".enabled: false")
		}
	}
	return nil
}

// checkPasskeyID: the relying party's id is our host or a domain above it.
func checkPasskeyID(f *facts) []Finding {
	host := hostOf(f.pagesOrigin())
	if host == "" {
		return nil
	}
	var found []Finding
	for _, rp := range f.relyingParties() {
		if within(host, rp.id) && !isAddress(host) && !isPublicSuffix(rp.id) {
			continue
		}
		change := fmt.Sprintf("Kratos's selfservice.methods.%s.config.rp.id: %s", rp.method, host)
		if isAddress(host) {
			change = "PUBLIC_URL and the ui_urls: a host name, since browsers have no passkeys at an IP address"
		}
		found = append(found, one(PasskeyID, fmt.Sprintf("the id for %s is %q, and the pages are at the host %s", keys(rp.method), rp.id, host), rp.source, change)...)
	}
	return found
}

// checkPasskeyOrigins: our origin is among those at which keys may be used.
func checkPasskeyOrigins(f *facts) []Finding {
	if f.pagesOrigin() == "" {
		return nil
	}
	var found []Finding
	for _, rp := range f.relyingParties() {
		ours := func(origin string) bool { return kratos.OriginOf(origin) == f.pagesOrigin() }
		if rp.origins == nil || slices.ContainsFunc(rp.origins, ours) {
			continue
		}
		found = append(found, one(PasskeyOrigins, fmt.Sprintf("%s may be used at %s, and the pages are at %s", keys(rp.method), strings.Join(rp.origins, ", "), f.pagesOrigin()),
			rp.source, fmt.Sprintf("Kratos's selfservice.methods.%s.config.rp.origins: add %s", rp.method, f.pagesOrigin()))...)
	}
	return found
}

// keys is what a method is called.
func keys(method string) string {
	if method == kratos.GroupPasskey {
		return "passkeys"
	}
	return "security keys"
}
