package handlers

import (
	"log/slog"
	"net/http"

	"go.opentelemetry.io/otel/trace"
	"golang.org/x/time/rate"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/static"
	"github.com/thyra-ui/thyra/templates"
)

// server holds what every request shares. Nothing in it changes after New but what themes, scripts, schemas, factors, providers and
// readiness keep.
type server struct {
	kratos       *kratos.Client
	assets       *static.Assets
	site         *templates.Site
	publicOrigin string // Options.publicOrigin
	log          *slog.Logger
	metrics      *metrics
	tracer       trace.Tracer
	policy       contentSecurityPolicy // of a brand that says nothing about it
	themes       *themes
	scripts      scripts
	proxies      proxies
	readiness    readiness
	oauth2       *oauth2
	clientLogos  bool
	// marksLastUsed is false where Options.DisableLastUsed is set.
	marksLastUsed bool
	beginsHere    bool // without Options.DisableBeginHere
	kratosBelow   bool // browsers reach Kratos below a path of ours
	reach         cookieReach
	changePayload func(*http.Request, map[string]any) map[string]any // Options.TransientPayload
	schemas       schemas
	factors       knownFactors
	providers     providerNames
	reports       *rate.Limiter // of CSP in the log
	problemLimits map[setupProblem]*rate.Limiter
}
