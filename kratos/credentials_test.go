package kratos_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// For a Kratos behind a proxy that demands a password: every call has it, no error contains it, no browser gets it.
func TestPasswordInTheURL(t *testing.T) {
	t.Parallel()
	good := transport(func(r *http.Request) (*http.Response, error) {
		name, password, _ := r.BasicAuth()
		if name != "thyra" || password != "secret" {
			t.Errorf("%s %s is sent as %q %q", r.Method, r.URL.Path, name, password)
		}
		return answer(http.StatusForbidden, strings.NewReader("{}"))(r)
	})
	c := client(t, kratos.Config{PublicURL: "https://thyra:secret@" + secretHost, BrowserURL: "https://auth.example.org", Transport: good})
	for _, do := range calls(c) {
		tellsNoSecret(t, do(t.Context()))
	}
	if url := c.InitURL(kratos.Login, nil); strings.Contains(url, "secret") {
		t.Errorf("browsers are sent to %s", url)
	}
	for _, bad := range []kratos.Config{
		{PublicURL: "https://thyra:secret@kratos"},
		{PublicURL: "https://kratos", BrowserURL: "https://thyra:secret@kratos"},
		{PublicURL: "thyra:secret@kratos"},
		{PublicURL: "https://thyra:secret@kratos:x"},
	} {
		if _, err := kratos.New(bad); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: error %v", bad, err)
		}
	}
}

func TestURLsAreShownWithoutUser(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"http://kratos:4433/path":          "http://kratos:4433/path",
		"https://name:pass@word@kratos/":   "https://kratos/",
		"ftp://name:password@kratos":       "…@kratos",
		"http://name:password@kratos:port": "…@kratos:port",
	} {
		if got := kratos.WithoutUser(raw); got != want {
			t.Errorf("%s is shown as %s, want %s", raw, got, want)
		}
	}
}
