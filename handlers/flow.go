package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// flowPage is what differs between the five flows.
type flowPage struct {
	kind kratos.Kind
	// params are the query parameters that Kratos's init endpoint understands.
	params []string
	// prepare may complete the flow before it is drawn.
	prepare func(s *server, c echo.Context, f *kratos.Flow)
	// divert may answer in place of the page; it reports whether it did.
	divert func(s *server, c echo.Context, f *kratos.Flow) (bool, error)
	// complete adds links and texts to the view.
	complete func(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView)
}

// uuid is the shape of a flow id; anything else is not worth a call to Kratos.
var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)

// flow is the one algorithm behind every flow page: start without an id, else fetch, map refusals, draw.
func (s *server) flow(p flowPage) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.QueryParam("flow")
		if id == "" {
			return s.begin(c, p)
		}
		if !uuid.MatchString(id) {
			return s.refused(c, p, &kratos.Error{Status: http.StatusNotFound})
		}
		f, err := s.kratos.Flow(c.Request().Context(), p.kind, id, cookieHeader(c))
		if err != nil {
			return s.refused(c, p, err)
		}
		s.worked(c, p.kind)
		s.dressFor(c, f)
		if f.OAuth2Request != nil {
			s.speak(c, f.OAuth2Request.OIDC.UILocales)
		}
		if p.divert != nil {
			if done, err := p.divert(s, c, f); done || err != nil {
				return err
			}
		}
		s.schemas.add(c.Request().Context(), p.kind, f)
		editLists(c, f)
		if p.prepare != nil {
			p.prepare(s, c, f)
		}
		return s.drawFlow(c, p, f)
	}
}

func (s *server) drawFlow(c echo.Context, p flowPage, f *kratos.Flow) error {
	ctx, o := c.Request().Context(), outfitOf(c)
	o.adorn(f, locales.From(ctx).Lang())
	v := templates.NewFlowView(p.kind, f, locales.From(ctx))
	for _, what := range v.Unknown {
		s.log.WarnContext(ctx, "kratos sent something unknown", "what", what.Kind, "name", what.Name, "flow", string(p.kind))
	}
	s.metrics.drawn(f, v)
	restart := restartQuery(f)
	v.RestartURL = s.ownURL("/"+string(p.kind), restart)
	allowed := allowance{scripts: s.foreignOrigins(v.Scripts)}
	if r := f.OAuth2Request; r != nil {
		app := s.application(c, &r.Client)
		v.App, v.AppLogo = app.Name, app.Logo
		allowed.images, allowed.forms = s.logoOrigins(app.Logo), returnOrigins(r.RequestURL, r.Client.RedirectURIs)
	}
	allowed.forms = append(allowed.forms, s.waysBack(c, f.ReturnTo)...)
	s.setPolicy(c, allowed)
	for i := range v.Scripts {
		v.Scripts[i].Src = s.scriptURL(v.Scripts[i])
	}
	if p.complete != nil {
		p.complete(s, c, f, v)
	}
	linkLists(c, v)
	o.finish(v)
	page := s.page(c, v.Heading)
	// Kratos sends browsers here with no more than the flow's id; what it was asked with it keeps.
	page.Bare = page.Bare || o.brand.Bare && restart.Get(viewParam) == viewBare
	page.Scripts, page.HasError = v.Scripts, hasError(v)
	if p.kind == kratos.Settings {
		page.Wide, page.Current = true, "settings"
		return s.render(c, http.StatusOK, templates.SettingsPage(page, v))
	}
	return s.render(c, http.StatusOK, templates.FlowPage(page, v))
}

func hasError(v *templates.FlowView) bool {
	for _, m := range v.Messages {
		if m.Type == kratos.TextError {
			return true
		}
	}
	return len(v.Problems) > 0
}

// begin starts a flow for a visitor who came without one. Kratos sends a browser that may not start a settings flow to sign
// in without the way back, so that is asked first.
func (s *server) begin(c echo.Context, p flowPage) error {
	if p.kind == kratos.Settings && !prefetch(c) {
		var e *kratos.Error
		_, err := s.kratos.Whoami(c.Request().Context(), cookieHeader(c))
		if errors.As(err, &e) && (e.LacksSession() || e.Status == http.StatusRequestHeaderFieldsTooLarge) {
			return s.noSession(c, err)
		}
	}
	return s.start(c, p.kind, initQuery(c, p.params))
}

// start sends the browser to Kratos to begin a flow. A prefetch must not begin one.
func (s *server) start(c echo.Context, kind kratos.Kind, query url.Values) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	if c.QueryParam(retryParam) != "" && !s.nextRound(c, kind) {
		return s.cookiesPage(c)
	}
	s.metrics.ended(kind, outcomeStarted)
	return c.Redirect(http.StatusSeeOther, s.kratos.InitURL(kind, query))
}

// prefetch reports whether the browser only guesses that the visitor will come here: Sec-Purpose (Speculation Rules), and what
// older browsers and proxies say instead.
func prefetch(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("Sec-Purpose") != "" || strings.EqualFold(h.Get("Purpose"), "prefetch") || strings.EqualFold(h.Get("X-Moz"), "prefetch")
}

// initQuery picks the parameters Kratos understands; a repeated one counts once, with its first value.
func initQuery(c echo.Context, params []string) url.Values {
	query := url.Values{}
	for _, name := range append([]string{viewParam}, params...) {
		if value := c.QueryParam(name); value != "" {
			query.Set(name, value)
		}
	}
	return query
}

// restartQuery rebuilds the parameters a flow was started with.
func restartQuery(f *kratos.Flow) url.Values {
	query := url.Values{}
	set := func(name, value string) {
		if value != "" {
			query.Set(name, value)
		}
	}
	set("return_to", f.ReturnTo)
	set("login_challenge", f.OAuth2Challenge)
	set("organization", f.Organization)
	set("identity_schema", f.IdentitySchema)
	if f.RequestedAAL == kratos.AAL2 {
		query.Set("aal", kratos.AAL2)
	}
	if f.Refresh {
		query.Set("refresh", "true")
	}
	if started, err := url.Parse(f.RequestURL); err == nil {
		set("via", started.Query().Get("via"))
		set(viewParam, started.Query().Get(viewParam))
		set("after_verification_return_to", started.Query().Get("after_verification_return_to"))
	}
	return query
}

// siblingQuery is what a link to another flow carries: where the visitor is going, not what this flow asked of them.
func siblingQuery(f *kratos.Flow) url.Values {
	query := restartQuery(f)
	for _, own := range []string{"aal", "refresh", "via"} {
		query.Del(own)
	}
	return query
}

// ownURL is the path and query of one of our pages.
func (s *server) ownURL(path string, query url.Values) string {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return s.site.URL(path)
}
