package handlers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
)

// A click in a frame could give away an account, or end a session, without the visitor seeing what they answer.
func TestConsentAndSignOutAreNeverFramed(t *testing.T) {
	t.Parallel()
	b := brand.Default()
	b.Default, b.FrameAncestors = true, []string{"https://framer.example"}
	client := brand.Default()
	client.ID, client.Name, client.FrameAncestors = "client", brand.Same("Client"), []string{"https://framer.example"}
	client.Clients = []string{"3d470fd8-fd20-4e57-b41b-fce64d7d1827"} // of the recorded request
	set, err := brand.NewSet(&b, &client)
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"", "/auth"} {
		s, hydra := oauth2Site(t, func(c *setup) {
			c.Brands, c.FrameAncestors, c.BasePath = func() *brand.Set { return set }, []string{"https://framer.example"}, base
		})
		hydra.on(logoutRequest, edited(t, "hydra-logout-request", func(map[string]any) {}))
		pages := map[string]*answer{
			"question":               s.get(t, base+askURL).want(http.StatusOK),
			"question, refused":      s.get(t, base+"/consent").want(http.StatusNotFound),
			"answer, refused":        s.post(t, base+"/consent", nil).want(http.StatusBadRequest),
			"sign-out":               s.get(t, base+"/logout").want(http.StatusOK),
			"sign-out of an app":     s.get(t, base+logoutURL).want(http.StatusOK),
			"code of a device":       s.get(t, base+verifyURL).want(http.StatusOK),
			"code, wrong":            s.post(t, base+"/device/verify", codeForm("x")).want(http.StatusNotFound),
			"code, no challenge":     s.post(t, base+"/device/verify", nil).want(http.StatusNotFound),
			"sign-out of an app, no": s.post(t, base+"/logout", logoutForm("Yes")).want(http.StatusForbidden),
		}
		for name, a := range pages {
			if got := policy(a.Header)["frame-ancestors"]; got != "'none'" || a.Header.Get("X-Frame-Options") != "DENY" {
				t.Errorf("%s at %q may be framed by %s", name, base, got)
			}
		}
		if got := policy(s.get(t, base+"/welcome").Header)["frame-ancestors"]; got != "https://framer.example" {
			t.Errorf("a page that may be framed has %s", got)
		}
	}
}

// What says what was done is for who comes to read it.
func TestPrefetchTakesNoNotice(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const notice = "thyra_notice=session_revoked"
	for _, header := range [][2]string{{"Sec-Purpose", "prefetch"}, {"Sec-Purpose", "prefetch;prerender"}, {"Purpose", "prefetch"}, {"X-Moz", "prefetch"}} {
		a := s.get(t, "/welcome", "Cookie", notice, header[0], header[1]).want(http.StatusOK)
		if a.cookie("thyra_notice") != nil {
			t.Errorf("%s: %s takes the notice away", header[0], header[1])
		}
		a.lacks("notice/session_revoked")
		s.get(t, "/login", header[0], header[1]).want(http.StatusServiceUnavailable)
	}
	if a := s.get(t, "/welcome", "Cookie", notice, "Purpose", "reading").want(http.StatusOK); a.cookie("thyra_notice") == nil {
		t.Error("a visitor is not told")
	}
}

// A page that is fetched ahead for a visitor who is signed in begins nothing at Kratos, and forgets nothing.
func TestPrefetchOfAnAccount(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signedIn(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-initial"))
	const marks = "thyra_guard_sign_in=x; thyra_guard_login=2; thyra_guard_settings=2"
	for _, path := range []string{"/", "/sessions", "/settings?flow=" + flowID, "/login?flow=" + flowID} {
		a := s.get(t, path, "Cookie", marks, "Sec-Purpose", "prefetch").want(http.StatusOK)
		if got := a.Header.Values("Set-Cookie"); len(got) > 0 {
			t.Errorf("%s sets %q", path, got)
		}
	}
	if calls := s.kratos.got(initPath("settings")); len(calls) > 0 {
		t.Error("the account home begins a flow for who is not there yet")
	}
	if s.get(t, "/", "Cookie", marks).want(http.StatusOK).cookie("thyra_guard_sign_in") == nil {
		t.Error("a visitor's mark is not forgotten")
	}
}

// An application's many wishes for a language take no longer than a few.
func TestOnlySomeOfAnApplicationsLanguagesCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{3: "ar", 40: "en"} {
		wishes := make([]string, n)
		for i := range wishes {
			wishes[i] = "qq"
		}
		s, hydra := oauth2Site(t)
		hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) {
			request["oidc_context"] = map[string]any{"ui_locales": append(wishes, "ar")}
		}))
		if got := s.get(t, askURL, "Accept-Language", "en").want(http.StatusOK).doc.Find("html").AttrOr("lang", ""); got != want {
			t.Errorf("after %d languages that no page has: %s, want %s", n, got, want)
		}
	}
}

// Proxies refuse an answer whose headers are too large, and the visitor gets no page at all.
func TestPolicyOfAnApplicationWithManyAddressesIsBounded(t *testing.T) {
	t.Parallel()
	many := func(address string) []string {
		var list []string
		for i := range 300 {
			list = append(list, fmt.Sprintf(address, i))
		}
		return list
	}
	for name, c := range map[string]struct {
		addresses []string
		want      string // among the sources
	}{
		"sites":   {many("https://app-%d.customers-of-a-product.example/callback"), "https:"},
		"plain":   {many("http://127.0.0.%d/callback"), "http:"},
		"schemes": {many("com.example.app%d:/callback"), "com.example.app0:"},
		"mixed":   {append(many("https://a%d.example/"), "myapp://done"), "myapp:"},
	} {
		s, hydra := oauth2Site(t)
		hydra.on("GET "+consentPath, asked(t, func(_, client map[string]any) { client["redirect_uris"] = c.addresses }))
		hydra.on(logoutRequest, edited(t, "hydra-logout-request", func(request map[string]any) {
			request["client"].(map[string]any)["post_logout_redirect_uris"] = c.addresses
		}))
		s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", func(f map[string]any) {
			f["oauth2_login_request"].(map[string]any)["client"].(map[string]any)["redirect_uris"] = c.addresses
		}))
		for _, path := range []string{askURL, logoutURL, "/login?flow=" + flowID} {
			a := s.get(t, path).want(http.StatusOK)
			if length := len(a.Header.Get("Content-Security-Policy")); length > 2000 {
				t.Errorf("%s: the policy of %s has %d bytes", name, strings.Split(path, "?")[0], length)
			}
			if !slices.Contains(a.directive("form-action"), c.want) {
				t.Errorf("%s: %s lets no form go to %s", name, strings.Split(path, "?")[0], c.want)
			}
		}
	}
}

// A brand of the application's own may have another language than the one of the host.
func TestTheBrandOfAnApplicationSpeaksItsLanguage(t *testing.T) {
	t.Parallel()
	host, client := brand.Default(), brand.Default()
	host.Default = true
	client.ID, client.Name, client.Languages.Default, client.Languages.Allowed = "client", brand.Same("Client"), "de", []string{"de"}
	client.Clients = []string{"3d470fd8-fd20-4e57-b41b-fce64d7d1827"}
	set, err := brand.NewSet(&host, &client)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := oauth2Site(t, func(c *setup) { c.Brands = func() *brand.Set { return set } })
	a := s.get(t, askURL, "Accept-Language", "en").want(http.StatusOK)
	if got := a.doc.Find("html").AttrOr("lang", ""); got != "de" || a.Header.Get("Content-Language") != "de" {
		t.Errorf("the question is in %q (header %q), want de", got, a.Header.Get("Content-Language"))
	}
	if got := s.get(t, "/welcome", "Accept-Language", "en").doc.Find("html").AttrOr("lang", ""); got != "en" {
		t.Errorf("the host's own page is in %q", got)
	}
}

// A second factor by a code to one of several addresses goes on with that address after a restart.
func TestRestartKeepsTheAddressOfTheCode(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-aal2-code-via"))
	href := s.get(t, "/login?flow="+flowID).want(http.StatusOK).doc.Find("[data-renew]").AttrOr("href", "")
	if !strings.Contains(href, "via=") || !strings.Contains(href, "aal=aal2") {
		t.Errorf("renewing leads to %s", href)
	}
}

// Fonts and pictures are the same for everybody.
func TestFilesOfABrandDoNotVary(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.Brand = brand.Brand{Name: brand.Same("Club"), Favicon: "f.png", Files: map[string][]byte{"f.png": []byte("png")}}
	})
	icon := s.get(t, "/welcome").doc.Find("link[rel=icon]").AttrOr("href", "")
	if a := s.get(t, icon).want(http.StatusOK); a.Header.Get("Vary") != "" {
		t.Errorf("a picture varies by %s", a.Header.Get("Vary"))
	}
}

// The script is the same for everybody: a cache that kept one for each visitor would keep none.
func TestKratosScriptVariesByEncodingAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /.well-known/ory/webauthn.js", reply{body: []byte("window.x = 1")})
	if a := s.get(t, "/.well-known/ory/webauthn.js").want(http.StatusOK); a.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("it varies by %s", a.Header.Get("Vary"))
	}
}
