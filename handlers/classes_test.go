package handlers_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/brand"
)

// Stylesheets of brands rely on the classes that docs/brand.md lists.
func TestDocumentedClassesAreOnPages(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../docs/brand.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "\n## Classes\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var classes []string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "| `") {
			for _, class := range regexp.MustCompile("`([a-z-]+)`").FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
				classes = append(classes, class[1])
			}
		}
	}
	if len(classes) < 30 {
		t.Fatalf("%d classes: is the table read?", len(classes))
	}
	pages := pagesOfBrands(t)
	for _, class := range classes {
		found := false
		for _, page := range pages {
			found = found || page.Find("."+class).Length() > 0
		}
		if !found {
			t.Errorf("no page has the class %s", class)
		}
	}
}

// pagesOfBrands are pages in each layout, with most of what there is on them.
func pagesOfBrands(t *testing.T) (pages []*goquery.Document) {
	t.Helper()
	plain := &brand.Brand{
		ID: "plain", Name: brand.Same("Plain"), Default: true, Layout: "plain",
		Header: []brand.Link{{Label: brand.Same("Shop"), Href: brand.Same("/shop")}},
	}
	card := &brand.Brand{ID: "card", Name: brand.Same("Card"), Hosts: []string{"card.localhost"}, Layout: "card"}
	set := exampleBrands(t, plain, card)
	s := newSite(t, func(c *setup) { c.Brands = func() *brand.Set { return set } })
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal2"))
	s.kratos.on("GET /sessions", recorded(t, 200, "sessions-list"))
	for _, host := range []string{"shop.localhost", "rail.localhost", "card.localhost", "id.example.org"} {
		for _, flow := range []string{"login-initial", "login-error-invalid-credentials", "login-code-sent", "settings-everything", "settings-success-profile", "settings-error-profile"} {
			kind, _, _ := strings.Cut(flow, "-")
			s.kratos.on(fetchPath(kind), recorded(t, 200, flow))
			pages = append(pages, s.getAs(t, host, "/"+kind+"?flow="+flowID).want(http.StatusOK).doc)
		}
		for _, path := range []string{"/", "/welcome", "/sessions"} {
			pages = append(pages, s.getAs(t, host, path).want(http.StatusOK).doc)
		}
	}
	return pages
}
