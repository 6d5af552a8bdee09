package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestURLTooLong(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	const limit = 8 << 10
	path := "/login?flow=" + flowID + "&return_to="
	s.get(t, path+strings.Repeat("x", limit-len(path))).want(http.StatusOK).has("login-auth-card")
	a := s.get(t, path+strings.Repeat("x", limit-len(path)+1), "Accept-Language", "de").want(http.StatusRequestURITooLong)
	a.has("error/bad_request")
	if lang := a.doc.Find("html").AttrOr("lang", ""); lang != "de" {
		t.Errorf("the page's language is %q", lang)
	}
}
