package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const (
	errorSummary = "error-summary"
	active       = "document.activeElement"
)

func TestPasswordCanBeSeen(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.open("/login")
	p.Fill("password", p.password)
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
	p.pictures("login-password-shown")
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value`); got != p.password {
		t.Errorf("the field holds %q now", got)
	}
}

// Password managers and careful people paste.
func TestEveryFieldTakesWhatIsPasted(t *testing.T) {
	p := newPerson(t, shared.stack(t, "onestep"))
	for _, path := range []string{"/login", "/registration", "/recovery"} {
		p.open(path)
		refused := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll("input:not([type=hidden])")]
			.filter((e) => !e.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true})) || e.autocomplete === "off")
			.map((e) => e.name)`)
		if len(refused) > 0 {
			t.Errorf("%s: %q can't be pasted into, or filled by a password manager", path, refused)
		}
	}
}

func TestCapsLock(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.open("/login")
	press := func(on string) {
		chrome.Eval[any](p.Tab, `document.querySelector("[name=password]").dispatchEvent(new KeyboardEvent("keydown", {key: "A", modifierCapsLock: `+on+`}))`)
	}
	const hidden = `document.querySelector("[data-capslock]").hidden`
	if !chrome.Eval[bool](p.Tab, hidden) {
		t.Error("the hint shows before a key was pressed")
	}
	press("true")
	p.WaitFor("[data-capslock]")
	p.pictures("login-caps-lock")
	press("false")
	p.Until(hidden)
}

// The keyboard starts where a person goes on.
func TestFocus(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	focused := func(name string) {
		t.Helper()
		p.Until(active + `.name === "` + name + `"`)
	}
	for path, name := range map[string]string{
		"/login": "identifier", "/registration": "traits.email", "/recovery": "email", "/verification": "email",
	} {
		p.open(path)
		focused(name)
	}
	p.open("/registration")
	p.Fill("traits.email", p.email)
	p.PressEnter(`[name="traits.email"]`)
	p.expect("/registration", msgChooseCredential)
	focused("password")

	// Mistakes come first, and lead to their field.
	p.Fill("password", "short")
	p.PressEnter("[name=password]")
	p.WaitFor(chrome.TestID(errorSummary))
	p.Until(active + `.dataset.testid === "` + errorSummary + `"`)
	p.Click(chrome.TestID(errorSummary) + " a")
	focused("password")
	if id := chrome.Eval[string](p.Tab, active+`.getAttribute("aria-describedby") ?? ""`); id == "" || !p.Has("#"+id) {
		t.Errorf("the field is described by %q, which is not there", id)
	}
	if !chrome.Eval[bool](p.Tab, active+`.ariaInvalid === "true"`) {
		t.Error("the field is not marked as invalid")
	}
}

// Two clicks are one order, and the button's own value is still sent along.
func TestDoubleClickSendsOnce(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage(`addEventListener("submit", (e) => {
		const sent = e.defaultPrevented ? "kept" : e.submitter.value;
		sessionStorage.setItem("sent", (sessionStorage.getItem("sent") ?? "") + sent + " ");
	});`)
	p.open("/login")
	p.Fill("identifier", p.email)
	chrome.Eval[any](p.Tab, `{ const b = document.querySelector('`+chrome.Button("method", "code")+`'); b.click(); b.click(); }`)
	p.expect("/login", msgLoginCodeSent)
	if got := chrome.Eval[string](p.Tab, `sessionStorage.getItem("sent")`); got != "code kept " {
		t.Errorf("the form was sent as %q", got)
	}
}

// What was typed is still there when something of it was wrong; a password never is.
func TestValuesAreKept(t *testing.T) {
	p := newPerson(t, shared.stack(t, "onestep"))
	typed := typedAtSignUp(p.email)
	delete(typed, "traits.birthday") // typed differently in each language
	typed["traits.age"] = "151"
	p.open("/registration")
	for name, value := range typed {
		p.Fill(name, value)
	}
	p.Click(`[type=checkbox][name="traits.newsletter"]`)
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
	p.WaitFor(chrome.TestID("node/input/traits.age") + " " + message(4000020))
	p.pictures("registration-onestep-error")
	for name, want := range typed {
		if got := chrome.Eval[string](p.Tab, `document.querySelector('form [name="`+name+`"]').value`); got != want {
			t.Errorf("%s is %q after the mistake, want %q", name, got, want)
		}
	}
	if !chrome.Eval[bool](p.Tab, `document.querySelector('[type=checkbox][name="traits.newsletter"]').checked`) {
		t.Error("the newsletter tick was lost")
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value`); got != "" {
		t.Error("the page sends the password back")
	}
}

// Enter does what the button says that stands out, in every field.
func TestEnterInEveryField(t *testing.T) {
	v := newMember(t, shared.stack(t))
	p := v.atChromium()
	p.open("/login")
	for _, name := range []string{"identifier", "password"} {
		p.Fill("identifier", p.email)
		p.Fill("password", "not-the-password-1")
		p.PressEnter("[name=" + name + "]")
		p.expect("/login", msgBadCredentials)
	}
	p.open("/recovery")
	p.Fill("email", p.email)
	p.PressEnter("[name=email]")
	p.expect("/recovery", msgRecoveryCodeSent)

	traits := typedAtSignUp("new." + p.email)
	for name := range traits {
		p.open("/registration")
		p.Fill("traits.email", "new."+p.email)
		p.PressEnter(enterable(name))
		p.expect("/registration", msgChooseCredential)
	}
	p.signIn()
	for name := range traits {
		p.open("/settings")
		p.PressEnter(enterable(name))
		p.expect("/settings", msgSettingsSaved)
	}
	p.Fill("totp_code", "000000")
	p.PressEnter("[name=totp_code]")
	p.expect("/settings", msgWrongTOTP)
	p.open("/settings")
	p.Fill("password", "another-key-for-the-door-7")
	p.PressEnter("[name=password]")
	p.expect("/settings", msgSettingsSaved)
}

func enterable(name string) string { return `[name="` + name + `"]:not([type=hidden])` }
