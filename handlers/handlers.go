// Package handlers answers HTTP requests: it owns the routes, redirects, cookies, status codes and headers, and
// fetches from Kratos what the templates draw. It does not know Kratos's JSON, nor how a node becomes HTML.
package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/static"
	"github.com/thyra-ui/thyra/templates"
)

// New makes the handler for all pages. It fails on options that can't work.
func New(o Options) (http.Handler, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	m, err := newMetrics(o.Metrics, o.Kratos)
	if err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	base := strings.TrimRight("/"+strings.Trim(o.BasePath, "/"), "/")
	s := &server{
		kratos:        o.Kratos,
		assets:        assets,
		publicOrigin:  o.publicOrigin(),
		log:           o.Logger,
		metrics:       m,
		tracer:        o.Tracer.Tracer("github.com/thyra-ui/thyra/handlers"),
		proxies:       o.TrustedProxies,
		readiness:     readiness{ask: o.Kratos.Ready, address: o.Kratos.Address(), needsKratos: o.ReadyNeedsKratos, stopping: o.Stopping, log: o.Logger},
		oauth2:        newOAuth2(o),
		clientLogos:   o.ClientLogos,
		marksLastUsed: !o.DisableLastUsed,
		beginsHere:    !o.DisableBeginHere,
		kratosBelow:   strings.HasPrefix(o.Kratos.InitURL(kratos.Login, nil), "/"),
		changePayload: o.TransientPayload,
		schemas:       schemas{ask: o.Kratos.Schemas, log: o.Logger},
		reports:       rate.NewLimiter(reportsLogged, reportsAtOnce),
		problemLimits: newProblemLimits(),
		policy:        newContentSecurityPolicy(o),
		site: &templates.Site{
			Base:        base,
			Stylesheets: []string{"/static/" + assets.Path("app.css")},
			MoreStyles:  "/static/" + assets.Path("more.css"),
			Script:      "/static/" + assets.Path("app.js"),
			MoreScript:  "/static/" + assets.Path("more.js"),
			Favicon:     "/static/" + assets.Path("favicon.svg"),
			Layout:      o.Layout,
			Slots:       o.Slots,
			Navigation:  o.Navigation,

			HasApplications: o.Hydra != nil,
		},
	}
	if o.CSPReports {
		s.policy.reports = s.site.URL(reportPath)
	}
	s.themes = &themes{
		brands: o.Brands, locales: o.Locales, make: s.newTheme, log: o.Logger, logPanics: rate.Sometimes{Interval: time.Minute},
	}
	if err := s.themes.update(s.themes.source(), &themeSet{}); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	routes := s.routes()
	if err := s.addCustomPages(routes, o.Pages); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	handler := s.answerPanics(headAsGet(routes))
	if o.Stripped {
		handler = withPrefix(base, handler)
	}
	return handler, nil
}

// routes is the site map.
func (s *server) routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = s.proxies.clientIP
	e.Pre(s.proxies.onlyTrusted, standardQueries, middleware.RemoveTrailingSlash())
	e.Use(s.logRequests, middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: s.logRecovered}),
		s.warnOfProxies, s.headers, onlySized, limitURL, s.limitCookies, s.sameOriginPosts, middleware.BodyLimit("64K"))

	g := e.Group(s.site.Base)
	root := ""
	if s.site.Base == "" {
		root = "/"
	}

	// Flows
	g.GET("/login", s.flow(s.login()))
	g.GET("/registration", s.flow(s.registration()))
	g.GET("/recovery", s.flow(s.recovery()))
	g.GET("/verification", s.flow(s.verification()))
	g.GET("/settings", s.flow(s.settings()))

	// Account
	g.GET(root, s.home, s.presentToAnyone)
	g.GET("/welcome", s.welcome, s.presentToAnyone)
	g.GET("/sessions", s.sessions, s.presentToAnyone)
	g.POST("/sessions/revoke", s.revokeSession)
	g.POST("/sessions/revoke-others", s.revokeOtherSessions)
	g.GET("/logout", s.askLogout)
	g.POST("/logout", s.postLogout)

	// Other applications, by Hydra; it sends browsers to /logout too
	if s.oauth2 != nil {
		g.GET("/consent", s.askConsent)
		g.POST("/consent", s.answerConsent)
		g.GET("/device/verify", s.askUserCode)
		g.POST("/device/verify", s.answerUserCode)
		g.GET("/device/success", s.deviceConnected)
		g.GET("/applications", s.applications, s.presentToAnyone)
		g.POST("/applications", s.endApplication, s.presentToAnyone)
	}

	// Errors that Kratos and Hydra send browsers here with
	g.GET("/error", s.errorPage, s.presentToAnyone)

	g.GET("/language", s.language)

	// Files, health, reports
	if s.policy.reports != "" {
		g.POST(reportPath, s.cspReport)
	}
	g.GET("/health/alive", s.alive)
	g.GET("/health/ready", s.ready)
	g.GET("/static/:file", s.static)
	g.GET("/static/:brand/:file", s.brandFile)
	g.GET("/.well-known/ory/webauthn.js", s.webauthnScript)
	for _, base := range []string{"", s.site.Base} { // browsers look at the root (RFC 8615); who mounts us may lead that here
		e.GET(base+"/.well-known/change-password", s.changePassword)
		e.GET(base+"/.well-known/passkey-endpoints", s.passkeyEndpoints)
	}
	return e
}
