package gallery_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers/gallery"
	"github.com/thyra-ui/thyra/locales"
)

// exampleBrands are those that come with the source. Without them there are none, which the tests notice.
func exampleBrands() *brand.Set {
	set, err := readExamples()
	if err != nil {
		set, _ = brand.NewSet()
	}
	return set
}

var readExamples = sync.OnceValues(func() (*brand.Set, error) {
	known, err := locales.English()
	if err != nil {
		return nil, err
	}
	return brand.Load(os.DirFS("../../brand/examples"), known)
})

func TestStatesWearBrands(t *testing.T) {
	t.Parallel()
	for id, name := range map[string]string{"": "Thyra", "shop": "Quince & Thyme", "dev": "Kiln", "none": "Thyra"} {
		a := ask(t, http.MethodGet, "/states/login-initial-v26.2.0?theme=dark&brand="+id)
		if title := a.doc.Find("title").Text(); !strings.HasSuffix(title, " · "+name) {
			t.Errorf("brand %q: the title is %q", id, title)
		}
		for _, sheet := range a.doc.Find("link[rel=stylesheet]").EachIter() {
			href := sheet.AttrOr("href", "")
			css := ask(t, http.MethodGet, href)
			if css.Code != http.StatusOK || strings.Contains(css.Body.String(), "prefers-color-scheme: dark") {
				t.Errorf("%s: status %d, or its colours are not decided", href, css.Code)
			}
		}
	}
	choices := ask(t, http.MethodGet, "/?brand=shop").doc.Find(`[aria-label="Brand"] a`)
	if choices.Length() != 3 || choices.Filter("[aria-current]").Text() != "Quince & Thyme" {
		t.Errorf("the brands to choose from are %q", choices.Text())
	}
}

// A page under edit opens anew when its brand changes: it asks for the brand's version, with the page's own nonce.
func TestAPageWatchesItsBrand(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/states/login-initial-v26.2.0?brand=shop")
	script := a.doc.Find("script:not([src])")
	if nonce := a.doc.Find("script[src]").AttrOr("nonce", ""); script.AttrOr("nonce", "") != nonce || !strings.Contains(script.Text(), `/brands/shop`) {
		t.Errorf("the page's script is %q", script.Text())
	}
	if version := ask(t, http.MethodGet, "/brands/shop"); version.Code != http.StatusOK || version.Body.Len() == 0 {
		t.Errorf("the version is status %d, %q", version.Code, version.Body)
	}
	if plain := ask(t, http.MethodGet, "/states/login-initial-v26.2.0"); plain.doc.Find("script:not([src])").Length() > 0 {
		t.Error("a page without a brand watches one")
	}
	if none := ask(t, http.MethodGet, "/brands/none"); none.Code != http.StatusNotFound {
		t.Errorf("no brand has a version: status %d", none.Code)
	}
}

// The workbench frames the pages of a brand that lets others do so.
func TestOnlyTheWorkbenchFramesABrand(t *testing.T) {
	t.Parallel()
	set, err := brand.NewSet(&brand.Brand{ID: "framed", Name: "Framed", Bare: true, FrameAncestors: []string{"https://shop.example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	g, err := gallery.New(func() *brand.Set { return set })
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	g.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/states/login-initial-v26.2.0?brand=framed", nil))
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self';") {
		t.Errorf("the policy is %s", policy)
	}
}
