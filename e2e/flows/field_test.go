package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

const (
	active = "document.activeElement"
)

func TestFieldPasswordCanBeShown(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	p.Open("/login")
	p.Fill("password", p.Password)
	state := func() string {
		return chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").type + " " + document.querySelector("[data-reveal]").ariaPressed`)
	}
	for _, want := range []string{"password false", "text true", "password false"} {
		if got := state(); got != want {
			t.Errorf("the field is %q, want %q", got, want)
		}
		p.Click("[data-reveal]")
		p.Until(active + `.name === "password"`)
	}
	p.Capture("login-password-shown")
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value`); got != p.Password {
		t.Errorf("the field holds %q now", got)
	}
}

// Password managers and people paste.
func TestFieldsTakePastedText(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep"))
	for _, path := range []string{"/login", "/registration", "/recovery"} {
		p.Open(path)
		refused := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll("input:not([type=hidden])")]
			.filter((e) => !e.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true})) || e.autocomplete === "off")
			.map((e) => e.name)`)
		if len(refused) > 0 {
			t.Errorf("%s: %q can't be pasted into, or filled by a password manager", path, refused)
		}
	}
}

func TestFieldCapsLockHint(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	p.Open("/login")
	press := func(on string) {
		chrome.Eval[any](p.Tab, `document.querySelector("[name=password]").dispatchEvent(new KeyboardEvent("keydown", {key: "A", modifierCapsLock: `+on+`}))`)
	}
	const hidden = `document.querySelector("[data-capslock]").hidden`
	if !chrome.Eval[bool](p.Tab, hidden) {
		t.Error("the hint shows before a key was pressed")
	}
	press("true")
	p.WaitFor("[data-capslock]")
	p.Capture("login-caps-lock")
	press("false")
	p.Until(hidden)
}

// The first field to fill in has the focus.
func TestFieldFocus(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	focused := func(name string) {
		t.Helper()
		p.Until(active + `.name === "` + name + `"`)
	}
	for path, name := range map[string]string{
		"/login": "identifier", "/registration": "traits.email", "/recovery": "email", "/verification": "email",
	} {
		p.Open(path)
		focused(name)
	}
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	p.PressEnter(`[name="traits.email"]`)
	p.Expect("/registration", ui.MsgChooseCredential)
	focused("password")

	// The error summary gets the focus and links to the field.
	p.Fill("password", "short")
	p.PressEnter("[name=password]")
	p.WaitFor(chrome.TestID(ui.ErrorSummary))
	p.Until(active + `.dataset.testid === "` + ui.ErrorSummary + `"`)
	p.Click(chrome.TestID(ui.ErrorSummary) + " a")
	focused("password")
	if id := chrome.Eval[string](p.Tab, active+`.getAttribute("aria-describedby") ?? ""`); id == "" || !p.Has("#"+id) {
		t.Errorf("the field is described by %q, which is not there", id)
	}
	if !chrome.Eval[bool](p.Tab, active+`.ariaInvalid === "true"`) {
		t.Error("the field is not marked as invalid")
	}
}

// After an error the form keeps what was typed, but never a password.
func TestFieldValuesAreKept(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep"))
	typed := registrationValues(p.Email)
	delete(typed, "traits.birthday") // typed differently in each language
	typed["traits.age"] = "151"
	p.Open("/registration")
	for name, value := range typed {
		p.Fill(name, value)
	}
	p.Click(`[type=checkbox][name="traits.newsletter"]`)
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.WaitFor(chrome.TestID("node/input/traits.age") + " " + chrome.Message(4000020))
	p.Capture("registration-onestep-error")
	for name, want := range typed {
		if got := chrome.Eval[string](p.Tab, `document.querySelector('form [name="`+name+`"]').value`); got != want {
			t.Errorf("%s is %q after the error, want %q", name, got, want)
		}
	}
	if !chrome.Eval[bool](p.Tab, `document.querySelector('[type=checkbox][name="traits.newsletter"]').checked`) {
		t.Error("the newsletter tick was lost")
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value`); got != "" {
		t.Error("the page sends the password back")
	}
}

func enterable(name string) string { return `[name="` + name + `"]:not([type=hidden])` }
