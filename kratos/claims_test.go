package kratos_test

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// traits is short for JSON objects.
type traits = map[string]any

func TestClaims(t *testing.T) {
	t.Parallel()
	mail := kratos.Address{Value: "ann@example.org", Via: "email", Verified: true}
	other := kratos.Address{Value: "other@example.org", Via: "email"}
	phone := kratos.Address{Value: "+41441234567", Via: "sms", Verified: true}
	for name, c := range map[string]struct {
		identity kratos.Identity
		scope    string
		want     traits
	}{
		"the matching address": {
			kratos.Identity{Traits: traits{"email": "Ann@example.org"}, Addresses: []kratos.Address{other, mail}},
			"email",
			traits{"email": "ann@example.org", "email_verified": true},
		},
		"another address is verified": {
			kratos.Identity{Traits: traits{"email": "other@example.org"}, Addresses: []kratos.Address{mail, other}},
			"email",
			traits{"email": "other@example.org", "email_verified": false},
		},
		"an address that can't be verified": {
			kratos.Identity{Traits: traits{"email": "new@example.org"}, Addresses: []kratos.Address{mail}},
			"email",
			traits{"email": "new@example.org", "email_verified": false},
		},
		"an address by another name": {
			kratos.Identity{Traits: traits{"mail": "ann@example.org"}, Addresses: []kratos.Address{phone, mail}},
			"email",
			traits{"email": "ann@example.org", "email_verified": true},
		},
		"no address":         {kratos.Identity{Traits: traits{"email": 7}}, "email", traits{}},
		"phone":              {kratos.Identity{Traits: traits{"phone": "+41441234567"}, Addresses: []kratos.Address{mail, phone}}, "phone", traits{"phone_number": "+41441234567", "phone_number_verified": true}},
		"no phone":           {kratos.Identity{Addresses: []kratos.Address{mail}}, "phone", traits{}},
		"address as text":    {kratos.Identity{Traits: traits{"address": "1 Main Street"}}, "address", traits{"address": traits{"formatted": "1 Main Street"}}},
		"address in parts":   {kratos.Identity{Traits: traits{"address": traits{"locality": "Bern", "country": "CH", "secret": "x"}}}, "address", traits{"address": traits{"locality": "Bern", "country": "CH"}}},
		"no address of note": {kratos.Identity{Traits: traits{"address": traits{"secret": "x"}}}, "address", traits{}},
		"nested names": {
			kratos.Identity{Traits: traits{"name": traits{"first": "Ann", "last": "Lee"}, "username": "ann", "website": "https://ann.example", "internal": "x"}, UpdatedAt: time.Unix(1700000000, 0)},
			"profile",
			traits{"name": "Ann Lee", "given_name": "Ann", "family_name": "Lee", "preferred_username": "ann", "website": "https://ann.example", "updated_at": int64(1700000000)},
		},
		"one name":      {kratos.Identity{Traits: traits{"name": "Ann Lee", "first_name": "Ann"}}, "profile", traits{"name": "Ann Lee", "given_name": "Ann"}},
		"no traits":     {kratos.Identity{}, "profile", traits{}},
		"strange names": {kratos.Identity{Traits: traits{"name": traits{"first": 7}, "username": traits{}}}, "profile", traits{}},
		"nothing asked": {kratos.Identity{Traits: traits{"email": "ann@example.org"}}, "openid", traits{}},
	} {
		if got := c.identity.Claims([]string{c.scope}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	all := kratos.Identity{Traits: traits{"email": "ann@example.org", "phone": "+1", "address": "x", "username": "ann"}}
	want := traits{}
	for _, scope := range []string{"email", "phone", "address", "profile"} {
		maps.Copy(want, all.Claims([]string{scope}))
	}
	if got := all.Claims([]string{"openid", "email", "phone", "address", "profile"}); len(want) != 6 || !reflect.DeepEqual(got, want) {
		t.Errorf("all scopes together tell %v, want %v", got, want)
	}
}

// The pages call a person by the name that applications get, where they get one.
func TestDisplayNameIsTheClaim(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		traits  traits
		display string
		claimed bool
	}{
		{traits{"name": "Ann Lee", "username": "ann"}, "Ann Lee", true},
		{traits{"name": traits{"first": "Ann", "last": "Lee"}}, "Ann Lee", true},
		{traits{"first_name": "Ann", "last_name": "Lee"}, "Ann Lee", true},
		{traits{"family_name": "Lee", "nickname": "al"}, "Lee", true},
		{traits{"username": "ann", "nickname": "al"}, "ann", false},
		{traits{"nickname": "al"}, "al", false},
		{traits{"email": "ann@example.org"}, "", false},
	} {
		identity := kratos.Identity{Traits: c.traits}
		if got := identity.DisplayName(); got != c.display {
			t.Errorf("%v: displayed as %q, want %q", c.traits, got, c.display)
		}
		if got, claimed := identity.Claims([]string{kratos.ScopeProfile})["name"]; claimed != c.claimed || claimed && got != c.display {
			t.Errorf("%v: claimed as %v, want %q: %v", c.traits, got, c.display, c.claimed)
		}
	}
}
