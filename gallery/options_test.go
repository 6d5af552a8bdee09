package gallery_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/gallery"
	"github.com/thyra-ui/thyra/templates"
)

type greetingKey struct{}

// shopLayout is a document of an application's own, with a stylesheet from its own host and what its middleware knows.
func shopLayout(p *templates.Page) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		content := templ.GetChildren(ctx)
		main := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			return templates.Main(p).Render(templ.WithChildren(ctx, content), w)
		})
		greeting, _ := ctx.Value(greetingKey{}).(string)
		return templ.Join(
			templ.Raw(`<!DOCTYPE html><html lang="en" dir="ltr"><head>`), templates.Head(p), templ.Raw(`<link rel="stylesheet" href="/shop.css"></head><body>`),
			templates.SkipLink(), templ.Raw(`<header id="shop">`+greeting+`</header>`), templates.AccountNav(p), main,
			templ.Raw(`</body></html>`),
		).Render(templ.ClearChildren(ctx), w)
	})
}

func shopOptions() gallery.Options {
	note := templ.Raw(`<p id="note">Membership is free.</p>`)
	return gallery.Options{
		Brand:  brand.Brand{Name: brand.Same("Shop"), FrameAncestors: []string{"https://shop.example.org"}},
		Layout: shopLayout,
		Slots: templates.Slots{
			BeforeForm: func(*templates.Page, *templates.FlowView) templ.Component { return note },
			HomeCards:  func(*templates.Page, *templates.Home) templ.Component { return note },
		},
		Navigation: []brand.Link{{Label: brand.Same("Orders"), Href: brand.Same("/orders")}},
		Middleware: func(pages http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				pages.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), greetingKey{}, "Good day")))
			})
		},
		Assets: http.FileServerFS(fstest.MapFS{"shop.css": {Data: []byte("@media (prefers-color-scheme: dark) { #shop { color: white } }")}}),
	}
}

// Whoever embeds the pages sees every state inside their own layout, with their own content.
func TestStatesAreShownInsideAnApplication(t *testing.T) {
	t.Parallel()
	g, err := gallery.New(shopOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		state               string
		note, orders, error bool
	}{
		{state: "login-initial-v26.2.0", note: true},
		{state: "settings-all-fresh-v26.2.0", note: true, orders: true},
		{state: "home-no-name", note: true, orders: true},
		{state: "error-not-found", error: true},
	} {
		a := askOf(t, g, http.MethodGet, "/states/"+test.state+"?theme=dark")
		if got := a.doc.Find("#shop").Text(); got != "Good day" {
			t.Errorf("%s: the header of the layout is %q", test.state, got)
		}
		if title := a.doc.Find("title").Text(); !strings.HasSuffix(title, " · Shop") || (a.Code == http.StatusOK) == test.error {
			t.Errorf("%s: status %d, the title is %q", test.state, a.Code, title)
		}
		if got := a.doc.Find("#note").Length() > 0; got != test.note {
			t.Errorf("%s: the slot is drawn: %v", test.state, got)
		}
		if got := a.doc.Find(`nav a[href="/orders"]`).Length() > 0; got != test.orders {
			t.Errorf("%s: the entry of the navigation is there: %v", test.state, got)
		}
		if policy := a.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self';") {
			t.Errorf("%s: the gallery may not frame it: %s", test.state, policy)
		}
		sheet := a.doc.Find(`link[href^="/shop.css"]`).AttrOr("href", "")
		if css := askOf(t, g, http.MethodGet, sheet).Body.String(); css != "@media all { #shop { color: white } }" {
			t.Errorf("%s: the application's stylesheet %q is %q", test.state, sheet, css)
		}
	}
	if name := askOf(t, g, http.MethodGet, "/").doc.Find(`[aria-label="Brand"] [aria-current]`).Text(); name != "Shop" {
		t.Errorf("the brand that is shown is called %q", name)
	}
}

func TestOptionsThatThePagesRefuse(t *testing.T) {
	t.Parallel()
	options := shopOptions()
	options.AssetOrigins = []string{"cdn"}
	if _, err := gallery.New(options); err == nil || !strings.Contains(err.Error(), `"cdn"`) {
		t.Errorf("error %v", err)
	}
	if a := ask(t, http.MethodGet, "/shop.css"); a.Code != http.StatusNotFound {
		t.Errorf("a file of no application: status %d", a.Code)
	}
}

// The main function of an application's gallery, which takes -addr and -brands.
func ExampleMain() {
	gallery.Main(gallery.Options{
		Layout:     shopLayout,
		Slots:      templates.Slots{HomeCards: func(*templates.Page, *templates.Home) templ.Component { return templ.Raw("<p>No orders yet.</p>") }},
		Navigation: []brand.Link{{Label: brand.Same("Orders"), Href: brand.Same("/orders")}},
		Assets:     http.FileServerFS(fstest.MapFS{}), // the stylesheets that the layout links to
	})
}
