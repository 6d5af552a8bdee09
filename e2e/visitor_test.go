package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Message ids of Kratos that the journeys meet.
const (
	msgConfirmIdentity  = 1010003
	msgChooseCredential = 1040009
	msgSettingsSaved    = 1050001
	msgRecovered        = 1060001
	msgRecoveryLinkSent = 1060002
	msgRecoveryCodeSent = 1060003
	msgVerified         = 1080002
	msgVerifyCodeSent   = 1080003
	msgBadCredentials   = 4000006
)

// patience is for what comes at once or, from the courier, a second later: who waits for all of it has found a mistake, however
// slow the machine.
const patience = 2 * time.Minute

// visitor is a person with an account, at a browser without JavaScript.
type visitor struct {
	*httpbrowser.Browser
	t        *testing.T
	s        *stack.Stack
	email    string
	password string
}

// newVisitor is a person nobody has heard of yet.
func newVisitor(t *testing.T, s *stack.Stack) *visitor {
	t.Helper()
	v := &visitor{t: t, s: s, email: uniqueEmail(t), password: "open-the-door-42"}
	v.Browser = v.anotherBrowser().Browser
	return v
}

// uniqueEmail is an address that no other test uses, on stacks that many share.
func uniqueEmail(t *testing.T) string {
	name := strings.ToLower(strings.NewReplacer("/", ".", "_", "-").Replace(t.Name()))
	name = name[:min(len(name), 47)] // a mailbox's name has 64 characters at most
	return fmt.Sprintf("%s.%x@example.org", name, time.Now().UnixNano())
}

// newMember is a visitor whose account exists and whose address is verified.
func newMember(t *testing.T, s *stack.Stack) *visitor {
	t.Helper()
	v := newVisitor(t, s)
	_, err := s.CreateIdentity(t.Context(), stack.Identity{Email: v.email, Password: v.password, First: "Ann"})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// anotherBrowser is the same person at a second device.
func (v *visitor) anotherBrowser() *visitor {
	other := *v
	other.Browser = httpbrowser.New(v.t)
	home, err := url.Parse(v.s.UIURL)
	if err != nil {
		v.t.Fatal(err)
	}
	other.OnPage = func(tb testing.TB, p *httpbrowser.Page) {
		tb.Helper()
		if p.URL.Host == home.Host {
			wellFormed(tb, p)
		}
	}
	return &other
}

// open visits a page of the UI.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.Visit(v.s.UIURL + path)
}

// expect insists on the path of the page and, when they are not zero, on messages.
func (v *visitor) expect(path string, messages ...int) {
	v.t.Helper()
	if want := pathAt(v.t, v.s, path); v.Path() != want {
		v.t.Fatalf("at %s with messages %v, want %s", v.URL, v.Messages(), want)
	}
	for _, id := range messages {
		if !v.HasMessage(id) {
			v.t.Fatalf("%s shows messages %v, want %d", v.URL, v.Messages(), id)
		}
	}
}

// pathAt is the path of a page, wherever the UI is mounted.
func pathAt(t *testing.T, s *stack.Stack, path string) string {
	t.Helper()
	home, err := url.Parse(s.UIURL)
	if err != nil {
		t.Fatal(err)
	}
	return home.Path + path
}

// mail waits for a mail to this person that arrived since.
func (v *visitor) mail(since time.Time, match func(inbox.Mail) bool) inbox.Mail {
	v.t.Helper()
	return awaitMail(v.t, v.s, v.email, since, match)
}

func awaitMail(t *testing.T, s *stack.Stack, to string, since time.Time, match func(inbox.Mail) bool) inbox.Mail {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	m, err := s.Inbox.Wait(ctx, to, func(m inbox.Mail) bool { return m.At.After(since) && match(m) })
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func hasCode(m inbox.Mail) bool { return m.Code != "" }
func hasLink(m inbox.Mail) bool { return m.Link != "" }

// signIn uses the password and the Enter key, and ends on the account home.
func (v *visitor) signIn() {
	v.t.Helper()
	v.open("/login")
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
	if !v.signedIn() {
		v.t.Fatal("no session after signing in")
	}
}

// signOut follows whatever carries the logout test id: a link, a button, or a link to a page that asks first.
func (v *visitor) signOut() {
	v.t.Helper()
	v.open("/")
	v.Follow("logout-link")
	if v.Path() == pathAt(v.t, v.s, "/logout") && v.Status == http.StatusOK {
		v.ClickOn(`form[action$="/logout"] button`)
	}
	if v.signedIn() {
		v.t.Fatal("still signed in after signing out")
	}
	v.open("/settings")
	v.expect("/login")
}

// signOutHere presses the logout button of a page in between, where nobody is signed in fully yet.
func (v *visitor) signOutHere() {
	v.t.Helper()
	v.Follow("logout-link")
	v.expect("/login")
	v.open("/login")
	if v.HasMessage(msgSecondFactor) || v.HasMessage(msgConfirmIdentity) {
		v.t.Fatal("still half signed in after signing out")
	}
}

// signedIn asks Kratos, not the page.
func (v *visitor) signedIn() bool {
	v.t.Helper()
	_, ok := v.whoami()
	return ok
}

func (v *visitor) whoami() (session, bool) {
	v.t.Helper()
	return whoami(v.t, v.s, v.Cookies(v.s.KratosURL))
}

// awaitStaleSignIn returns when the sign-in is older than Kratos accepts for changing a credential. The condition is the
// clock itself.
func (v *visitor) awaitStaleSignIn(age time.Duration) {
	v.t.Helper()
	s, ok := v.whoami()
	if !ok {
		v.t.Fatal("not signed in")
	}
	awaitTime(v.t, s.AuthenticatedAt.Add(age+50*time.Millisecond))
}

// awaitTime returns when it is that late.
func awaitTime(t *testing.T, at time.Time) {
	t.Helper()
	select {
	case <-time.After(time.Until(at)):
	case <-t.Context().Done():
		t.Fatal(t.Context().Err())
	}
}
