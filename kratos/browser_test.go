package kratos_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

func TestNewRefusesBadBrowserPaths(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"/", "//", "kratos", "kratos/", "//kratos", "//evil.example/", "/kratos//", "/a//b", "/kratos?x", "/kratos#x", "/a b", "/..", "/a/../b", "/./a",
		`/\evil.example/`, "/a\tb", "/a\nb", "https://evil.example/", "javascript:alert(1)", "/%", `/"`,
	} {
		if _, err := kratos.New(kratos.Config{PublicURL: "http://kratos", BrowserPath: bad}); err == nil {
			t.Errorf("browser path %q is accepted", bad)
		}
	}
	for _, good := range []string{"/kratos", "/kratos/", "/.ory/kratos/public/", "/a-b_c~d/e%20f"} {
		if _, err := kratos.New(kratos.Config{PublicURL: "http://kratos", BrowserPath: good}); err != nil {
			t.Error(err)
		}
	}
}

func TestForBrowser(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"https://auth.example.org", "https://auth.example.org/base"} {
		for _, slash := range []string{"", "/"} {
			c := client(t, kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: base + slash, BrowserPath: "/kratos" + slash})
			for raw, want := range map[string]string{
				base + "/self-service/login?flow=1#code": "/kratos/self-service/login?flow=1#code",
				base + "/x?return_to=" + base + "/y":     "/kratos/x?return_to=" + base + "/y",
				base + "/":                               "/kratos/",
				base + "//evil.example/":                 "/kratos//evil.example/",
				base + `/\evil.example/`:                 `/kratos/\evil.example/`,

				// These look like Kratos but are not.
				base + ".evil.example/":                  base + ".evil.example/",
				base + "@evil.example/":                  base + "@evil.example/",
				base + ":8443/":                          base + ":8443/",
				base + "evil/":                           base + "evil/",
				"http" + base[len("https"):] + "/":       "http" + base[len("https"):] + "/",
				"https://evil.example/?" + base + "/":    "https://evil.example/?" + base + "/",
				strings.TrimPrefix(base, "https:") + "/": strings.TrimPrefix(base, "https:") + "/",
				"http://kratos:4433/self-service/login":  "http://kratos:4433/self-service/login",
				"//evil.example/":                        "//evil.example/",
				"/self-service/login":                    "/self-service/login",
				"":                                       "",
			} {
				if got := c.ForBrowser(raw); got != want {
					t.Errorf("%s at %s: %s, want %s", raw, base+slash, got, want)
				}
			}
			if got := c.InitURL(kratos.Login, url.Values{"return_to": {base + "/"}}); got != "/kratos/self-service/login/browser?return_to="+url.QueryEscape(base+"/") {
				t.Errorf("init URL %s", got)
			}
			if !c.Owns(base+"/x") || c.Owns("/kratos/x") || c.Origin() != "https://auth.example.org" {
				t.Error("the origin is not Kratos's own any more")
			}
		}
		plain := client(t, kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: base})
		if got := plain.ForBrowser(base + "/x"); got != base+"/x" {
			t.Errorf("without a path: %s", got)
		}
	}
}

// A flow has URLs of Kratos in two places: in its form and in its links.
func TestFlowsLeadToTheBrowserPath(t *testing.T) {
	t.Parallel()
	recorded, err := os.ReadFile("recordings/v26.2.0/verification-passed.json")
	if err != nil {
		t.Fatal(err)
	}
	const kratosURL = "http://127.0.0.1:24433"
	server := httptest.NewServer(reply(http.StatusOK, bytes.ReplaceAll(recorded, []byte("http://127.0.0.1:4455/"), []byte(kratosURL+"/"))))
	t.Cleanup(server.Close)
	c := client(t, kratos.Config{PublicURL: server.URL, BrowserURL: kratosURL, BrowserPath: "/kratos/"})
	fetched, err := c.Flow(t.Context(), kratos.Verification, "1", "")
	if err != nil {
		t.Fatal(err)
	}
	started, _, err := c.NewFlow(t.Context(), kratos.Verification, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []*kratos.Flow{fetched, started} {
		if f.UI.Action != "/kratos/" {
			t.Errorf("the form posts to %s", f.UI.Action)
		}
		links := 0
		for _, n := range f.UI.Nodes {
			if n.Type != "a" {
				continue
			}
			links++
			if n.Attributes.Href != "/kratos/" {
				t.Errorf("link to %s", n.Attributes.Href)
			}
		}
		if links == 0 {
			t.Error("the recorded flow has no link any more")
		}
	}
}

func TestLogoutLeadsToTheBrowserPath(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(reply(http.StatusOK, []byte(`{"logout_url":"https://auth.example.org/self-service/logout?token=1","logout_token":"1"}`)))
	t.Cleanup(server.Close)
	c := client(t, kratos.Config{PublicURL: server.URL, BrowserURL: "https://auth.example.org", BrowserPath: "/kratos/"})
	if got, err := c.LogoutURL(t.Context(), "", ""); err != nil || got != "/kratos/self-service/logout?token=1" {
		t.Errorf("%s, error %v", got, err)
	}
}

// Browsers take different spellings of an address for the same one.
func TestOriginOf(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"https://Bücher.example:443/x": "https://xn--bcher-kva.example", "https://xn--bcher-kva.example": "https://xn--bcher-kva.example", "https://\u202eb.example": "",
		"https://auth.example.org":          "https://auth.example.org",
		"HTTPS://Auth.Example.ORG/x?y#z":    "https://auth.example.org",
		"https://auth.example.org:443/":     "https://auth.example.org",
		"https://auth.example.org.:443/":    "https://auth.example.org",
		"https://auth.example.org:":         "https://auth.example.org",
		"http://auth.example.org:80":        "http://auth.example.org",
		"http://auth.example.org:443":       "http://auth.example.org:443",
		"https://auth.example.org:80":       "https://auth.example.org:80",
		"http://[::1]:80/":                  "http://[::1]",
		"http://[2001:DB8::1]:4433/":        "http://[2001:db8::1]:4433",
		"https://auth.example.org@evil.org": "", "https://ann@auth.example.org": "", "https:///x": "", "//auth.example.org": "", "/x": "", "": "",
		"javascript:alert(1)": "", "myapp://auth.example.org": "", "https://%zz": "",
	} {
		if got := kratos.OriginOf(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

// Operators may write the URL in capitals or with the default port, while Kratos sends it in another spelling.
func TestBrowserURLAsOperatorsWriteIt(t *testing.T) {
	t.Parallel()
	const sent = "https://auth.example.org/Kratos/self-service/login?flow=1"
	for _, written := range []string{"HTTPS://Auth.Example.org/Kratos", "https://auth.example.org:443/Kratos/", "https://auth.example.org./Kratos"} {
		c := client(t, kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: written})
		if !c.Owns(sent) || c.Origin() != "https://auth.example.org" {
			t.Errorf("%s: origin %s does not own %s", written, c.Origin(), sent)
		}
		if got := c.InitURL(kratos.Login, nil); got != "https://auth.example.org/Kratos/self-service/login/browser" {
			t.Errorf("%s: init URL %s", written, got)
		}
		c = client(t, kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: written, BrowserPath: "/k"})
		if got := c.ForBrowser(strings.Replace(sent, "auth.example.org", "AUTH.example.org:443", 1)); got != "/k/self-service/login?flow=1" {
			t.Errorf("%s: for browsers %s", written, got)
		}
	}
}
