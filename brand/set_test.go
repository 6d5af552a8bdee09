package brand

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestChoose(t *testing.T) {
	t.Parallel()
	const organization = "7f1b4a1e-0d0c-4e0e-9a55-0f5b6d1c2a3b"
	a := &Brand{ID: "a", Name: Same("A"), Clients: []string{"Web"}}
	b := &Brand{ID: "b", Name: Same("B"), Organizations: []string{organization}}
	c := &Brand{ID: "c", Name: Same("C"), Hosts: []string{"c.example:3000", "[::1]"}}
	d := &Brand{ID: "d", Name: Same("D"), Default: true}
	set, err := NewSet(a, b, c, d)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ client, organization, host, want string }{
		{"Web", organization, "c.example", "a"},
		{"web", organization, "c.example", "b"},
		{"other", strings.ToUpper(organization), "", "b"},
		{"", "other", "C.example.:8080", "c"},
		{"", "", "c.example", "c"},
		{"", "", "[::1]:3000", "c"},
		{"", "", "[::1]", "c"},
		{"", "", "not-c.example", "d"},
		{"c.example", "Web", organization, "d"},
		{"", "", "", "d"},
	} {
		if got := set.Choose(test.client, test.organization, test.host); got.ID != test.want {
			t.Errorf("%+v: brand %s", test, got.ID)
		}
	}
	if none, err := NewSet(a); err != nil || none.Choose("", "", "").Name.In("") != "Thyra" {
		t.Errorf("without a default brand it is not the built-in one (%v)", err)
	}
}

// Brands made in code have no file that was checked.
func TestNewSetRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		b    *Brand
		want string
	}{
		{nil, "brands[0] is nil"},
		{&Brand{ID: "club"}, "brand club: name: is missing"},
		{&Brand{ID: "club", Name: Text{"": "Club", "de": ""}}, `brand club: name.de: is "": it must be the product's name`},
		{&Brand{ID: "club", Name: Same("Club"), Layout: "spilt"}, `brand club: layout: is "spilt"; did you mean split?`},
		{&Brand{ID: "club", Name: Same("Club"), Density: "airy"}, `brand club: density: is "airy"; allowed: compact, comfortable, spacious`},
		{&Brand{ID: "club", Name: Same("Club"), Hide: []string{"header"}}, `brand club: hide[0]: is "header"; allowed: `},
		{&Brand{ID: "club", Name: Same("Club"), Methods: []string{"magic"}}, `brand club: methods[0]: is "magic"; allowed: `},
		{&Brand{ID: "club", Name: Same("Club"), Background: Background{Position: "0; } a {"}}, `brand club: background.position: is "0; } a {"`},
		{&Brand{ID: "club", Name: Same("Club"), Logo: Logo{Place: "top"}}, `brand club: logo.place: is "top"; allowed: above, card`},
		{&Brand{ID: "club", Name: Same("Club"), Footer: []Link{{Label: Same("Help")}}}, "brand club: footer[0].href: is missing"},
	} {
		good := Default()
		if _, err := NewSet(test.b, &good); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("the error is %v, want %q", err, test.want)
		}
	}
}

func TestExamplesPass(t *testing.T) {
	t.Parallel()
	english, err := os.ReadFile("../locales/active.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(english, &texts); err != nil {
		t.Fatal(err)
	}
	messages := map[string]string{}
	for key, text := range texts {
		if forms, ok := text.(map[string]any); ok { // a message with plural forms
			text = forms["other"]
		}
		messages[key] = text.(string)
	}
	set, err := Load(os.DirFS("examples"), messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range set.All() {
		for _, problem := range b.Check() {
			t.Errorf("%s: %v", b.ID, problem)
		}
		if got := set.Choose("", "", b.ID+".localhost:4455"); got != b {
			t.Errorf("at %s.localhost it is %s", b.ID, got.ID)
		}
		if bytes.Contains(b.Tokens(), []byte("</")) {
			t.Errorf("%s: %s", b.ID, b.Tokens())
		}
	}
}
