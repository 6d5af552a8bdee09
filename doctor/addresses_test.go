package doctor

import (
	"net/http"
	"slices"
	"testing"
)

// Addresses that nobody is asked at: what they mean is seen in Kratos's answers.
func TestAddressesThatDontFit(t *testing.T) {
	t.Parallel()
	const pages, auth = "https://id.example.org", "https://auth.example.org"
	shared := http.Cookie{Domain: "example.org", Path: "/", Secure: true, SameSite: http.SameSiteLaxMode}
	with := func(change func(*http.Cookie)) http.Cookie {
		c := shared
		change(&c)
		return c
	}
	for _, test := range []struct {
		name, pages, kratos string
		cookie              http.Cookie
		want                []ID
	}{
		{"right", pages, auth, shared, nil},
		{"one host", pages, pages + "/kratos", with(func(c *http.Cookie) { c.Domain = "" }), nil},
		{"another port", pages + ":8443", pages + ":4433", with(func(c *http.Cookie) { c.Domain = "" }), nil},
		{"cookies of Kratos's host", pages, auth, with(func(c *http.Cookie) { c.Domain = "" }), []ID{CookieDomain}},
		{"cookies of a narrower domain", pages, auth, with(func(c *http.Cookie) { c.Domain = "auth.example.org" }), []ID{CookieDomain}},
		{"cookies of a domain of all", "https://id.example.co.uk", "https://auth.example.co.uk", with(func(c *http.Cookie) { c.Domain = "co.uk" }), []ID{CookieDomain}},
		{"strangers below one suffix", "https://id.github.io", "https://auth.github.io", shared, []ID{HostsUnrelated}},
		{"two domains", "https://id.example.com", auth, shared, []ID{HostsUnrelated}},
		{"another path", pages, auth, with(func(c *http.Cookie) { c.Path = "/auth" }), []ID{CookiePath}},
		{"no Secure", pages, auth, with(func(c *http.Cookie) { c.Secure = false }), []ID{CookieNotSecure}},
		{"Secure by http", "http://id.example.org", "http://auth.example.org", shared, []ID{CookieSecure}},
		{"one by http", pages, "http://auth.example.org", with(func(c *http.Cookie) { c.Secure = false }), []ID{SchemesDiffer, CookieNotSecure}},
		{"None without Secure", "http://id.example.org", "http://auth.example.org", with(func(c *http.Cookie) { c.Secure, c.SameSite = false, http.SameSiteNoneMode }), []ID{CookieSameSite}},
		{"Strict", pages, auth, with(func(c *http.Cookie) { c.SameSite = http.SameSiteStrictMode }), []ID{CookieSameSite}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStandIn(t)
			s.uiURL, s.baseURL, s.cookie = test.pages, test.kratos, test.cookie
			setup := s.setup()
			setup.TrustsProxy = true
			found := RunBasics(t.Context(), setup)
			if !slices.Equal(ids(found), test.want) {
				t.Errorf("%v, want %v", found, test.want)
			}
		})
	}
}

func TestHTTPSWithoutTrustedProxy(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	s.uiURL, s.baseURL, s.cookie.Secure = "https://id.example.org", "https://id.example.org/kratos", true
	setup := s.setup()
	if got := ids(RunBasics(t.Context(), setup)); !slices.Equal(got, []ID{NoTrustedProxies}) {
		t.Error(got)
	}
	setup.PublicURL = "" // the ui_url says it
	if got := ids(RunBasics(t.Context(), setup)); !slices.Equal(got, []ID{NoTrustedProxies}) {
		t.Error(got)
	}
	setup.ServesTLS = true
	if got := RunBasics(t.Context(), setup); len(got) > 0 {
		t.Error(got)
	}
}

func TestPasskeysOnPagesWithoutHTTPS(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	s.uiURL, s.baseURL, s.nodes = "http://id.example.org", "http://id.example.org/kratos", passwordNode+","+passkeyNode
	if got := ids(RunBasics(t.Context(), s.setup())); !slices.Equal(got, []ID{PasskeyInsecure}) {
		t.Error(got)
	}
}

// One wrong address of ours is one finding, which names each setting.
func TestPagesElsewhereAreOneFinding(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	setup := s.setup()
	setup.PublicURL = "http://127.0.0.1:1"
	f := Run(t.Context(), setup).Findings[0]
	want := ""
	for _, flow := range []string{"login", "registration", "recovery", "verification", "error"} {
		want += "Kratos's selfservice.flows." + flow + ".ui_url: http://127.0.0.1:1/ui/" + flow + "\n"
	}
	if f.ID != UIURLElsewhere || f.Change != want+"or PUBLIC_URL here" {
		t.Errorf("%s", f)
	}
}
