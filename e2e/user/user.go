// Package user has the users of the tests: an address, a password and a browser each, without JavaScript or a Chromium. It
// knows the journeys that many tests share, such as signing in; it does not know what the tests are about.
package user

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Password is the first one of every user.
const Password = "open-the-door-42"

// User is a person with an e-mail address and a password, at a browser without JavaScript. Methods that can't do what they say
// fail the test.
type User struct {
	*httpbrowser.Browser
	T        testing.TB // the test that this user is of
	Stack    *stack.Stack
	Email    string
	Password string
}

// New returns a user without an account.
func New(tb testing.TB, s *stack.Stack) *User {
	tb.Helper()
	u := &User{T: tb, Stack: s, Email: UniqueEmail(tb), Password: Password}
	u.Browser = u.AnotherBrowser().Browser
	return u
}

// UniqueEmail returns an address that no other test uses: tests share stacks.
func UniqueEmail(tb testing.TB) string {
	name := strings.ToLower(strings.NewReplacer("/", ".", "_", "-").Replace(tb.Name()))
	name = name[:min(len(name), 47)] // a mailbox's name has 64 characters at most
	return fmt.Sprintf("%s.%x@example.org", name, time.Now().UnixNano())
}

// NewRegistered returns a user whose account exists and whose address is verified. Nobody is signed in yet.
func NewRegistered(tb testing.TB, s *stack.Stack) *User {
	tb.Helper()
	u := New(tb, s)
	_, err := s.CreateIdentity(tb.Context(), stack.Identity{Email: u.Email, Password: u.Password, First: "Ann"})
	if err != nil {
		tb.Fatal(err)
	}
	return u
}

// AnotherBrowser returns the same user at a second browser. Every page of the UI that a user opens is checked.
func (u *User) AnotherBrowser() *User {
	other := *u
	other.Browser = httpbrowser.New(u.T)
	home, err := url.Parse(u.Stack.UIURL)
	if err != nil {
		u.T.Fatal(err)
	}
	other.OnPage = func(tb testing.TB, p *httpbrowser.Page) {
		tb.Helper()
		if p.URL.Host == home.Host {
			pagecheck.WellFormed(tb, p)
		}
	}
	return &other
}

// At returns the same user at a browser without cookies, at another host of a stack with Options.Hosts and in these languages
// (Accept-Language).
func (u *User) At(host, languages string) *User {
	u.T.Helper()
	there, s := *u, *u.Stack
	for _, address := range []*string{&s.UIURL, &s.KratosURL} {
		at, err := url.Parse(*address)
		if err != nil {
			u.T.Fatal(err)
		}
		at.Host = host + ":" + at.Port()
		*address = at.String()
	}
	there.Stack = &s
	other := there.AnotherBrowser()
	other.Header.Set("Accept-Language", languages)
	return other
}

// Open opens a page of the UI.
func (u *User) Open(path string) {
	u.T.Helper()
	u.Goto(u.Stack.UIURL + path)
}

// GotoFlow goes to the address of the flow that the page began, which the script puts into the bar of browsers that run it.
func (u *User) GotoFlow() {
	u.T.Helper()
	if address := u.Find("main").AttrOr("data-flow-address", ""); address != "" {
		u.Goto(address)
	}
}

// Expect fails the test unless the page has this path and shows these messages of Kratos.
func (u *User) Expect(path string, messages ...int) {
	u.T.Helper()
	if want := PathAt(u.T, u.Stack, path); u.Path() != want {
		u.T.Fatalf("at %s with messages %v, want %s", u.URL, u.Messages(), want)
	}
	for _, id := range messages {
		if !u.HasMessage(id) {
			u.T.Fatalf("%s shows messages %v, want %d", u.URL, u.Messages(), id)
		}
	}
}

// PathAt returns the path of a page as browsers see it, wherever the UI is mounted.
func PathAt(tb testing.TB, s *stack.Stack, path string) string {
	tb.Helper()
	home, err := url.Parse(s.UIURL)
	if err != nil {
		tb.Fatal(err)
	}
	return home.Path + path
}
