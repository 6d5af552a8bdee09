package e2e_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/inbox"
)

func TestSignInAfterAMistake(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.open("/login")
	v.Fill("identifier", v.email)
	v.Fill("password", "not-the-password-1")
	v.PressEnter("identifier")
	v.expect("/login", msgBadCredentials)
	if got := v.Value("identifier"); got != v.email {
		t.Errorf("the identifier is now %q", got)
	}
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
}

func TestSignInIdentifierFirst(t *testing.T) {
	for _, overlay := range []string{"idfirst", "idfirst-mitigate"} {
		t.Run(overlay, func(t *testing.T) {
			v := newMember(t, shared.stack(t, overlay))
			v.open("/login")
			v.Fill("identifier", v.email)
			v.PressEnter("identifier")
			v.Fill("password", v.password)
			v.PressEnter("password")
			v.expect("/")
		})
	}
}

// A page that needs a session sends the visitor through sign-in and back to itself.
func TestSignInReturnsToThePageAskedFor(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.open("/sessions")
	v.expect("/login")
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/sessions")
}

// Links between sign-in and sign-up keep where the visitor wants to go.
func TestReturnToSurvivesTheWayToSignUp(t *testing.T) {
	s := shared.stack(t)
	v := newVisitor(t, s)
	v.open("/login?return_to=" + url.QueryEscape(s.UIURL+"/sessions"))
	v.Follow("signup-link")
	v.expect("/registration")
	v.Fill("traits.email", v.email)
	v.PressEnter("traits.email")
	v.Click("method", "code")
	v.Fill("code", v.mail(time.Time{}, hasCode).Code)
	v.PressEnter("code")
	v.expect("/sessions")
}

func TestProfileChange(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/settings")
	v.Fill("traits.name.first", "Änne <b>")
	v.Fill("traits.name.last", "O'Hara")
	v.Click("method", "profile")
	v.expect("/settings", msgSettingsSaved)
	v.open("/settings")
	if first, last := v.Value("traits.name.first"), v.Value("traits.name.last"); first != "Änne <b>" || last != "O'Hara" {
		t.Errorf("name is %q %q", first, last)
	}
	if v.HasMessage(msgSettingsSaved) {
		t.Error("a fresh settings page says that something was saved")
	}

	// Enter in a field of one group must submit that group only.
	v.Fill("traits.name.first", "Anne")
	v.PressEnter("traits.name.first")
	v.expect("/settings", msgSettingsSaved)
}

func TestPasswordChange(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/settings")
	v.password = "another-key-for-the-door-7"
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.signIn()
}

// When the last sign-in is too long ago, Kratos wants to see the password before it changes one, and then finishes the
// change that was asked for.
func TestPasswordChangeAsksWhoIsThere(t *testing.T) {
	v := newMember(t, shared.stack(t, "shortpriv"))
	v.signIn()
	v.awaitStaleSignIn(privilegedAge)
	v.open("/settings")
	next := "another-key-for-the-door-7"
	v.Fill("password", next)
	v.PressEnter("password")
	v.expect("/login", msgConfirmIdentity)

	if v.Find(`input[name="identifier"]`).Not("[type=hidden]").Length() == 1 {
		v.Fill("identifier", v.email)
	}
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
	v.password = next
	v.signOut()
	v.signIn()
}

func TestRecoveryByCode(t *testing.T) {
	v := newMember(t, shared.stack(t))
	start := time.Now()
	v.open("/login")
	v.Follow("forgot-password-link")
	v.expect("/recovery")
	v.Fill("email", v.email)
	v.PressEnter("email")
	v.expect("/recovery", msgRecoveryCodeSent)
	code := v.mail(start, hasCode).Code
	v.Fill("code", wrong(code))
	v.PressEnter("code")
	v.expect("/recovery", 4060006)
	v.Fill("code", code)
	v.PressEnter("code")
	choosePassword(v)
}

func TestRecoveryByLink(t *testing.T) {
	v := newMember(t, shared.stack(t, "link"))
	start := time.Now()
	v.open("/recovery")
	v.Fill("email", v.email)
	v.PressEnter("email")
	v.expect("/recovery", msgRecoveryLinkSent)
	v.Visit(v.mail(start, func(m inbox.Mail) bool { return strings.Contains(m.Link, "/self-service/recovery") }).Link)
	choosePassword(v)
}

// choosePassword is how recovery ends.
func choosePassword(v *visitor) {
	v.t.Helper()
	v.expect("/settings", msgRecovered)
	v.password = "found-another-key-9"
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.signIn()
}
