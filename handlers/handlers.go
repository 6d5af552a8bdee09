// Package handlers is the front door for HTTP: it owns the routes, redirects, cookies, status codes and headers, and
// fetches from Kratos what the templates draw. It does not know Kratos's JSON, nor how a node becomes HTML.
package handlers

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/static"
	"github.com/thyra-ui/thyra/templates"
)

// Options says what the pages are a front door to. Only Kratos is required.
type Options struct {
	// Kratos is the server whose flows are shown.
	Kratos *kratos.Client
	// BasePath is the path the pages are mounted under, "/" when empty. Requests arrive with it, unless Stripped is set: then
	// something before this handler, as http.StripPrefix or a proxy, takes it off.
	BasePath string
	Stripped bool
	// PublicURL is the absolute URL of BasePath as browsers see it. When empty it is taken from each request.
	PublicURL string
	// Brand is the product's; Thyra's own when its Name is empty. Brands, when set, takes its place: it is asked on each
	// request, which chooses among them (brand.Set.Choose), and must return the same set until they change.
	Brand  brand.Brand
	Brands func() *brand.Set
	// Locales holds the message files, active.{BCP 47 tag}.json; the embedded ones when nil.
	Locales fs.FS
	// FormActions are the origins that posting a form may end at besides ours and Kratos's: providers, return URLs, Hydra and
	// its clients. Any https origin (and http, with a Kratos without TLS) when empty.
	FormActions []string
	// FrameAncestors are the origins that may frame the pages; none when empty.
	FrameAncestors []string
	// CSPReports has browsers report what is against the content security policy to /csp-report, which logs and counts it.
	CSPReports bool
	// TrustedProxies are the addresses whose X-Forwarded-For, X-Forwarded-Proto and traceparent headers are believed; nobody's
	// when empty.
	TrustedProxies []netip.Prefix
	// Logger gets a line per request, without cookies, codes, flow ids or query strings; slog's default when nil.
	Logger *slog.Logger
	// Metrics gets counters and durations under the prefix thyra_, without personal data; nobody when nil.
	Metrics prometheus.Registerer
	// Tracer gets a span per request and per call to Kratos; nobody when nil. Trace context goes on to Kratos either way.
	Tracer trace.TracerProvider
	// Hydra is the OAuth2 server whose consent and logout questions are asked here; without it these pages are not there.
	Hydra *kratos.Hydra
	// TrustedClients are the ids of OAuth2 clients that are granted what they ask for without a question.
	TrustedClients []string
	// RememberConsentFor is how long Hydra does not ask again when the visitor wants that; 0 is for ever.
	RememberConsentFor time.Duration
	// ClientLogos shows the logos of OAuth2 clients, which come from where the client says: the only pictures of third parties.
	ClientLogos bool
	// Stopping makes /health/ready answer 503 once it is closed, so that no new visitors are sent here; never when nil.
	Stopping <-chan struct{}
}

// server holds what every request shares. Nothing in it changes after New but what the wardrobe holds.
type server struct {
	kratos  *kratos.Client
	catalog *locales.Catalog
	assets  *static.Assets
	site    *templates.Site
	// publicOrigin is the scheme and host of Options.PublicURL; empty when each request tells.
	publicOrigin string
	log          *slog.Logger
	metrics      *metrics
	tracer       trace.Tracer
	csp          contentSecurityPolicy // of a brand that says nothing about it
	wardrobe     *wardrobe
	proxies      proxies
	readiness    readiness
	oauth2       *oauth2
	clientLogos  bool
}

// New makes the handler for all pages. It fails on options that can't work.
func New(o Options) (http.Handler, error) {
	if o.Kratos == nil {
		return nil, errors.New("handlers: Options.Kratos is required")
	}
	publicOrigin := ""
	if o.PublicURL != "" {
		u, err := url.Parse(o.PublicURL)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return nil, fmt.Errorf("handlers: Options.PublicURL %q is not an absolute http or https URL", o.PublicURL)
		}
		publicOrigin = u.Scheme + "://" + u.Host
	}
	if o.Locales == nil {
		o.Locales = locales.Files
	}
	catalog, err := locales.Load(o.Locales)
	if err != nil {
		return nil, err
	}
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	if o.Brand.Name == "" {
		o.Brand = brand.Default()
	}
	if o.Brands == nil {
		o.Brand.Default = true
		only, err := brand.NewSet(&o.Brand)
		if err != nil {
			return nil, err
		}
		o.Brands = func() *brand.Set { return only }
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Tracer == nil {
		o.Tracer = noop.NewTracerProvider()
	}
	base := strings.TrimRight("/"+strings.Trim(o.BasePath, "/"), "/")
	s := &server{
		kratos:       o.Kratos,
		catalog:      catalog,
		assets:       assets,
		publicOrigin: publicOrigin,
		log:          o.Logger,
		metrics:      newMetrics(o.Metrics, o.Kratos),
		tracer:       o.Tracer.Tracer("github.com/thyra-ui/thyra/handlers"),
		proxies:      o.TrustedProxies,
		readiness:    readiness{ask: o.Kratos.Ready, stopping: o.Stopping},
		oauth2:       newOAuth2(o),
		clientLogos:  o.ClientLogos,
		csp:          newContentSecurityPolicy(o.Kratos.Origin(), o.FormActions, o.FrameAncestors),
		site: &templates.Site{
			Base:        base,
			Stylesheets: []string{"/static/" + assets.Path("app.css")},
			Script:      "/static/" + assets.Path("app.js"),
			Favicon:     "/static/" + assets.Path("favicon.svg"),
		},
	}
	if o.CSPReports {
		s.csp.reports = s.site.URL(reportPath)
	}
	s.wardrobe = &wardrobe{brands: o.Brands, tailor: s.tailor, log: o.Logger}
	if err := s.wardrobe.fill(o.Brands(), &outfits{}); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	handler := headAsGet(s.routes())
	if o.Stripped {
		handler = withPrefix(base, handler)
	}
	return handler, nil
}

// routes is the site map.
func (s *server) routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = s.proxies.clientIP()
	e.Pre(s.proxies.onlyTrusted, middleware.RemoveTrailingSlash())
	e.Use(s.observe, middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: s.logPanic}),
		s.choose, s.headers, s.language, limitURL, s.sameOriginPosts, middleware.BodyLimit("64K"))

	g := e.Group(s.site.Base)
	root := ""
	if s.site.Base == "" {
		root = "/"
	}

	// Flows
	g.GET("/login", s.flow(loginPage))
	g.GET("/registration", s.flow(registrationPage))
	g.GET("/recovery", s.flow(recoveryPage))
	g.GET("/verification", s.flow(verificationPage))
	g.GET("/settings", s.flow(settingsPage))

	// Account
	g.GET(root, s.home)
	g.GET("/welcome", s.welcome)
	g.GET("/sessions", s.sessions)
	g.POST("/sessions/revoke", s.revokeSession)
	g.POST("/sessions/revoke-others", s.revokeOtherSessions)
	g.GET("/logout", s.askLogout)
	g.POST("/logout", s.postLogout)

	// Other applications, by Hydra; it sends browsers to /logout too
	if s.oauth2 != nil {
		g.GET("/consent", s.askConsent)
		g.POST("/consent", s.answerConsent)
	}

	// Errors that Kratos and Hydra send browsers here with
	g.GET("/error", s.errorPage)

	// Machinery
	if s.csp.reports != "" {
		g.POST(reportPath, s.cspReport)
	}
	g.GET("/health/alive", s.alive)
	g.GET("/health/ready", s.ready)
	g.GET("/static/:file", s.static)
	g.GET("/static/:brand/:file", s.brandFile)
	g.GET("/.well-known/ory/webauthn.js", s.webauthnScript)
	g.GET("/.well-known/change-password", s.changePassword)
	g.GET("/.well-known/passkey-endpoints", s.passkeyEndpoints)
	return e
}
