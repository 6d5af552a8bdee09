package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func TestNew(t *testing.T) {
	t.Parallel()
	client := aKratos(t)
	if _, err := handlers.New(handlers.Options{}); err == nil {
		t.Error("no error without Kratos")
	}
	for _, bad := range []string{"id.example", "/auth", "localhost:4455", "http://", "https:///auth", "://x", "http://[::1", "ftp://id.example", "javascript://id.example"} {
		if _, err := handlers.New(handlers.Options{Kratos: client, PublicURL: bad}); err == nil {
			t.Errorf("no error for PublicURL %q", bad)
		}
	}
	for _, bad := range []string{"", "https://a.example https://b.example", "https://a.example; script-src *", "https://a.example\n", "'unsafe-inline'", "*", "https:/", "https://a.example/path", "//a.example"} {
		for name, o := range map[string]handlers.Options{
			"AssetOrigins": {AssetOrigins: []string{bad}}, "FormActions": {FormActions: []string{bad}}, "FrameAncestors": {FrameAncestors: []string{bad}},
		} {
			if o.Kratos = client; !failsWith(o) {
				t.Errorf("no error for %s %q", name, bad)
			}
		}
	}
	for _, good := range []string{"", "http://localhost:4455", "https://id.example", "https://id.example/auth/"} {
		handler, err := handlers.New(handlers.Options{Kratos: client, PublicURL: good})
		if err != nil {
			t.Errorf("PublicURL %q: %v", good, err)
			continue
		}
		// The defaults for brand, logger and base path are enough to draw a page.
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/logout", nil))
		if w.Code != http.StatusOK {
			t.Errorf("PublicURL %q: status %d", good, w.Code)
		}
	}
}

func TestNewKratos(t *testing.T) {
	t.Parallel()
	for _, bad := range []kratos.Config{
		{},
		{PublicURL: "kratos.example"},
		{PublicURL: "localhost:4433"},
		{PublicURL: "ftp://kratos.example"},
		{PublicURL: "http://kratos.example", BrowserURL: "/kratos"},
	} {
		if _, err := kratos.New(bad); err == nil {
			t.Errorf("no error for %+v", bad)
		}
	}
}

func TestWellKnown(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"), func(c *setup) { c.PublicURL = "https://id.example/auth" })
	const want = `{"enroll":"https://id.example/auth/settings#passkey","manage":"https://id.example/auth/settings#passkey"}` + "\n"
	for _, base := range []string{"", "/auth"} {
		if a := s.get(t, base+"/.well-known/passkey-endpoints").want(http.StatusOK); a.body != want {
			t.Errorf("at %q passkey endpoints are %s", base, a.body)
		}
		s.get(t, base+"/.well-known/change-password").leads("/auth/settings#password")
	}
}

func TestOptionsThatPanicElsewhere(t *testing.T) {
	t.Parallel()
	client := aKratos(t)
	if !failsWith(handlers.Options{Kratos: client, Brands: func() *brand.Set { return nil }}) {
		t.Error("no error without brands")
	}
	registry := prometheus.NewRegistry()
	if failsWith(handlers.Options{Kratos: client, Metrics: registry}) {
		t.Error("metrics can't be registered")
	}
	if !failsWith(handlers.Options{Kratos: client, Metrics: registry}) {
		t.Error("no error with metrics that are registered already")
	}
}

// What can't work is refused with the name of the field and what to write instead.
func TestNewRefuses(t *testing.T) {
	t.Parallel()
	client := aKratos(t)
	page := func(*http.Request, *kratos.Session, *templates.Page) (templ.Component, error) { return nil, nil }
	for name, c := range map[string]struct {
		options handlers.Options
		want    string
	}{
		"a brand without a name":    {handlers.Options{Brand: brand.Brand{Layout: "split"}}, `Options.Brand has no Name: set it, as brand.Same("Toolshed") does, or leave Brand out for Thyra's own`},
		"a brand with a blank name": {handlers.Options{Brand: brand.Brand{Name: brand.Same(" ")}}, `Options.Brand: brand: name: is " ": it must be the product's name`},
		"an unknown layout":         {handlers.Options{Brand: brand.Brand{Name: brand.Same("Club"), Layout: "wide"}}, `Options.Brand: brand: layout: is "wide"; allowed: card, split, plain`},
		"an empty set of brands":    {handlers.Options{Brands: func() *brand.Set { return &brand.Set{} }}, "Options.Brands returns none"},
		"no origin to frame":        {handlers.Options{FrameAncestors: []string{"club.example"}}, `Options.FrameAncestors: "club.example" is no origin such as https://`},
		"no origin of assets":       {handlers.Options{AssetOrigins: []string{"cdn.example"}}, `Options.AssetOrigins: "cdn.example" is no origin such as https://`},
		"a base path":               {handlers.Options{BasePath: "account"}, `Options.BasePath "account" is no path such as /account`},
		"a page without a function": {handlers.Options{Pages: map[string]handlers.CustomPage{"/billing": nil}}, `Options.Pages: "/billing" has no function`},
		"a page at a pattern":       {handlers.Options{Pages: map[string]handlers.CustomPage{"/:tenant": page}}, `Options.Pages: "/:tenant" is taken, or no path such as /billing`},
		"a page with a query":       {handlers.Options{Pages: map[string]handlers.CustomPage{"/billing?x": page}}, `Options.Pages: "/billing?x" is taken, or no path such as /billing`},
		"a link without a label":    {handlers.Options{Navigation: []brand.Link{{Href: brand.Same("/loans")}}}, `Options.Navigation[0] has no Label: set it, as brand.Same("Loans") does`},
		"a link without an address": {handlers.Options{Navigation: []brand.Link{{Label: brand.Same("Loans")}}}, `Options.Navigation[0] has no Href: set it, as brand.Same("/loans") does`},
		"an empty proxy":            {handlers.Options{TrustedProxies: []netip.Prefix{{}}}, `Options.TrustedProxies[0] is no network: parse it, as netip.MustParsePrefix("10.0.0.0/8") does`},
		"a proxy that never is":     {handlers.Options{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("::ffff:10.0.0.0/104")}}, `Options.TrustedProxies[0] ::ffff:10.0.0.0/104 is never met: write it as IPv4, such as 10.0.0.0/8`},
		"consent that ends before":  {handlers.Options{RememberConsentFor: -time.Hour}, `Options.RememberConsentFor is -1h0m0s: it must be 0, which is for ever, or a second or more, such as time.Hour`},
		"consent that ends at once": {handlers.Options{RememberConsentFor: 3600}, `Options.RememberConsentFor is 3.6µs: it must be 0, which is for ever, or a second or more, such as time.Hour`},
	} {
		c.options.Kratos = client
		if _, err := handlers.New(c.options); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %q", name, err, c.want)
		}
	}
}

func TestBasePathsThatCannotBeServed(t *testing.T) {
	t.Parallel()
	client := aKratos(t)
	for path, valid := range map[string]bool{
		"": true, "/": true, "/account": true, "/account/": true, "/a/b": true, "/v1.2/my_account-x~": true, "/konto-ü": true, "/@me": true,
		"account": false, "account/": false, "https://www.example.org/account": false, "//account": false, "/a//b": false, "/a//": false,
		"/a b": false, "/a?x": false, "/a#x": false, "/:tenant": false, "/*": false, "/a/../b": false, "/a/..": false, "/./a": false,
		"/a%2fb": false, "/a\\b": false, "/a\n": false, "/a;b": false, "/a,b": false, "/a<b": false,
	} {
		if handlers.ValidBasePath(path) != valid {
			t.Errorf("ValidBasePath(%q) is %t", path, !valid)
		}
		if failsWith(handlers.Options{Kratos: client, BasePath: path}) == valid {
			t.Errorf("BasePath %q is taken: %t", path, !valid)
		}
	}
}

func failsWith(o handlers.Options) bool {
	_, err := handlers.New(o)
	return err != nil
}

// aKratos is a client of a server that is not there.
func aKratos(t *testing.T) *kratos.Client {
	t.Helper()
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos.example"})
	if err != nil {
		t.Fatal(err)
	}
	return client
}
