package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// markup is a component of a product, which may use the request's context.
func markup(format string, values ...func(context.Context) any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var drawn []any
		for _, value := range values {
			drawn = append(drawn, value(ctx))
		}
		_, err := fmt.Fprintf(w, format, drawn...)
		return err
	})
}

var htmlFrame = template.Must(template.New("").Parse(
	`<!DOCTYPE html><html lang="{{.Lang}}"><head>{{.Head}}</head><body class="product">{{.Skip}}<header id="product"></header>{{.Nav}}{{.Main}}</body></html>`))

// htmlLayout is productLayout made with html/template.
func htmlLayout(p *templates.Page) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		main, err := templ.ToGoHTML(ctx, templates.Main(p)) // ctx holds the page's content
		parts := map[string]any{"Lang": locales.From(ctx).Lang(), "Main": main}
		ctx = templ.ClearChildren(ctx)
		for name, part := range map[string]templ.Component{"Head": templates.Head(p), "Skip": templates.SkipLink(), "Nav": templates.AccountNav(p)} {
			html, failed := templ.ToGoHTML(ctx, part)
			parts[name], err = html, errors.Join(err, failed)
		}
		return errors.Join(err, htmlFrame.Execute(w, parts))
	})
}

func TestLayoutOfTheProduct(t *testing.T) {
	t.Parallel()
	for name, layout := range map[string]func(*templates.Page) templ.Component{"templ": productLayout, "html/template": htmlLayout} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inLayout(t, layout)
		})
	}
}

func inLayout(t *testing.T, layout func(*templates.Page) templ.Component) {
	t.Helper()
	s := newSite(t, func(c *setup) { c.Layout = layout })
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	s.kratos.on(fetchPath("settings"), recorded(t, 200, "settings-all-fresh"))
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	for path, want := range map[string]int{
		"/login?flow=" + flowID: 200, "/settings?flow=" + flowID: 200, "/": 200, "/welcome": 200, "/logout": 200, "/none": 404, "/error?error=x": 400,
	} {
		a := s.get(t, path).want(want)
		if a.doc.Find("body.product > header#product").Length() != 1 || a.doc.Find("body > main#content h1").Length() != 1 {
			t.Errorf("%s is not inside the product's layout", path)
		}
		for _, ours := range []string{".site-header", ".site-footer"} {
			if a.doc.Find(ours).Length() > 0 {
				t.Errorf("%s has our own %s as well", path, ours)
			}
		}
		if a.doc.Find("head > title").Length() != 1 || a.doc.Find("head > script[nonce]").Length() == 0 {
			t.Errorf("%s lacks title or script", path)
		}
		signedIn := path == "/" || strings.HasPrefix(path, "/settings")
		if got := a.doc.Find("nav.account-nav").Length() == 1; got != signedIn {
			t.Errorf("%s has an account navigation: %t", path, got)
		}
	}
}

// A layout or slot that fails must not take the page with it that says so.
func TestLayoutThatFails(t *testing.T) {
	t.Parallel()
	panics := templ.ComponentFunc(func(context.Context, io.Writer) error { panic("of a test") })
	failing := func(err error) templ.Component {
		return templ.ComponentFunc(func(context.Context, io.Writer) error { return err })
	}
	fails := failing(errors.New("of a test"))
	for name, change := range map[string]func(*setup){
		"layout that panics":     func(c *setup) { c.Layout = func(*templates.Page) templ.Component { return panics } },
		"layout that fails":      func(c *setup) { c.Layout = func(*templates.Page) templ.Component { return fails } },
		"layout without content": func(c *setup) { c.Layout = func(*templates.Page) templ.Component { return markup("<html></html>") } },
		"layout without main": func(c *setup) {
			c.Layout = func(*templates.Page) templ.Component {
				return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error { return templ.GetChildren(ctx).Render(ctx, w) })
			}
		},
		"slot that is refused by Kratos": func(c *setup) {
			c.Slots.BeforeForm = func(*templates.Page, *templates.FlowView) templ.Component {
				return failing(fmt.Errorf("of a test: %w", &kratos.Error{Status: http.StatusNotFound}))
			}
		},
		"slot whose own work was called off": func(c *setup) {
			c.Slots.BeforeForm = func(*templates.Page, *templates.FlowView) templ.Component {
				return failing(fmt.Errorf("of a test: %w", context.Canceled))
			}
		},
		"slot that panics": func(c *setup) {
			c.Slots.BeforeForm = func(*templates.Page, *templates.FlowView) templ.Component { return panics }
		},
		"slot that fails": func(c *setup) {
			c.Slots.AfterForm = func(*templates.Page, *templates.FlowView) templ.Component { return fails }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, change)
			s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
			a := s.get(t, "/login?flow="+flowID, "Accept-Language", "de").want(http.StatusInternalServerError)
			a.has("error/internal")
			if a.doc.Find("html").AttrOr("lang", "") != "de" || strings.Contains(a.body, "of a test") {
				t.Errorf("the page is not ours in the visitor's language: %s", a.body)
			}
			want := "of a test"
			if strings.Contains(name, "without") {
				want = "the layout draws"
			}
			if log := s.logged(); !strings.Contains(log, want) || strings.Contains(name, "panics") && !strings.Contains(log, "embed_test.go") {
				t.Errorf("the log does not tell what happened and where: %s", log)
			}
		})
	}
}
