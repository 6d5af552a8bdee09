package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// person is a visitor at a Chromium: what needs JavaScript needs a person.
type person struct {
	*chrome.Tab
	t        *testing.T
	s        *stack.Stack
	email    string
	password string
}

// newPerson is somebody nobody has heard of yet.
func newPerson(t *testing.T, s *stack.Stack) *person {
	t.Helper()
	return &person{Tab: chrome.Start(t, chrome.Options{}), t: t, s: s, email: uniqueEmail(t), password: "open-the-door-42"}
}

// atChromium is the same person as a visitor, at a second device.
func (v *visitor) atChromium() *person {
	v.t.Helper()
	return &person{Tab: chrome.Start(v.t, chrome.Options{}), t: v.t, s: v.s, email: v.email, password: v.password}
}

// open visits a page of the UI.
func (p *person) open(path string) {
	p.t.Helper()
	p.Goto(p.s.UIURL + path)
}

// expect waits for a page of the UI and for messages on it.
func (p *person) expect(path string, messages ...int) {
	p.t.Helper()
	want := p.s.UIURL + path
	p.WaitURL(func(u *url.URL) bool { return u.Scheme+"://"+u.Host+u.Path == want })
	for _, id := range messages {
		p.WaitFor(message(id))
	}
}

// pictures show a page on a desktop in light and on a phone in dark colours.
func (p *person) pictures(name string) {
	p.t.Helper()
	p.Resize(chrome.Phone())
	p.SetDark(true)
	p.Screenshot(name + "-phone-dark")
	p.Resize(chrome.Desktop())
	p.SetDark(false)
	p.Screenshot(name + "-desktop-light")
}

// enterPassword fills the sign-in form and presses Enter.
func (p *person) enterPassword() {
	p.t.Helper()
	p.open("/login")
	p.giveCredentials()
}

// giveCredentials fills the sign-in form that is showing, and presses Enter.
func (p *person) giveCredentials() {
	p.t.Helper()
	p.Fill("identifier", p.email)
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
}

// signIn uses the password alone, and ends on the account home.
func (p *person) signIn() {
	p.t.Helper()
	p.enterPassword()
	p.expect("/")
}

// signOut presses the logout button of the page that is showing.
func (p *person) signOut() {
	p.t.Helper()
	p.Submit(chrome.TestID("logout-link"))
	p.expect("/login")
}

// mustBeSignedIn asks Kratos for the session, and insists on how sure it is of the person.
func (p *person) mustBeSignedIn(aal string) {
	p.t.Helper()
	if s, ok := whoami(p.t, p.s, p.Cookies(p.s.KratosURL)); !ok || s.AAL != aal {
		p.t.Fatalf("session %+v (valid: %t) at %s, want %s", s, ok, p.URL(), aal)
	}
}

// awaitStaleSignIn returns when the sign-in is older than Kratos accepts for changing a credential.
func (p *person) awaitStaleSignIn(age time.Duration) {
	p.t.Helper()
	s, ok := whoami(p.t, p.s, p.Cookies(p.s.KratosURL))
	if !ok {
		p.t.Fatal("not signed in")
	}
	awaitTime(p.t, s.AuthenticatedAt.Add(age+50*time.Millisecond))
}

// session is what Kratos says about a browser's session.
type session struct {
	ID              string    `json:"id"`
	AuthenticatedAt time.Time `json:"authenticated_at"`
	AAL             string    `json:"authenticator_assurance_level"`
	Methods         []struct {
		Method string `json:"method"`
	} `json:"authentication_methods"`
	Identity struct {
		Traits map[string]any `json:"traits"`
	} `json:"identity"`
}

// whoami asks Kratos whose session a browser's cookies carry. Kratos refuses while a second factor is due.
func whoami(t *testing.T, s *stack.Stack, cookies []*http.Cookie) (session, bool) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.KratosURL+"/sessions/whoami", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		req.AddCookie(c)
	}
	res, err := oneshot.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out session
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out, res.StatusCode == http.StatusOK
}

// join makes a name for a subtest or a picture of what a stack is made of.
func join(name string, overlays []string) string {
	return strings.Join(append([]string{name}, overlays...), "-")
}
