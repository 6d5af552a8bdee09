package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
)

// What a page refers to must be allowed by its policy, be there, and be what it says.
func TestManifestOfABrand(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t)))
	page := s.getAs(t, "shop.localhost", "/welcome", "Accept-Language", "de").want(http.StatusOK)
	link := page.doc.Find("link[rel=manifest]")
	if link.Length() != 1 {
		t.Fatalf("the page has %d manifests", link.Length())
	}
	if got := policy(page.Header)["manifest-src"]; got != "'self'" {
		t.Errorf("manifest-src is %q", got)
	}
	href := link.AttrOr("href", "")
	answer := s.get(t, href).want(http.StatusOK)
	if got := answer.Header.Get("Content-Type"); got != "application/manifest+json" {
		t.Errorf("the manifest is %q", got)
	}
	if got := answer.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control is %q", got)
	}
	var manifest struct {
		Name  string
		Lang  string
		Start string `json:"start_url"`
		Theme string `json:"theme_color"`
		Icons []struct{ Src, Sizes, Type string }
	}
	if err := json.Unmarshal([]byte(answer.body), &manifest); err != nil {
		t.Fatalf("%v: %s", err, answer.body)
	}
	if manifest.Name != "Quince & Thyme" || manifest.Lang != "de" || manifest.Start != "/" || manifest.Theme != "#fdf3e7" || len(manifest.Icons) == 0 {
		t.Errorf("the manifest is %s", answer.body)
	}
	at, err := url.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	for _, icon := range manifest.Icons {
		got := s.get(t, at.JoinPath("..", icon.Src).String()).want(http.StatusOK)
		if got.Header.Get("Content-Type") != icon.Type {
			t.Errorf("%s is %q, the manifest says %q", icon.Src, got.Header.Get("Content-Type"), icon.Type)
		}
	}
	if english := s.getAs(t, "shop.localhost", "/welcome").doc.Find("link[rel=manifest]").AttrOr("href", ""); english == href {
		t.Error("all languages have one manifest")
	}
}

// A manifest without icons serves nobody, and browsers would ask for it on every visit.
func TestNoManifestWithoutAnIcon(t *testing.T) {
	t.Parallel()
	page := newSite(t).get(t, "/welcome").want(http.StatusOK)
	if n := page.doc.Find("link[rel=manifest], link[rel=apple-touch-icon]").Length(); n > 0 {
		t.Errorf("the built-in brand has %d of them", n)
	}
}

func TestTouchIcon(t *testing.T) {
	t.Parallel()
	set, err := brand.NewSet(&brand.Brand{ID: "x", Name: brand.Same("X"), Default: true, TouchIcon: "t.png", Files: map[string][]byte{"t.png": []byte("x")}})
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, branded(set))
	href := s.get(t, "/welcome").doc.Find("link[rel=apple-touch-icon]").AttrOr("href", "")
	if got := s.get(t, href).want(http.StatusOK).Header.Get("Content-Type"); got != "image/png" {
		t.Errorf("the touch icon %s is %q", href, got)
	}
}

// The bars of the browser have the color of the page in the visitor's scheme.
func TestThemeColor(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t)))
	for host, want := range map[string]map[string]string{
		"shop.localhost": {"(prefers-color-scheme: light)": "#fdf3e7", "(prefers-color-scheme: dark)": "#20130e"},
		"dev.localhost":  {"": "#0f151b"}, // plain: all in surface, which is the same in both schemes
		"id.example.org": {"(prefers-color-scheme: light)": "#f6f5f2", "(prefers-color-scheme: dark)": "#131318"},
	} {
		metas := s.getAs(t, host, "/welcome").doc.Find("meta[name=theme-color]")
		if metas.Length() != len(want) {
			t.Errorf("%s has %d theme colors, want %d", host, metas.Length(), len(want))
		}
		for _, meta := range metas.EachIter() {
			if media := meta.AttrOr("media", ""); meta.AttrOr("content", "") != want[media] {
				t.Errorf("%s %s is %q, want %q", host, media, meta.AttrOr("content", ""), want[media])
			}
		}
	}
}
