package e2e_test

import (
	"net/url"
	"strings"
	"testing"
)

// The way back may be long, and hold signs that separate parameters elsewhere: it comes through Kratos, to the page and to where
// it leads, whole.
func TestLongWayBack(t *testing.T) {
	v := newMember(t, shared.stack(t))
	want := v.s.UIURL + "/sessions;jsessionid=1/?off=100%25&x=" + strings.Repeat("long-", 9<<10/5)
	v.open("/login?return_to=" + strings.ReplaceAll(url.QueryEscape(want), "%3B", ";"))
	v.expect("/login")
	link, err := url.Parse(v.Find("[data-testid=signup-link]").AttrOr("href", ""))
	if err != nil || link.Query().Get("return_to") != want {
		t.Errorf("sign-up would lead back to %d bytes, want %d (%v)", len(link.Query().Get("return_to")), len(want), err)
	}
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	if got := v.URL.String(); got != want {
		t.Errorf("signing in leads to %.80s (%d bytes), want %d bytes", got, len(got), len(want))
	}
}
