package kratos

import (
	"maps"
	"slices"
	"strings"
)

// The scopes that OpenID Connect Core 5.4 and 11 give a meaning; Hydra takes "offline" for offline_access too.
const (
	ScopeOpenID        = "openid"
	ScopeProfile       = "profile"
	ScopeEmail         = "email"
	ScopeAddress       = "address"
	ScopePhone         = "phone"
	ScopeOfflineAccess = "offline_access"
)

// The standard claims (OpenID Connect Core 5.1) and the members of address (5.1.1) that are taken from traits of the same
// name.
var (
	profileClaims = []string{
		"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
		"gender", "birthdate", "zoneinfo", "locale",
	}
	addressClaims = []string{"formatted", "street_address", "locality", "region", "postal_code", "country"}
)

// Claims are what an ID token says about the person, as far as the scopes allow (OpenID Connect Core 5.4). A claim without a
// trait is left out.
func (i *Identity) Claims(scopes []string) map[string]any {
	claims := map[string]any{}
	for scope, add := range map[string]func(map[string]any){
		ScopeProfile: i.addProfile,
		ScopeEmail:   i.addEmail,
		ScopePhone:   i.addPhone,
		ScopeAddress: i.addAddress,
	} {
		if slices.Contains(scopes, scope) {
			add(claims)
		}
	}
	return claims
}

func (i *Identity) addProfile(claims map[string]any) {
	maps.Copy(claims, i.names())
	if !i.UpdatedAt.IsZero() {
		claims["updated_at"] = i.UpdatedAt.Unix()
	}
}

// DisplayName is what to call the person: the name that applications get as a claim, else what they go by. It is "" when the
// traits do not tell.
func (i *Identity) DisplayName() string {
	names := i.names()
	for _, claim := range []string{"name", "preferred_username", "nickname"} {
		if name, ok := names[claim].(string); ok {
			return name
		}
	}
	return ""
}

// names are the claims of the scope profile that are texts. Traits go by the names of the claims or by other usual ones.
func (i *Identity) names() map[string]any {
	claims := texts(i.Traits, profileClaims)
	for claim, trait := range map[string]string{"preferred_username": "username", "given_name": "first_name", "family_name": "last_name"} {
		if s, ok := i.Traits[trait].(string); ok && s != "" && claims[claim] == nil {
			claims[claim] = s
		}
	}
	if name, nested := i.Traits["name"].(map[string]any); nested {
		for claim, key := range map[string]string{"given_name": "first", "family_name": "last", "middle_name": "middle"} {
			if s, ok := name[key].(string); ok && s != "" {
				claims[claim] = s
			}
		}
	}
	if _, named := claims["name"]; !named {
		given, _ := claims["given_name"].(string)
		family, _ := claims["family_name"].(string)
		if full := strings.TrimSpace(given + " " + family); full != "" {
			claims["name"] = full
		}
	}
	return claims
}

func (i *Identity) addEmail(claims map[string]any) {
	if value, verified := i.address(ViaEmail, "email"); value != "" {
		claims["email"], claims["email_verified"] = value, verified
	}
}

func (i *Identity) addPhone(claims map[string]any) {
	if value, verified := i.address(ViaSMS, "phone_number", "phone"); value != "" {
		claims["phone_number"], claims["phone_number_verified"] = value, verified
	}
}

// address returns the first of these traits that is set, and whether exactly that address is verified. Without such a trait
// it is the identity's first address of this kind.
func (i *Identity) address(via string, traits ...string) (value string, verified bool) {
	for _, trait := range traits {
		if value, _ = i.Traits[trait].(string); value != "" {
			break
		}
	}
	for _, a := range i.Addresses {
		if a.Via == via && (value == "" || strings.EqualFold(a.Value, value)) {
			return a.Value, a.Verified
		}
	}
	return value, false
}

func (i *Identity) addAddress(claims map[string]any) {
	switch address := i.Traits["address"].(type) {
	case string:
		if address != "" {
			claims["address"] = map[string]any{"formatted": address}
		}
	case map[string]any:
		if parts := texts(address, addressClaims); len(parts) > 0 {
			claims["address"] = parts
		}
	}
}

// texts returns the members of these names that are strings and not empty.
func texts(from map[string]any, names []string) map[string]any {
	found := map[string]any{}
	for _, name := range names {
		if s, ok := from[name].(string); ok && s != "" {
			found[name] = s
		}
	}
	return found
}
