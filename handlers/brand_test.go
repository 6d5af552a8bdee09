package handlers_test

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// exampleBrands are those that come with the source, and a plain one of an organization.
func exampleBrands(t *testing.T, more ...*brand.Brand) *brand.Set {
	t.Helper()
	known, err := locales.English()
	if err != nil {
		t.Fatal(err)
	}
	examples, err := brand.Load(os.DirFS("../brand/examples"), known)
	if err != nil {
		t.Fatal(err)
	}
	set, err := brand.NewSet(append(examples.All(), more...)...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func branded(set *brand.Set) func(*setup) {
	return func(c *setup) { c.Brands = func() *brand.Set { return set } }
}

const anOrganization = "11111111-2222-4333-8444-555555555555"

// brandOf is the name in a page's title.
func brandOf(a *answer) string {
	_, name, _ := strings.Cut(a.doc.Find("title").Text(), " · ")
	return name
}

func TestABrandIsChosen(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t,
		&brand.Brand{ID: "club", Name: brand.Same("Club"), Organizations: []string{anOrganization}}, &brand.Brand{ID: "rest", Name: brand.Same("The rest"), Default: true})))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	for host, want := range map[string]string{
		"shop.localhost": "Quince & Thyme", "shop.localhost:4455": "Quince & Thyme", "SHOP.LOCALHOST": "Quince & Thyme", "dev.localhost": "Kiln", "rail.localhost": "Nightline", "id.example.org": "The rest",
	} {
		for _, path := range []string{"/login?flow=" + flowID, "/welcome", "/none"} {
			if got := brandOf(s.getAs(t, host, path)); got != want {
				t.Errorf("%s%s has the brand %q, want %q", host, path, got, want)
			}
		}
	}
	// Recordings: what an OAuth2 client or an organization began looks like its own, whatever the host.
	oauth := recorded(t, 200, "login-oauth2").replaced(t, `"client_id":`, `"client_id": "shop-checkout", "was":`)
	s.kratos.on(fetchPath("login"), oauth)
	if got := brandOf(s.getAs(t, "dev.localhost", "/login?flow="+flowID).want(http.StatusOK)); got != "Quince & Thyme" {
		t.Errorf("a sign-in for the shop's client has the brand %q", got)
	}
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial").replaced(t, `"organization_id": null`, `"organization_id": "`+anOrganization+`"`))
	if got := brandOf(s.getAs(t, "dev.localhost", "/login?flow="+flowID)); got != "Club" {
		t.Errorf("a sign-in for the club's organization has the brand %q", got)
	}
	s.kratos.on(fetchPath("recovery"), begunWith(t, "recovery", "recovery-initial", url.Values{"organization": {anOrganization}}))
	if got := brandOf(s.getAs(t, "dev.localhost", "/recovery?flow="+flowID)); got != "Club" {
		t.Errorf("recovery for the club's organization has the brand %q", got)
	}
}

// getAs asks for a path at a host of its own.
func (s *site) getAs(t *testing.T, host, path string, headers ...string) *answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return read(t, s.Client().Transport, req)
}

// One page has one brand: its words, its languages, its files, nothing of another.
func TestABrandHoldsForTheWholePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t)))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	shop, dev := s.getAs(t, "shop.localhost", "/login?flow="+flowID, "Accept-Language", "de"), s.getAs(t, "dev.localhost", "/login?flow="+flowID, "Accept-Language", "de")
	if got := shop.doc.Find("h1").Text(); !strings.HasPrefix(got, "Schön") {
		t.Errorf("the shop greets with %q", got)
	}
	if got := dev.Header.Get("Content-Language"); got != "en" {
		t.Errorf("a brand in English only answers in %q", got)
	}
	for _, a := range []*answer{shop, dev} {
		sheets := a.doc.Find("link[rel=stylesheet]")
		if sheets.Length() != 2 {
			t.Fatalf("%s has %d stylesheets, want the server's and the brand's", brandOf(a), sheets.Length())
		}
		href := sheets.Last().AttrOr("href", "")
		css := s.get(t, href).want(http.StatusOK)
		if got := css.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control is %q", href, got)
		}
		if !strings.Contains(css.body, "--accent") || css.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s is no protected stylesheet of a brand: %s", href, css.body)
		}
	}
	if shop.doc.Find("link[rel=stylesheet]").Last().AttrOr("href", "") == dev.doc.Find("link[rel=stylesheet]").Last().AttrOr("href", "") {
		t.Error("both brands have the same stylesheet")
	}
	icon := s.get(t, shop.doc.Find("link[rel=icon]").AttrOr("href", "")).want(http.StatusOK)
	if got := icon.Header.Get("Content-Type"); got != "image/svg+xml" {
		t.Errorf("the brand's icon is %q", got)
	}
	for _, none := range []string{"/static/0000/brand.css", "/static/0000/", "/static/../brand.css"} {
		s.get(t, none).want(http.StatusNotFound)
	}
}

func TestWhatABrandHides(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.Brand = brand.Brand{
			Name: brand.Same("Club"), Hide: []string{"signup-link", "recovery-link"}, FrameAncestors: []string{"https://club.example"},
			Providers: map[string]brand.Provider{"acme": {Label: brand.Same("The Works")}},
		}
	})
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	a := s.get(t, "/login?flow="+flowID)
	a.lacks("signup-link")
	a.lacks("forgot-password-link")
	if got := policy(a.Header)["frame-ancestors"]; got != "https://club.example" || a.Header.Get("X-Frame-Options") != "" {
		t.Errorf("frame-ancestors is %q", got)
	}
	button := a.doc.Find(`button[name=provider][value=acme]`)
	if name, mark := button.Text(), button.Find(".provider-mark").Text(); !strings.Contains(name, "The Works") || mark != "T" {
		t.Errorf("the provider's button says %q beside the letter %q", name, mark)
	}
}

func TestABrandsNameAndLinksFollowTheLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.Brand = brand.Brand{
			Name: brand.Text{"en": "Club", "ar": "نادي"}, HomeURL: brand.Text{"": "/club", "de": "/verein"}, PrivacyURL: brand.Text{"en": "/privacy", "de": "/datenschutz"},
			TermsURL: brand.Same("/terms"), Header: []brand.Link{{Label: brand.Same("Help"), Href: brand.Text{"en": "/help", "de": "/hilfe"}}},
		}
	})
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	for language, want := range map[string][]string{
		"de": {"/verein", "/hilfe", "/datenschutz", "/terms"},
		"en": {"/club", "/help", "/privacy", "/terms"},
		"ar": {"/club", "/help", "/privacy", "/terms"},
	} {
		page := s.get(t, "/login?flow="+flowID, "Accept-Language", language).want(http.StatusOK).doc
		links := page.Find("a.brand, .product-nav a, .site-footer > a")
		if got := links.Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") }); !slices.Equal(got, want) {
			t.Errorf("in %s the links lead to %v, want %v", language, got, want)
		}
		name := map[bool]string{true: "نادي", false: "Club"}[language == "ar"]
		if got := page.Find("a.brand bdi").Text(); got != name || !strings.HasSuffix(page.Find("title").Text(), " · "+name) {
			t.Errorf("in %s the name is %q, want %q, in the title too: %s", language, got, name, page.Find("title").Text())
		}
	}
}

// Images that are hard to see on a dark screen have another there.
func TestABrandsImagesForDarkScreens(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.Brand = brand.Brand{
			Name: brand.Same("Club"), Logo: brand.Logo{Light: "day.jpg", Dark: "night.jpg"},
			Providers: map[string]brand.Provider{"acme": {Mark: "a.svg", MarkDark: "b.svg"}},
			Files:     map[string][]byte{"day.jpg": {1}, "night.jpg": {2}, "a.svg": {3}, "b.svg": {4}},
		}
	})
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	page := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
	for where, kind := range map[string]string{"a.brand": "image/jpeg", "button[name=provider][value=acme]": "image/svg+xml"} {
		picture := page.doc.Find(where + " picture")
		light, dark := picture.Find("img").AttrOr("src", ""), picture.Find(`source[media="(prefers-color-scheme: dark)"]`).AttrOr("srcset", "")
		if light == dark {
			t.Errorf("%s: %q is shown on light and dark screens", where, light)
		}
		for _, address := range []string{light, dark} {
			if got := s.get(t, address).want(http.StatusOK).Header.Get("Content-Type"); got != kind {
				t.Errorf("%s is %q, want %q", address, got, kind)
			}
		}
	}
}

// Brands change while pages are open: those keep their stylesheet, and brands that can't be used change nothing.
func TestBrandsChange(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[brand.Set]
	put := func(b *brand.Brand) {
		set, err := brand.NewSet(b)
		if err != nil {
			t.Fatal(err)
		}
		now.Store(set)
	}
	put(&brand.Brand{Name: brand.Same("Old"), Default: true, Radius: "1rem"})
	s := newSite(t, func(c *setup) { c.Brands = now.Load })
	old := s.get(t, "/welcome")
	sheet := old.doc.Find("link[rel=stylesheet]").Last().AttrOr("href", "")
	put(&brand.Brand{Name: brand.Same("New"), Default: true, Radius: "2rem"})
	if got := brandOf(s.get(t, "/welcome")); got != "New" {
		t.Errorf("after the change the page has the brand %q", got)
	}
	s.get(t, sheet).want(http.StatusOK)
	put(&brand.Brand{Name: brand.Same("Broken"), Default: true, Languages: brand.Languages{Default: "tlh"}})
	for range 3 {
		if got := brandOf(s.get(t, "/welcome").want(http.StatusOK)); got != "New" {
			t.Errorf("with brands that can't be used the page has the brand %q", got)
		}
	}
	if log := s.logged(); strings.Count(log, "the ones before stay") != 1 {
		t.Errorf("the log does not say once that the brands can't be used: %s", log)
	}
}

// What an application asks is asked in the brand that the application belongs to: consent and logout too.
func TestQuestionsOfApplicationsWearTheirBrand(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t, branded(exampleBrands(t)))
	hydra.on("GET "+consentPath, asked(t, func(_, client map[string]any) { client["client_id"] = "shop-checkout" }))
	if got := brandOf(s.getAs(t, "dev.localhost", askURL).want(http.StatusOK)); got != "Quince & Thyme" {
		t.Errorf("the shop's question has the brand %q", got)
	}
	hydra.on("GET "+consentPath, asked(t, func(_, client map[string]any) { client["client_id"] = "another" }))
	if got := brandOf(s.getAs(t, "dev.localhost", askURL).want(http.StatusOK)); got != "Kiln" {
		t.Errorf("the question of an application that no brand claims has the brand %q", got)
	}
}
