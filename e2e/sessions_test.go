package e2e_test

import "testing"

func TestEndOneSession(t *testing.T) {
	here := newMember(t, shared.stack(t))
	there := here.anotherBrowser()
	here.signIn()
	there.signIn()
	other, _ := there.whoami()

	here.open("/sessions")
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
	here.expect("/sessions")
	if here.Has("session/"+other.ID) || there.signedIn() {
		t.Error("the other session goes on")
	}
	there.open("/settings")
	there.expect("/login")
	if !here.signedIn() {
		t.Error("this session ended too")
	}
	here.signOut()
}

func TestEndAllOtherSessions(t *testing.T) {
	here := newMember(t, shared.stack(t))
	others := []*visitor{here.anotherBrowser(), here.anotherBrowser()}
	here.signIn()
	for _, v := range others {
		v.signIn()
	}
	here.open("/sessions")
	if n := here.TestID("revoke-session").Length(); n != len(others) {
		t.Errorf("%d sessions can be ended, want %d", n, len(others))
	}
	here.Follow("revoke-others")
	here.expect("/sessions")
	if here.Has("revoke-session") || here.Has("revoke-others") {
		t.Error("there is still something to end")
	}
	for i, v := range others {
		if v.signedIn() {
			t.Errorf("session %d goes on", i)
		}
	}
	if !here.signedIn() {
		t.Error("this session ended too")
	}
}
