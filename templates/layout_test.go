package templates_test

import (
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func TestWhereTheLogoStands(t *testing.T) {
	t.Parallel()
	links := []brand.Link{{Label: brand.Same("Help"), Href: brand.Same("/help")}}
	for name, test := range map[string]struct {
		logo             brand.Logo
		header           []brand.Link
		current          string
		bare             bool
		inHeader, inMain int
		headers          int
		classes, without []string
	}{
		"alone":                  {inHeader: 1, headers: 1, without: []string{"logo-in-card", "logo-start", "logo-center"}},
		"at the start":           {logo: brand.Logo{Align: "start"}, inHeader: 1, headers: 1, classes: []string{"logo-start"}},
		"in the card":            {logo: brand.Logo{Place: "card", Align: "center"}, inMain: 1, classes: []string{"logo-in-card", "logo-center"}},
		"in the card, and links": {logo: brand.Logo{Place: "card"}, header: links, headers: 1, inMain: 1, classes: []string{"logo-in-card"}},
		"on account pages": {
			logo: brand.Logo{Place: "card", Align: "center"}, current: "home", inHeader: 1, headers: 1, without: []string{"logo-in-card", "logo-center"},
		},
		"bare": {logo: brand.Logo{Place: "card"}, bare: true, without: []string{"logo-in-card"}},
	} {
		page := &templates.Page{Site: site(), Title: "x", Current: test.current, Bare: test.bare}
		page.Site.Brand.Logo, page.Site.Brand.Header = test.logo, test.header
		doc := parseHTML(t, draw(t, templates.FlowPage(page, &templates.FlowView{Kind: kratos.Login}), localizer(t, "en")))
		for selector, want := range map[string]int{"header .brand": test.inHeader, "main > .brand": test.inMain, "header": test.headers, ".brand": test.inHeader + test.inMain} {
			if got := doc.Find(selector).Length(); got != want {
				t.Errorf("%s: %d of %s, want %d", name, got, selector, want)
			}
		}
		for _, class := range test.classes {
			if !doc.Find("body").HasClass(class) {
				t.Errorf("%s: the body has no class %s", name, class)
			}
		}
		for _, class := range test.without {
			if doc.Find("body").HasClass(class) {
				t.Errorf("%s: the body has the class %s", name, class)
			}
		}
	}
}

func TestClassesOfLayouts(t *testing.T) {
	t.Parallel()
	for layout, want := range map[string]string{
		"": "layout-card", "card": "layout-card", "plain": "layout-plain",
		"split": "layout-split has-backdrop side-end", "split-plain": "layout-split layout-plain has-backdrop side-end",
	} {
		page := &templates.Page{Site: site(), Title: "x"}
		if page.Site.Brand.Layout = layout; page.Site.Brand.Split() {
			page.Site.Brand.Background.Side = "end"
		}
		doc := parseHTML(t, draw(t, templates.FlowPage(page, &templates.FlowView{Kind: kratos.Login}), localizer(t, "en")))
		if got := doc.Find("body").AttrOr("class", ""); got != want {
			t.Errorf("layout %q: the body has %q, want %q", layout, got, want)
		}
	}
}
