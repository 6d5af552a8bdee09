package gallery_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language/display"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/gallery"
	"github.com/thyra-ui/thyra/locales"
)

// exampleBrands are those that come with the source. Without them there are none, which the tests notice.
func exampleBrands() gallery.Brands {
	set, err := readExamples()
	if err != nil {
		set, _ = brand.NewSet()
	}
	return gallery.Brands{Set: set}
}

var readExamples = sync.OnceValues(func() (*brand.Set, error) {
	known, err := locales.English()
	if err != nil {
		return nil, err
	}
	return brand.Load(os.DirFS("../brand/examples"), known)
})

func TestStatesAreShownInABrand(t *testing.T) {
	t.Parallel()
	for id, name := range map[string]string{"": "Thyra", "shop": "Quince & Thyme", "dev": "Kiln", "rail": "Nightline", "none": "Thyra"} {
		a := ask(t, http.MethodGet, "/states/login-initial-v26.2.0?theme=dark&brand="+id)
		if title := a.doc.Find("title").Text(); !strings.HasSuffix(title, " · "+name) {
			t.Errorf("brand %q: the title is %q", id, title)
		}
		for _, sheet := range a.doc.Find("link[rel=stylesheet]").EachIter() {
			href := sheet.AttrOr("href", "")
			css := ask(t, http.MethodGet, href)
			if css.Code != http.StatusOK || strings.Contains(css.Body.String(), "prefers-color-scheme") {
				t.Errorf("%s: status %d, or its colors are not decided", href, css.Code)
			}
		}
	}
	choices := ask(t, http.MethodGet, "/?brand=shop").doc.Find(`[aria-label="Brand"] a`)
	if choices.Length() != 4 || choices.Filter("[aria-current]").Text() != "Quince & Thyme" {
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
	if version := ask(t, http.MethodGet, "/brands/shop").Body.String(); version == "" || !strings.Contains(script.Text(), `"`+version+`"`) {
		t.Errorf("the version is %q, the page's script %q", version, script.Text())
	}
	if plain := ask(t, http.MethodGet, "/states/login-initial-v26.2.0"); plain.doc.Find("script:not([src])").Length() > 0 {
		t.Error("a page without a brand watches one")
	}
	if none := ask(t, http.MethodGet, "/brands/none"); none.Code != http.StatusNotFound {
		t.Errorf("no brand has a version: status %d", none.Code)
	}
}

// galleryOf is a gallery of these brands, with what is wrong with them.
func galleryOf(t *testing.T, wrong gallery.Brands, brands ...*brand.Brand) *gallery.Gallery {
	t.Helper()
	var err error
	if wrong.Set, err = brand.NewSet(brands...); err != nil {
		t.Fatal(err)
	}
	g, err := gallery.New(gallery.Options{Brands: func() gallery.Brands { return wrong }})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The pages of a brand that lets others frame them are framed by the gallery all the same.
func TestOnlyTheGalleryFramesABrand(t *testing.T) {
	t.Parallel()
	g := galleryOf(t, gallery.Brands{}, &brand.Brand{ID: "framed", Name: brand.Same("Framed"), Bare: true, FrameAncestors: []string{"https://shop.example.org"}})
	a := askOf(t, g, http.MethodGet, "/states/login-initial-v26.2.0?brand=framed")
	if policy := a.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self';") {
		t.Errorf("the policy is %s", policy)
	}
}

// allLanguages are the names of all languages, each in itself, English first.
func allLanguages(t *testing.T) string {
	t.Helper()
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"en-XA": "Pseudo"}
	for _, tag := range catalog.Languages()[1:] {
		names[tag.String()] = display.Self.Name(tag)
	}
	all := []string{"English"}
	for _, tag := range slices.Sorted(maps.Keys(names)) {
		all = append(all, names[tag])
	}
	return strings.Join(all, " ")
}

// The switch offers what the brand is shown in, and says in what it is.
func TestLanguagesAreTheBrands(t *testing.T) {
	t.Parallel()
	g := galleryOf(t, gallery.Brands{}, &brand.Brand{ID: "north", Name: brand.Same("North"), Languages: brand.Languages{Default: "de", Allowed: []string{"en", "de"}}})
	for _, test := range []struct{ query, choices, current, lang string }{
		{"?brand=north", "Deutsch English Pseudo", "English", "en"},
		{"?brand=north&lang=ar", "Deutsch English Pseudo", "Deutsch", "de"},
		{"?brand=north&lang=en-XA", "Deutsch English Pseudo", "Pseudo", "en-XA"},
		{"?lang=ar", allLanguages(t), "العربية", "ar"},
		{"?lang=de-AT", allLanguages(t), "Deutsch", "de"},
	} {
		a := askOf(t, g, http.MethodGet, "/"+test.query)
		choices := a.doc.Find(`[aria-label="Language"] a`)
		var names []string
		for _, choice := range choices.EachIter() {
			names = append(names, choice.Text())
		}
		if got := strings.Join(names, " "); got != test.choices || choices.Filter("[aria-current]").Text() != test.current {
			t.Errorf("%s: the choices are %q, %q is current", test.query, got, choices.Filter("[aria-current]").Text())
		}
		shown := askOf(t, g, http.MethodGet, a.doc.Find("iframe").AttrOr("src", ""))
		if got := shown.doc.Find("html").AttrOr("lang", ""); got != test.lang {
			t.Errorf("%s: the page is in %q, want %q", test.query, got, test.lang)
		}
	}
}

func TestListShowsWhatIsWrongWithBrands(t *testing.T) {
	t.Parallel()
	one := &brand.Brand{ID: "one", Name: brand.Same("One")}
	wrong := gallery.Brands{Errors: []string{"one/brand.json: colour: is not known"}, Warnings: []string{"hard to read"}}
	g := galleryOf(t, wrong, one)
	var said struct {
		Errors, Warnings []string
		Choices          string
	}
	if err := json.Unmarshal(askOf(t, g, http.MethodGet, "/brands.json").Body.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(said.Errors, wrong.Errors) || !slices.Equal(said.Warnings, wrong.Warnings) {
		t.Errorf("it says %+v", said)
	}
	list := askOf(t, g, http.MethodGet, "/")
	if made := list.doc.Find("body").AttrOr("data-choices", ""); made != said.Choices || made == "" {
		t.Errorf("the page was made with the choices %q, now they are %q", made, said.Choices)
	}
	// A page with small pictures opens anew when this changes.
	shown := askOf(t, g, http.MethodGet, "/?brand=one").doc.Find("body").AttrOr("data-version", "")
	if now := askOf(t, g, http.MethodGet, "/brands.json?brand=one").Body.String(); shown == "" || !strings.Contains(now, `"version":"`+shown+`"`) {
		t.Errorf("the version is %q on the page, and now %s", shown, now)
	}
	if script := askOf(t, g, http.MethodGet, list.doc.Find("script").AttrOr("src", "")); script.Code != http.StatusOK {
		t.Errorf("the script is status %d", script.Code)
	}
	more := galleryOf(t, gallery.Brands{}, one, &brand.Brand{ID: "two", Name: brand.Same("Two")})
	if body := askOf(t, more, http.MethodGet, "/brands.json").Body.String(); strings.Contains(body, "null") || !strings.Contains(body, "Two") {
		t.Errorf("with another brand and no errors it says %s", body)
	}
}
