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
	// divert may answer in place of the page; it reports whether it did. Nil where no page of the flow is diverted.
	divert func(echo.Context, *kratos.Flow) (bool, error)
	// additions are the links and texts that the page has besides what Kratos sent; restart is the query that begins the flow anew.
	additions func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions
}

// uuid is the shape of a flow id; anything else is not worth a call to Kratos.
var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)

// flow is the one algorithm behind every flow page: start without an id, else fetch, map errors, draw.
func (s *server) flow(p flowPage) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.QueryParam("flow")
		if id == "" {
			return s.begin(c, p)
		}
		if !uuid.MatchString(id) {
			return s.flowError(c, p, &kratos.Error{Status: http.StatusNotFound})
		}
		f, err := s.kratos.Flow(c.Request().Context(), p.kind, id, cookieHeader(c))
		if err != nil {
			return s.flowError(c, p, err)
		}
		if isAnother(f) {
			return s.restart(c, p.kind, restartQuery(f), "gone", "flow_expired")
		}
		return s.showFlow(c, p, f)
	}
}

// showFlow answers with the page of a flow that Kratos gave.
func (s *server) showFlow(c echo.Context, p flowPage, f *kratos.Flow) error {
	s.restartsEnd(c, p.kind)
	s.present(c, audienceOf(f))
	s.knowVisitor(c, p.kind, f)
	if p.divert != nil {
		if done, err := p.divert(c, f); done || err != nil {
			return err
		}
	}
	return s.drawFlow(c, p, f)
}

func (s *server) drawFlow(c echo.Context, p flowPage, f *kratos.Flow) error {
	ctx, restart := c.Request().Context(), restartQuery(f)
	s.providers.learn(f)
	request := templates.FlowRequest{
		Kind: p.kind, Flow: f, Site: themeOf(c).site, Localizer: locales.From(ctx),
		Schema: s.schemas.ofFlow(ctx, p.kind, f), Identifier: s.identifier(c, f), Lists: listChanges(c), LastUsed: s.lastUsed(c), ProviderName: s.providers.name,
		TransientPayload: s.transientPayload(c),
		RestartURL:       s.ownURL("/"+string(p.kind), restart), ScriptURL: s.scriptURL, FlowAdditions: p.additions(c, f, restart),
	}
	allowed := allowance{forms: s.waysBack(c, f.ReturnTo)}
	if r := f.OAuth2Request; r != nil {
		request.App = s.application(c, &r.Client)
		allowed.images = logoOrigins(request.App.Logo)
		allowed.forms = append(s.returnOrigins(r.RequestURL, r.Client.RedirectURIs), allowed.forms...)
	}
	v := templates.NewFlowView(request)
	allowed.scripts = s.foreignOrigins(v.Scripts)
	for _, what := range v.Unknown {
		s.log.WarnContext(ctx, "kratos sent something unknown", "what", what.Kind, "name", what.Name, "flow", string(p.kind))
	}
	s.metrics.drawn(f, v)
	// Kratos sends browsers here with no more than the flow's id; what it was asked with it keeps.
	frame := templates.Page{Title: v.Heading, Scripts: v.Scripts, Light: v.Light(), HasError: v.HasError(), Bare: restart.Get(viewParam) == viewBare}
	draw := templates.FlowPage
	if p.kind == kratos.Settings {
		if f.Identity != nil {
			s.factors.forget(f.Identity)
		}
		frame.Wide, frame.Current, draw = true, "settings", templates.SettingsPage
	}
	return s.renderAllowing(c, http.StatusOK, draw(s.page(c, frame), v), allowed)
}

// begin starts a flow for a visitor who came without one. Kratos sends a browser that may not start a settings flow to sign
// in without the way back, so that is asked first.
func (s *server) begin(c echo.Context, p flowPage) error {
	if c.QueryParam(langParam) != "" {
		s.present(c, audience{organization: c.QueryParam("organization")}) // its cookie takes the choice to the flow's page
	}
	if p.kind == kratos.Settings && !prefetch(c) {
		var e *kratos.Error
		_, err := s.whoami(c)
		if errors.As(err, &e) && (e.LacksSession() || e.Status == http.StatusRequestHeaderFieldsTooLarge) {
			return s.sessionError(c, err)
		}
	}
	return s.start(c, p)
}

// start begins a flow, here or by sending the browser to Kratos. A prefetch must not begin one.
func (s *server) start(c echo.Context, p flowPage) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	if c.QueryParam(retryParam) != "" && !s.countRestart(c, p.kind) {
		return s.cookiesPage(c)
	}
	query := initQuery(c, p.params)
	if p.kind == kratos.Recovery {
		query = s.withLanguage(c, query)
	}
	if done, err := s.beginHere(c, p, query); done || err != nil {
		return err
	}
	s.metrics.ended(p.kind, outcomeStarted)
	return c.Redirect(http.StatusSeeOther, s.kratos.InitURL(p.kind, query))
}

// prefetch reports whether the browser only guesses that the visitor will come here: Sec-Purpose (Speculation Rules), and what
// older browsers and proxies say instead.
func prefetch(c echo.Context) bool { return isPrefetch(c.Request()) }

func isPrefetch(r *http.Request) bool {
	h := r.Header
	return h.Get("Sec-Purpose") != "" || strings.EqualFold(h.Get("Purpose"), "prefetch") || strings.EqualFold(h.Get("X-Moz"), "prefetch")
}
