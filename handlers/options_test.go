package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
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
