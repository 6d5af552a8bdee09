package handlers

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/a-h/templ"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// Options says what the pages stand in front of. Only Kratos is required.
type Options struct {
	// Kratos is the server whose flows are shown.
	Kratos *kratos.Client
	// BasePath is the path the pages are mounted under, such as "/account" (ValidBasePath); "/" when empty. Requests arrive with
	// it, unless Stripped is set: then something before this handler, as http.StripPrefix or a proxy, takes it off.
	BasePath string
	Stripped bool
	// PublicURL is the absolute URL of BasePath as browsers see it. When empty it is taken from each request.
	PublicURL string
	// Brand is the product's, and needs a Name; Thyra's own when it is the zero Brand. Brands, when set, takes its place: it is
	// asked on each request, which chooses among them (brand.Set.Choose), and must return the same set until they change. A
	// brand made in code is taken as it is but for what brand.NewSet refuses; brand.Brand.Check measures its contrast.
	Brand  brand.Brand
	Brands func() *brand.Set
	// Layout draws the frame of every page, its children inside; templates.Layout when nil. It is the whole document, made with
	// templates.Head and templates.Main; docs/embed.md has one. Where it fails, error pages have templates.Layout.
	Layout func(*templates.Page) templ.Component
	// Slots are components of the product's own inside the pages.
	Slots templates.Slots
	// Navigation are links of the product's own among those of the account pages, after them.
	Navigation []brand.Link
	// Pages are account pages of the product's own, by their path below BasePath, such as "/billing" or "/billing/cards": inside
	// the layout, for visitors who are signed in. A Navigation entry that leads to one is marked on it.
	Pages map[string]CustomPage
	// TransientPayload changes what every form of a flow posts to Kratos in transient_payload, for mail templates and web hooks: it
	// gets the page's own, "lang" (BCP 47) and, where the brand has an ID, "brand", and returns what encoding/json can write. What
	// it takes from the request it must check. Forms post nothing when it returns an empty map, and the page's own when it is nil.
	TransientPayload func(r *http.Request, payload map[string]any) map[string]any
	// AssetOrigins are the origins that Layout and Slots load styles, images and fonts from besides ours. Their scripts run
	// under the nonce (templ.GetNonce) and Trusted Types, from anywhere.
	AssetOrigins []string
	// Locales returns the messages of all languages, such as (*locales.Watcher).Catalog; the built-in ones when nil. When it returns
	// another catalog than before, the next pages are shown in that one.
	Locales func() *locales.Catalog
	// FormActions are the origins that posting a form may end at besides ours and Kratos's, or schemes such as "myapp:". Only
	// sign-in at providers and the return URLs that Kratos is configured with need it: where a page leads to an application or a
	// return URL that it was asked with, that is allowed there. Any https origin (and http, with a Kratos without TLS) when empty.
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
	// Metrics gets counters and durations under the prefix thyra_, without personal data; nobody when nil. A second handler on
	// one registry needs labels of its own (prometheus.WrapRegistererWith).
	Metrics prometheus.Registerer
	// Tracer gets a span per request and per call to Kratos; nobody when nil. Trace context goes on to Kratos either way.
	Tracer trace.TracerProvider
	// Hydra is the OAuth2 server whose consent and logout questions are asked here; without it these pages are not there.
	Hydra *hydra.Client
	// TrustedClients are the ids of OAuth2 clients that are granted what they ask for without a question.
	TrustedClients []string
	// RememberConsentFor is how long Hydra does not ask again when the visitor wants that, a second or more; 0 is for ever.
	RememberConsentFor time.Duration
	// ClientLogos shows the logos of OAuth2 clients, which come from where the client says: the only pictures of third parties.
	ClientLogos bool
	// DisableLastUsed leaves the sign-in method unmarked that was used last in this browser, and the cookie unset that the mark needs.
	DisableLastUsed bool
	// DisableBeginHere has browsers begin each flow at Kratos, by two redirects. Otherwise the server begins it for them where Kratos's
	// cookies reach browsers from its answers.
	DisableBeginHere bool
	// ReadyNeedsKratos makes /health/ready answer 503 whenever Kratos does not serve. Otherwise it does so until Kratos has
	// answered once.
	ReadyNeedsKratos bool
	// Stopping makes /health/ready answer 503 once it is closed, so that no new visitors are sent here; never when nil.
	Stopping <-chan struct{}
}

// CustomPage makes the content of a page, which has a heading h1, and sets the page's Title. Its error is the visitor's error
// page, with the status of an echo.HTTPError.
type CustomPage func(*http.Request, *kratos.Session, *templates.Page) (templ.Component, error)

// publicOrigin is the scheme and host of PublicURL; empty when each request tells.
func (o *Options) publicOrigin() string {
	return kratos.OriginOf(o.PublicURL)
}

// complete fills in what was left out, and fails on what can't work.
func (o *Options) complete() error {
	if err := o.check(); err != nil {
		return err
	}
	if o.Locales == nil {
		builtIn, err := locales.Load(locales.Files())
		if err != nil {
			return err
		}
		o.Locales = func() *locales.Catalog { return builtIn }
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Tracer == nil {
		o.Tracer = noop.NewTracerProvider()
	}
	if o.Brands != nil {
		return nil
	}
	only, err := onlyBrand(o.Brand)
	o.Brands = func() *brand.Set { return only }
	return err
}

// onlyBrand is the set of the one brand that all requests get.
func onlyBrand(b brand.Brand) (*brand.Set, error) {
	if len(b.Name) == 0 {
		b = brand.Default()
	}
	b.Default = true
	set, err := brand.NewSet(&b)
	if err != nil {
		return nil, fmt.Errorf("Options.Brand: %w", err)
	}
	return set, nil
}
