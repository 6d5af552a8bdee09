package flows_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// registeredWithTraits returns a user of the schema with every kind of trait, and in Chromium on the settings page.
func registeredWithTraits(t *testing.T, traits map[string]any) (*user.User, *user.Chromium) {
	t.Helper()
	u := user.New(t, shared.Stack(t, "traits"))
	all := map[string]any{"email": u.Email, "terms": true, "adult": false}
	maps.Copy(all, traits)
	if _, err := u.Stack.CreateIdentity(t.Context(), stack.Identity{Email: u.Email, Password: u.Password, Schema: "traits", Traits: all}); err != nil {
		t.Fatal(err)
	}
	p := u.InChromium()
	p.SignIn()
	p.Open("/settings")
	return u, p
}

// saveTraits presses Save and compares the traits that Kratos has then.
func saveTraits(p *user.Chromium, want map[string]any) {
	p.T.Helper()
	p.Submit(chrome.Button("method", "profile"))
	p.Expect("/settings", ui.MsgSettingsSaved)
	s, ok := user.Whoami(p.T, p.Stack, p.Cookies(p.Stack.KratosURL))
	if !ok {
		p.T.Fatal("not signed in")
	}
	compareTraits(p.T, "in Chromium", flat("", s.Identity.Traits), want)
}

// With JavaScript, entries are added and removed in place, and other fields keep what was typed.
func TestTraitLists(t *testing.T) {
	u, p := registeredWithTraits(t, map[string]any{"tags": []string{"a", "b", "c"}})
	const tags = `[data-list="traits.tags"] `
	want := map[string]any{"email": u.Email, "terms": true, "adult": false, "tags": []any{"a", "b", "c"}, "city": "Bern"}
	p.Fill("traits.city", "Bern")
	saveTraits(p, want)

	p.Click(`[data-testid="node/input/traits.tags.1"] [data-list-remove]`)
	p.Until(active + `.value === "c"`)
	p.Click(tags + "[data-list-add]")
	p.Until(active + `.closest("[data-list]") && ` + active + `.value === ""`)
	p.Keys("d")
	p.Click(tags + "[data-list-add]") // which stays empty
	p.Fill("traits.city", "Basel")
	p.Capture("settings-lists")
	want["tags"], want["city"] = []any{"a", "c", "d"}, "Basel"
	saveTraits(p, want)

	for range 3 {
		p.Click(tags + "li [data-list-remove]")
	}
	p.Until(active + `.matches("[data-list-add]")`)
	delete(want, "tags")
	saveTraits(p, want)
	saveTraits(p, want)
}

// Added entries survive the renewal of a page that is about to expire.
func TestRenewKeepsAddedEntries(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "traits"))
	p.Open("/registration")
	for _, tag := range []string{"alpha", "beta"} {
		p.Click(`[data-list="traits.tags"] [data-list-add]`)
		p.Keys(tag)
	}
	renew(p)
	const entries = `[...document.querySelectorAll("[name='traits.tags']")].map((f) => f.value).join()`
	if got := chrome.Eval[string](p.Tab, entries); got != "alpha,beta" {
		t.Errorf("after renewing the list holds %q", got)
	}
}

// Registration keeps a list through both of its pages and the way back.
func TestTraitListsAtRegistration(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "traits"))
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	p.Click(`[type=checkbox][name="traits.terms"]`)
	for _, tag := range []string{"alpha", "beta"} {
		p.Click(`[data-list="traits.tags"] [data-list-add]`)
		p.Keys(tag)
	}
	p.PressEnter(`[name="traits.email"]`)
	p.Expect("/registration", ui.MsgChooseCredential)
	p.Submit(chrome.Button("screen", "previous"))
	p.WaitFor(`[data-list="traits.tags"] li + li`)
	p.PressEnter(`[name="traits.email"]`)
	p.Expect("/registration", ui.MsgChooseCredential)
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.WaitFor(chrome.Message(ui.MsgVerifyCodeSent))
	s, _ := user.Whoami(t, p.Stack, p.Cookies(p.Stack.KratosURL))
	want := map[string]any{"email": p.Email, "terms": true, "adult": false, "tags": []any{"alpha", "beta"}}
	compareTraits(t, "after sign-up", flat("", s.Identity.Traits), want)
}

// A date and time is chosen in the visitor's time zone and saved with it. An unchanged one stays as it was written.
func TestTraitInstants(t *testing.T) {
	const stored = "2026-12-01T10:30:00+02:00"
	u, p := registeredWithTraits(t, map[string]any{"appointment": stored})
	const field = `document.querySelector('[name="traits.appointment"]')`
	if got := chrome.Eval[string](p.Tab, field+`.type + " " + `+field+".value"); got != "datetime-local 2026-12-01T08:30" {
		t.Errorf("in UTC, %s is shown as %s", stored, got)
	}
	if chrome.Eval[bool](p.Tab, `document.getElementById(`+field+`.id + "-hint").offsetHeight > 0`) {
		t.Error("the hint how to write an instant is shown beside a field that knows")
	}
	want := map[string]any{"email": u.Email, "terms": true, "adult": false, "appointment": stored}
	saveTraits(p, want)
	chrome.Eval[any](p.Tab, field+`.value = "2027-02-03T04:05"`)
	want["appointment"] = "2027-02-03T04:05:00Z"
	saveTraits(p, want)
	chrome.Eval[any](p.Tab, field+`.value = ""`)
	delete(want, "appointment")
	saveTraits(p, want)

	// Values that a browser's control can't show stay as text.
	for _, odd := range []string{"0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"} {
		_, p := registeredWithTraits(t, map[string]any{"appointment": odd})
		if got := chrome.Eval[string](p.Tab, field+`.type + " " + `+field+".value"); got != "text "+odd {
			t.Errorf("%s is shown as %s", odd, got)
		}
	}
}

// Chromium posts unchanged values back as they were.
func TestTraitsSavedWithoutAChangeInChromium(t *testing.T) {
	for name, traits := range map[string]map[string]any{
		"usual": {
			"tags": []string{"a", "b"}, "roles": []string{"reader"}, "scores": []float64{0.5}, "plan": "pro", "age": 33, "height": 1.75, "balance": -0.1,
			"news": true, "birthday": "2000-02-29", "alarm": "10:30:00Z", "appointment": "2026-12-01T10:30:00.5Z", "website": "https://ann.example/",
			"phone": "+41446681800", "second_email": "ann@example.net", "bio": "one\r\ntwo", "nick": "Mc Ann", "ort": "京都",
			"favorite:color": "blue", "home": map[string]any{"address": map[string]any{"street": map[string]any{"house_number": "7"}}},
		},
		"unusual": {
			"tags": []string{" a ", "b\r\nc"}, "scores": []float64{1e21}, "balance": 1e-7, "news": false, "birthday": "0000-01-01", "alarm": "23:59:59.5Z",
			"appointment": "0001-01-01T00:00:00.000000001-12:00", "website": "urn:isbn:0451450523", "second_email": "jürgen@example.net", "ort": " ", "city": "  x  ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, p := registeredWithTraits(t, traits)
			before, _ := user.Whoami(t, p.Stack, p.Cookies(p.Stack.KratosURL))
			saveTraits(p, flat("", before.Identity.Traits))
		})
	}
}

// Optional checkboxes are marked, and the browser's validation does not block required ones.
func TestTraitCheckboxes(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "traits"))
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	marked := chrome.Eval[string](p.Tab, `[...document.querySelectorAll("[type=checkbox]")].filter((b) => b.labels[0].querySelector(".optional")).map((b) => b.name).join()`)
	if marked != "traits.news" {
		t.Errorf("marked as optional: %s, want the newsletter only", marked)
	}
	p.PressEnter(`[name="traits.email"]`)
	p.WaitFor(chrome.TestID("node/input/traits.terms") + " " + chrome.Message(4000029))
	if strings.Contains(p.Text(chrome.TestID(ui.ErrorSummary)), "traits.") {
		t.Error("the summary calls a field by Kratos's name")
	}
	p.Capture("registration-terms-refused")
}
