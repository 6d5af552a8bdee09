package e2e_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const flowExpired = "notice/flow_expired"

// awaitExpiry returns when Kratos no longer accepts the page.
func (v *visitor) awaitExpiry() {
	v.t.Helper()
	awaitExpiry(v.t, v.Find("[data-expires]").AttrOr("data-expires", ""))
}

func awaitExpiry(t *testing.T, stamp string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		t.Fatalf("the page does not say when it expires: %v", err)
	}
	awaitTime(t, at.Add(time.Second+50*time.Millisecond)) // the stamp is in whole seconds
}

// expiringPages are the kinds of pages with forms, and what each says when a form was sent too late.
func expiringPages() map[string]struct {
	send func(v *visitor)
	late int
} {
	type page = struct {
		send func(v *visitor)
		late int
	}
	return map[string]page{
		"login": {func(v *visitor) {
			v.Fill("identifier", v.email)
			v.Fill("password", v.password)
			v.PressEnter("password")
		}, 4010001},
		"registration": {func(v *visitor) {
			v.Fill("traits.email", "new."+v.email)
			v.PressEnter("traits.email")
		}, 4040001},
		"recovery":     {sendAddress, 4060005},
		"verification": {sendAddress, 4070005},
		"settings": {func(v *visitor) {
			v.Fill("traits.name.last", "Late")
			v.PressEnter("traits.name.last")
		}, 4050001},
	}
}

func sendAddress(v *visitor) {
	v.Fill("email", v.email)
	v.PressEnter("email")
}

// A page that was left open too long says so and starts anew, with the way the visitor was going.
func TestExpiredPage(t *testing.T) {
	for kind, page := range expiringPages() {
		t.Run(kind, func(t *testing.T) {
			path := "/" + kind
			v := newMember(t, shared.stack(t, "shortlife"))
			if path == "/settings" {
				v.signIn()
			}
			want := v.s.UIURL + "/sessions"
			v.open(path + "?return_to=" + url.QueryEscape(want))
			first := v.URL.String()
			v.awaitExpiry()
			v.Reload()
			v.expect(path)
			if !v.Has(flowExpired) {
				t.Error("the page does not say that the old one had expired")
			}
			if v.URL.String() == first {
				t.Error("the address still names the old flow")
			}
			v.onTheWayTo(want)

			// Sending the form of such a page is told in the same way, by Kratos itself.
			v.awaitExpiry()
			page.send(v)
			v.expect(path, page.late)
			v.onTheWayTo(want)
			v.Visit(first)
			v.expect(path)
		})
	}
}

// onTheWayTo insists that the page knows where the visitor is going.
func (v *visitor) onTheWayTo(want string) {
	v.t.Helper()
	link, err := url.Parse(v.Find("[data-renew]").AttrOr("href", ""))
	if err != nil || link.Query().Get("return_to") != want {
		v.t.Errorf("%s leads on to %q (%v), want %s", v.URL, link.Query().Get("return_to"), err, want)
	}
}

func TestSignInAfterExpiry(t *testing.T) {
	v := newMember(t, shared.stack(t, "shortlife"))
	v.open("/login?return_to=" + url.QueryEscape(v.s.UIURL+"/sessions"))
	v.awaitExpiry()
	v.Reload()
	expiringPages()["login"].send(v)
	v.expect("/sessions")
}

// Somebody else's page, from a link or another device, becomes one's own.
func TestPageOfAnotherBrowser(t *testing.T) {
	v := newMember(t, shared.stack(t))
	for _, path := range []string{"/login", "/registration", "/recovery", "/verification"} {
		v.open(path)
		other := v.anotherBrowser()
		other.Visit(v.URL.String())
		other.expect(path)
		if other.URL.String() == v.URL.String() {
			t.Errorf("two browsers share %s", v.URL)
		}
	}
}

// A page about to expire says so, and renewing keeps what was typed, but never a password.
func TestRenewKeepsWhatWasTyped(t *testing.T) {
	p := newPerson(t, shared.stack(t, "onestep", "shortlife"))
	typed := typedAtSignUp(p.email)
	delete(typed, "traits.birthday") // typed differently in each language
	p.open("/registration")
	for name, value := range typed {
		p.Fill(name, value)
	}
	p.Click(`[type=checkbox][name="traits.newsletter"]`)
	p.Fill("password", p.password)
	p.WaitFor("[data-expires]")
	p.pictures("registration-expires")
	before := p.URL()
	p.Submit("[data-renew]")
	p.WaitURL(func(u *url.URL) bool { return u.Path == "/registration" && u.String() != before })
	for name, want := range typed {
		if got := chrome.Eval[string](p.Tab, `document.querySelector('form [name="`+name+`"]').value`); got != want {
			t.Errorf("%s is %q after renewing, want %q", name, got, want)
		}
	}
	if !chrome.Eval[bool](p.Tab, `document.querySelector('[type=checkbox][name="traits.newsletter"]').checked`) {
		t.Error("the newsletter tick was lost")
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value + JSON.stringify(sessionStorage)`); got != "{}" {
		t.Errorf("a password or what was typed is still kept: %q", got)
	}
}

// A page with plenty of time keeps quiet.
func TestExpiryNoticeWaits(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.open("/login")
	if !chrome.Eval[bool](p.Tab, `document.querySelector("[data-expires]").hidden`) {
		t.Error("the page says that it expires, an hour before")
	}
}
