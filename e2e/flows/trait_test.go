package flows_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// everyTrait is what is typed into the fields of traits.schema.json, and the values that Kratos must have then.
var everyTrait = []struct {
	name         string
	typed, again []string // at sign-up, and as a change
	stored, then any
}{
	{"tags", []string{"alpha", "beta"}, []string{"beta", "gamma"}, []any{"alpha", "beta"}, []any{"beta", "gamma"}},
	{"roles", []string{"reader", "owner"}, []string{"owner", "writer"}, []any{"reader", "owner"}, []any{"owner", "writer"}},
	{"scores", []string{"1.5", "-2"}, []string{"0.25", "1e3"}, []any{1.5, -2.0}, []any{0.25, 1000.0}},
	{"languages", []string{"de"}, []string{"ar"}, []any{"de"}, []any{"ar"}},
	{"home.address.street.names", []string{"x", "y"}, []string{"y", "z"}, []any{"x", "y"}, []any{"y", "z"}},
	{"plan", []string{"pro"}, []string{"team"}, "pro", "team"},
	{"origin", []string{"web"}, []string{"web"}, "web", "web"},
	{"age", []string{"33"}, []string{"34"}, 33.0, 34.0},
	{"height", []string{"1.75"}, []string{"1.76"}, 1.75, 1.76},
	{"balance", []string{"-0.1"}, []string{"1234567.89"}, -0.1, 1234567.89},
	{"birthday", []string{"2000-02-29"}, []string{"1999-12-31"}, "2000-02-29", "1999-12-31"},
	{"alarm", []string{"10:30:00Z"}, []string{"11:30:00+01:00"}, "10:30:00Z", "11:30:00+01:00"},
	{"appointment", []string{"2026-12-01T10:30:00+02:00"}, []string{"2027-01-02T03:04:05.678Z"}, "2026-12-01T10:30:00+02:00", "2027-01-02T03:04:05.678Z"},
	{"website", []string{"https://ann.example/a?b=c#d"}, []string{"urn:isbn:0451450523"}, "https://ann.example/a?b=c#d", "urn:isbn:0451450523"},
	{"phone", []string{"+41446681800"}, []string{"+493012345678"}, "+41446681800", "+493012345678"},
	{"second_email", []string{"ann@example.net"}, []string{"jürgen@example.net"}, "ann@example.net", "jürgen@example.net"},
	{"bio", []string{"  one line, with spaces around "}, []string{"another"}, "  one line, with spaces around ", "another"},
	{"nick", []string{"Mc Ann"}, []string{"ann"}, "Mc Ann", "ann"},
	{"fax", []string{`^\+41 \d+$`}, []string{"x*"}, `^\+41 \d+$`, "x*"},
	{"ort", []string{"京都"}, []string{"Zürich"}, "京都", "Zürich"},
	{"имя", []string{"Анна"}, []string{"آنا"}, "Анна", "آنا"},
	{"favorite:color", []string{"blue"}, []string{"#00f"}, "blue", "#00f"},
	{"city", []string{"Bern"}, []string{"Basel"}, "Bern", "Basel"},
	{"postalCode", []string{"03001"}, []string{"0040"}, "03001", "0040"},
	{"home.address.street.house_number", []string{"7b"}, []string{"8"}, "7b", "8"},
}

// storedTraits returns the traits that Kratos has, by their names with dots.
func storedTraits(u *user.User) map[string]any {
	u.T.Helper()
	s, ok := u.Whoami()
	if !ok {
		u.T.Fatalf("not signed in at %s, messages %v", u.URL, u.Messages())
	}
	return flat("", s.Identity.Traits)
}

func flat(prefix string, object map[string]any) map[string]any {
	all := map[string]any{}
	for key, value := range object {
		if inner, ok := value.(map[string]any); ok {
			maps.Copy(all, flat(prefix+key+".", inner))
			continue
		}
		all[prefix+key] = value
	}
	return all
}

// compareTraits reports each trait that differs.
func compareTraits(tb testing.TB, when string, got, want map[string]any) {
	tb.Helper()
	for name, value := range want {
		if !reflect.DeepEqual(got[name], value) {
			tb.Errorf("%s: %s is %#v, want %#v", when, name, got[name], value)
		}
	}
	for name, value := range got {
		if _, ok := want[name]; !ok {
			tb.Errorf("%s: %s is %#v, want none", when, name, value)
		}
	}
}

// For every trait: registration stores what is typed, a save changes nothing, and a change changes that trait only.
func TestTraitsAreKept(t *testing.T) {
	for _, overlays := range [][]string{{"traits"}, {"traits", "onestep"}} {
		t.Run(strings.Join(overlays, "-"), func(t *testing.T) {
			u := user.New(t, shared.Stack(t, overlays...))
			u.Open("/registration")
			for _, trait := range everyTrait {
				if len(trait.typed) > 1 || trait.name == "languages" {
					addEntries(u, trait.name, len(trait.typed))
				}
			}
			want := map[string]any{"email": u.Email, "terms": true, "adult": false}
			u.Fill("traits.email", u.Email)
			u.Check("traits.terms", true)
			for _, trait := range everyTrait {
				u.FillAll("traits."+trait.name, trait.typed...)
				want[trait.name] = trait.stored
			}
			if len(overlays) == 1 {
				u.PressEnter("traits.email")
				u.Expect("/registration", ui.MsgChooseCredential)
				u.Click("screen", "previous")
				u.PressEnter("traits.email")
				u.Expect("/registration", ui.MsgChooseCredential)
			}
			if len(overlays) == 1 {
				// In one step, Kratos v1.3.1 forgets what lists hold when anything was wrong.
				u.Fill("password", "short")
				u.PressEnter("password")
			}
			u.Fill("password", u.Password)
			u.PressEnter("password")
			compareTraits(t, "after sign-up", storedTraits(u), want)

			u.Open("/settings")
			u.Click("method", "profile")
			u.Expect("/settings", ui.MsgSettingsSaved)
			compareTraits(t, "after saving without a change", storedTraits(u), want)

			for _, trait := range everyTrait {
				u.Open("/settings")
				u.FillAll("traits."+trait.name, trait.again...)
				u.Click("method", "profile")
				u.Expect("/settings", ui.MsgSettingsSaved)
				want[trait.name] = trait.then
				compareTraits(t, "after a change of "+trait.name, storedTraits(u), want)
			}
		})
	}
}

// Values that were stored by other means stay too, as far as a form can send them.
func TestTraitsSavedWithoutAChange(t *testing.T) {
	s := shared.Stack(t, "traits")
	for name, traits := range map[string]map[string]any{
		"little":  {},
		"empty":   {"city": "", "nick": "ab"},
		"answers": {"news": false, "adult": true},
		"out of range": {
			"balance": 1e21, "scores": []any{1e-7, 123456789.125}, "website": "mailto:ann@example.org", "second_email": "\"a b\"@example.org",
			"birthday": "0000-01-01", "appointment": "0001-01-01T00:00:00.000000001-12:00", "bio": "one\r\ntwo\r\n\r\n", "tags": []any{"a, b", "\"", " ", "<x>", "a\r\nb"},
			"postalCode": "1e3", "ort": " ", "alarm": "23:59:59.999Z",
		},
		"list of one": {"tags": []any{"only"}},
	} {
		t.Run(name, func(t *testing.T) {
			u := user.New(t, s)
			stored := map[string]any{"email": u.Email, "terms": true, "adult": false}
			maps.Copy(stored, traits)
			if _, err := s.CreateIdentity(t.Context(), stack.Identity{Email: u.Email, Password: u.Password, Schema: "traits", Traits: stored}); err != nil {
				t.Fatal(err)
			}
			u.SignIn()
			before := storedTraits(u)
			u.Open("/settings")
			u.Click("method", "profile")
			u.Expect("/settings", ui.MsgSettingsSaved)
			want := maps.Clone(before)
			if want["city"] == "" {
				delete(want, "city") // a form can't send an empty text as a value: Kratos removes it
			}
			compareTraits(t, "after saving", storedTraits(u), want)
		})
	}
}
