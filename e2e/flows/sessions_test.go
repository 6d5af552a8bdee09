package flows_test

import (
	"strconv"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Nothing of the account shows after going back from sign-out.
func TestSessionBackAfterSignOut(t *testing.T) {
	for name, path := range map[string]string{"sessions": "/sessions", "settings": "/settings", "home": "/"} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t)).InChromium()
			p.SignIn()
			p.Open(path)
			p.WaitFor(chrome.TestID("logout-link"))
			p.SignOut()
			left := p.URL()
			chrome.Eval[bool](p.Tab, "(history.back(), true)")
			p.Until("location.href !== " + strconv.Quote(left) + ` && document.readyState === "complete"`)
			p.Expect("/login")
			if chrome.Eval[bool](p.Tab, `!!document.querySelector("[data-testid=logout-link]")`) {
				t.Errorf("%s still shows after signing out", path)
			}
		})
	}
}

func TestSessionRevokeOne(t *testing.T) {
	here := user.NewRegistered(t, shared.Stack(t))
	there := here.AnotherBrowser()
	here.SignIn()
	there.SignIn()
	other, _ := there.Whoami()

	here.Open("/sessions")
	if current := here.TestID("current-session"); current.Length() != 1 || current.Find(`[data-testid="revoke-session"]`).Length() > 0 {
		t.Error("not one current session, or it can be ended here")
	}
	if !here.Has("session/" + other.ID) {
		t.Fatalf("the other session %s is not listed", other.ID)
	}
	if n := here.TestID("revoke-session").Length(); n != 1 {
		t.Fatalf("%d buttons end a session, want one for the other session and none for this", n)
	}
	here.Follow("revoke-session")
	here.Expect("/sessions")
	if here.Has("session/"+other.ID) || there.SignedIn() {
		t.Error("the other session goes on")
	}
	there.Open("/settings")
	there.Expect("/login")
	if !here.SignedIn() {
		t.Error("this session ended too")
	}
	here.SignOut()
}

func TestSessionRevokeOthers(t *testing.T) {
	here := user.NewRegistered(t, shared.Stack(t))
	others := []*user.User{here.AnotherBrowser(), here.AnotherBrowser()}
	here.SignIn()
	for _, u := range others {
		u.SignIn()
	}
	here.Open("/sessions")
	if n := here.TestID("revoke-session").Length(); n != len(others) {
		t.Errorf("%d sessions can be ended, want %d", n, len(others))
	}
	here.Follow("revoke-others")
	here.Expect("/sessions")
	if here.Has("revoke-session") || here.Has("revoke-others") {
		t.Error("there is still something to end")
	}
	for i, u := range others {
		if u.SignedIn() {
			t.Errorf("session %d goes on", i)
		}
	}
	if !here.SignedIn() {
		t.Error("this session ended too")
	}
}
