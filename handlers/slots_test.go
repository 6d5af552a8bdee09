package handlers_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func TestSlotsOfThePages(t *testing.T) {
	t.Parallel()
	type key struct{}
	s := newSite(t, func(c *setup) {
		c.Slots = templates.Slots{
			BeforeForm: func(_ *templates.Page, v *templates.FlowView) templ.Component {
				return markup(`<p id="before">`+string(v.Kind)+` %v</p>`, func(ctx context.Context) any { return ctx.Value(key{}) })
			},
			AfterForm: func(_ *templates.Page, v *templates.FlowView) templ.Component {
				if v.Kind == kratos.Recovery {
					return nil
				}
				return markup(`<p id="after"></p>`)
			},
			HomeCards: func(_ *templates.Page, h *templates.Home) templ.Component {
				return markup(`<section id="orders" class="card">` + h.IdentityID + `</section>`)
			},
		}
	})
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, "from the product")))
	})
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	for _, p := range flowPages {
		s.kratos.on(fetchPath(p.kind), recorded(t, 200, p.first))
		a := s.get(t, "/"+p.kind+"?flow="+flowID).want(http.StatusOK)
		before := a.doc.Find("main #before")
		if before.Text() != p.kind+" from the product" {
			t.Errorf("%s: before the form stands %q", p.kind, before.Text())
		}
		if before.NextAllFiltered("form, section:has(form)").Length() == 0 || before.PrevAllFiltered("form, section:has(form)").Length() > 0 {
			t.Errorf("%s: the place before the form is not before it", p.kind)
		}
		after := a.doc.Find("main #after")
		if p.kind == "recovery" {
			if after.Length() > 0 {
				t.Error("recovery: a slot that answers nil is not empty")
			}
			continue
		}
		if after.PrevAllFiltered("form, section:has(form)").Length() == 0 || after.NextAllFiltered("form, section:has(form)").Length() > 0 {
			t.Errorf("%s: the place after the form is not after it", p.kind)
		}
	}
	orders := s.get(t, "/").want(http.StatusOK).doc.Find(".cards > #orders")
	if len(orders.Text()) != 36 || orders.NextAll().Length() > 0 || orders.PrevAll().Length() == 0 {
		t.Errorf("the card of the account home is %q, and %d stand before it", orders.Text(), orders.PrevAll().Length())
	}
}

func TestNavigationOfTheProduct(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.Navigation = []brand.Link{{Label: brand.Text{"": "Orders", "de": "Bestellungen"}, Href: brand.Same("/orders")}, {Label: brand.Same("x"), Href: brand.Same("javascript:alert(1)")}}
	})
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	for language, want := range map[string]string{"en": "Orders", "de": "Bestellungen"} {
		links := s.get(t, "/", "Accept-Language", language).want(http.StatusOK).doc.Find("nav.account-nav a")
		if got := links.FilterFunction(func(i int, _ *goquery.Selection) bool { return links.Eq(i).AttrOr("href", "") == "/orders" }).Text(); got != want {
			t.Errorf("%s: the product's link says %q", language, got)
		}
		if links.Length() != 5 || strings.HasPrefix(links.Last().AttrOr("href", ""), "javascript") {
			t.Errorf("%s: %d links, the last to %s", language, links.Length(), links.Last().AttrOr("href", ""))
		}
	}
}

func TestPagesOfTheProduct(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/account"), func(c *setup) {
		c.Navigation = []brand.Link{{Label: brand.Same("Billing"), Href: brand.Same("/account/billing")}}
		c.Pages = map[string]handlers.CustomPage{
			"/billing": func(r *http.Request, session *kratos.Session, p *templates.Page) (templ.Component, error) {
				p.Title = "Billing"
				return markup(`<h1>Billing of ` + session.Identity.Username() + r.URL.Query().Get("month") + `</h1>`), nil
			},
			"/broken": func(*http.Request, *kratos.Session, *templates.Page) (templ.Component, error) {
				return nil, errors.New("of a test")
			},
			"/gone": func(*http.Request, *kratos.Session, *templates.Page) (templ.Component, error) {
				return nil, echo.ErrNotFound
			},
		}
	})
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	if back := s.get(t, "/account/billing?month=5").leads(browserURL + "/self-service/login/browser").Get("return_to"); !strings.HasSuffix(back, "/account/billing?month=5") {
		t.Errorf("sign-in leads back to %q", back)
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	a := s.get(t, "/account/billing?month=5").want(http.StatusOK)
	private(t, a)
	if got := a.doc.Find("main#content h1").Text(); !strings.HasPrefix(got, "Billing of ") || !strings.HasSuffix(got, "5") {
		t.Errorf("the page says %q", got)
	}
	if got := a.doc.Find("title").Text(); got != "Billing · Thyra" {
		t.Errorf("its title is %q", got)
	}
	if got := a.doc.Find("nav.account-nav [aria-current]").Text(); got != "Billing" {
		t.Errorf("the navigation marks %q", got)
	}
	s.get(t, "/account/broken").want(http.StatusInternalServerError).has("error/internal")
	s.get(t, "/account/gone").want(http.StatusNotFound).has("error/not_found")
	for _, bad := range []string{"/settings", "/", "", "billing", "/logout", "/static/:file", "/billing/"} {
		if _, err := handlers.New(handlers.Options{Kratos: aKratos(t), Pages: map[string]handlers.CustomPage{bad: nil}}); err == nil {
			t.Errorf("no error for a page at %q", bad)
		}
	}
}

func TestPolicyForAssetsOfTheProduct(t *testing.T) {
	t.Parallel()
	const cdn = "https://cdn.example.org"
	got := policy(newSite(t, func(c *setup) { c.AssetOrigins = []string{cdn} }).get(t, "/welcome").Header)
	for directive, want := range map[string]string{"style-src": "'self' " + cdn, "font-src": "'self' " + cdn, "img-src": "'self' " + cdn + " data:", "connect-src": "'self'"} {
		if got[directive] != want {
			t.Errorf("%s is %q, want %q", directive, got[directive], want)
		}
	}
}

// The pages lie under any prefix of an application that uses net/http or Echo.
func TestMounted(t *testing.T) {
	t.Parallel()
	mux := func(pages http.Handler) http.Handler {
		m := http.NewServeMux()
		m.Handle("/account/", pages)
		return m
	}
	for name, mount := range map[string]struct {
		stripped bool
		into     func(http.Handler) http.Handler
	}{
		"a mux":             {false, mux},
		"a mux that strips": {true, func(pages http.Handler) http.Handler { return mux(http.StripPrefix("/account", pages)) }},
		"an Echo": {false, func(pages http.Handler) http.Handler {
			e := echo.New()
			e.Any("/account", echo.WrapHandler(pages))
			e.Any("/account/*", echo.WrapHandler(pages))
			return e
		}},
		"a group of an Echo": {false, func(pages http.Handler) http.Handler {
			e := echo.New()
			e.Group("/account").Any("/*", echo.WrapHandler(pages))
			return e
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, basePath("/account"), func(c *setup) { c.Stripped = mount.stripped })
			s.Config.Handler = mount.into(s.Config.Handler)
			s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
			s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
			page := s.get(t, "/account/login?flow="+flowID).want(http.StatusOK)
			page.has("login-auth-card")
			s.get(t, page.doc.Find("link[rel=stylesheet]").AttrOr("href", "")).want(http.StatusOK)
			s.get(t, "/account/").want(http.StatusOK).has("account-home")
			s.get(t, "/account/none").want(http.StatusNotFound).has("error/not_found")
			if back := s.get(t, "/account/login").leads(browserURL + "/self-service/login/browser"); len(back) > 0 {
				t.Errorf("a login without return address starts with %v", back)
			}
			w := httptest.NewRecorder()
			s.Config.Handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/accounting", nil))
			if w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "<html") {
				t.Errorf("/accounting is answered by the pages: %d", w.Code)
			}
		})
	}
}
