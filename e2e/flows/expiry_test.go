package flows_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/user"
)

const flowExpired = "notice/flow_expired"

// awaitPageExpiry returns when the flow of the page has expired.
func awaitPageExpiry(u *user.User) {
	u.T.Helper()
	awaitExpiry(u.T, u.Find("[data-expires]").AttrOr("data-expires", ""))
}

func awaitExpiry(tb testing.TB, stamp string) {
	tb.Helper()
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		tb.Fatalf("the page does not say when it expires: %v", err)
	}
	harness.AwaitTime(tb, at.Add(time.Second+50*time.Millisecond)) // the stamp is in whole seconds
}

// expiringPages returns how each kind of page sends its form, and the message that says that it came too late.
func expiringPages() map[string]struct {
	send func(u *user.User)
	late int
} {
	type page = struct {
		send func(u *user.User)
		late int
	}
	return map[string]page{
		"login": {func(u *user.User) {
			u.SubmitCredentials()
		}, 4010001},
		"registration": {func(u *user.User) {
			u.Fill("traits.email", "new."+u.Email)
			u.PressEnter("traits.email")
		}, 4040001},
		"recovery":     {sendAddress, 4060005},
		"verification": {sendAddress, 4070005},
		"settings": {func(u *user.User) {
			u.Fill("traits.name.last", "Late")
			u.PressEnter("traits.name.last")
		}, 4050001},
	}
}

func sendAddress(u *user.User) {
	u.Fill("email", u.Email)
	u.PressEnter("email")
}

// An expired page says so and starts a new flow, with the return_to of the old one.
func TestExpiredPage(t *testing.T) {
	for kind, page := range expiringPages() {
		t.Run(kind, func(t *testing.T) {
			path := "/" + kind
			u := user.NewRegistered(t, shared.Stack(t, "shortlife"))
			if path == "/settings" {
				u.SignIn()
			}
			want := u.Stack.UIURL + "/sessions"
			u.Open(path + "?return_to=" + url.QueryEscape(want))
			u.GotoFlow()
			first := u.URL.String()
			awaitPageExpiry(u)
			u.Reload()
			u.Expect(path)
			if !u.Has(flowExpired) {
				t.Error("the page does not say that the old one had expired")
			}
			if u.URL.String() == first {
				t.Error("the address still names the old flow")
			}
			expectReturnTo(u, want)

			// When the form of an expired page is sent, Kratos itself says so.
			awaitPageExpiry(u)
			page.send(u)
			u.Expect(path, page.late)
			expectReturnTo(u, want)
			u.Goto(first)
			u.Expect(path)
		})
	}
}

// expectReturnTo fails the test unless the page leads on to this address.
func expectReturnTo(u *user.User, want string) {
	u.T.Helper()
	link, err := url.Parse(u.Find("[data-renew]").AttrOr("href", ""))
	if err != nil || link.Query().Get("return_to") != want {
		u.T.Errorf("%s leads on to %q (%v), want %s", u.URL, link.Query().Get("return_to"), err, want)
	}
}

func TestExpiredLogin(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "shortlife"))
	u.Open("/login?return_to=" + url.QueryEscape(u.Stack.UIURL+"/sessions"))
	awaitPageExpiry(u)
	u.Reload()
	expiringPages()["login"].send(u)
	u.Expect("/sessions")
}

// Kratos replaces an expired sign-in by one that has forgotten the identity schema and the organization: the page begins anew with
// what the first was asked for. Recovery keeps it there and back.
func TestExpiredPageKeepsWhatItWasAskedFor(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "shortlife"))
	const asked = "identity_schema=customer"
	leads := func(testID string) {
		t.Helper()
		if href := u.TestID(testID).AttrOr("href", ""); !strings.HasSuffix(href, "?"+asked) {
			t.Errorf("%s on %s leads to %s", testID, u.URL, href)
		}
	}
	u.Open("/login?" + asked)
	awaitPageExpiry(u)
	expiringPages()["login"].send(u)
	u.Expect("/login")
	if !u.Has(flowExpired) {
		t.Error("the page does not say that the old one had expired")
	}
	leads("signup-link")
	u.Follow("forgot-password-link")
	u.Expect("/recovery")
	leads("cta-link")
}

// Of a page that is loaded again when it has expired, Kratos does not tell either what it was asked for. Its address does.
func TestExpiredPageKeepsItsSchemaWhenReloaded(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "shortlife"))
	const asked = "identity_schema=customer"
	p.Open("/login?" + asked)
	awaitExpiry(t, chrome.Eval[string](p.Tab, `document.querySelector("[data-expires]").dataset.expires`))
	p.Goto(p.URL())
	p.WaitFor(chrome.TestID(flowExpired))
	p.WaitFor(chrome.TestID("signup-link") + "[href$='?" + asked + "']")
}

// A flow of another browser is replaced by a new one.
func TestExpiredPageOfAnotherBrowser(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	for _, path := range []string{"/login", "/registration", "/recovery", "/verification"} {
		u.Open(path)
		u.GotoFlow()
		other := u.AnotherBrowser()
		other.Goto(u.URL.String())
		other.Expect(path)
		if other.URL.String() == u.URL.String() {
			t.Errorf("two browsers share %s", u.URL)
		}
	}
}

// The notice is hidden while there is plenty of time.
func TestExpiryNoticeWaits(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	p.Open("/login")
	if !chrome.Eval[bool](p.Tab, `document.querySelector("[data-expires]").hidden`) {
		t.Error("the page says that it expires, an hour before")
	}
}
