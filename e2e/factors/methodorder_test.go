package factors_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// controls lists what can be reached of the card, in the order of the document and from the top of the screen to its bottom.
const controls = `(() => {
  const all = [...document.querySelectorAll('main form :is(button[name], input:not([type=hidden]))')].filter((e) => e.offsetParent);
  const name = (e) => e.name + (e.name === 'method' ? '=' + e.value : '');
  const top = (e) => e.getBoundingClientRect().top;
  return [all.map(name).join(' '), all.toSorted((a, b) => top(a) - top(b)).map(name).join(' ')];
})()`

// A brand puts the passkey before everything: it is there for eyes and for Tab, and Kratos takes it from a form without the
// identifier, by its button and by the autofill of a field in the other form.
func TestPasskeyFirst(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	brand := `{"name": "Keys", "default": true, "methods": ["passkey", "code", "password"], "button": {"login": "Let me in"}}`
	if err := os.WriteFile(filepath.Join(dir, "keys", "brand.json"), []byte(brand), 0o600); err != nil {
		t.Fatal(err)
	}
	p := user.NewInChromium(t, shared.OwnStack(t, stack.Options{UIEnv: []string{"BRAND_DIR=" + dir}}))
	device := p.AddAuthenticator()
	signUpWithPasskey(p, device)
	enable := device.DisableAutofill()
	p.SignOut()
	p.WaitFor(ui.PasskeySignIn)
	for i, got := range chrome.Eval[[]string](p.Tab, controls) {
		if got != "passkey_login_trigger identifier method=code password method=password" {
			t.Errorf("%s has %s", []string{"the document", "the screen"}[i], got)
		}
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("main .button-primary").textContent.trim()`); got != "Let me in" {
		t.Errorf("the main button says %q", got)
	}
	p.Submit(ui.PasskeySignIn)
	p.Expect("/")
	p.MustBeSignedIn("aal1")
	enable()
	p.Submit(chrome.TestID("logout-link")) // and the browser suggests the passkey at once
	p.Expect("/")
	p.MustBeSignedIn("aal1")
}
