package cli

import (
	"net/http"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
)

// newHandler adds the settings to the options.
func newHandler(c Config, o handlers.Options) (http.Handler, error) {
	client, err := kratos.New(kratos.Config{PublicURL: c.KratosPublicURL, BrowserURL: c.KratosBrowserURL, BrowserPath: c.KratosBrowserPath, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
	if err != nil {
		return nil, err
	}
	if c.HydraAdminURL != "" {
		o.Hydra, err = hydra.New(hydra.Config{AdminURL: c.HydraAdminURL, PublicURL: c.HydraPublicURL, Token: c.OryAPIToken, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
		if err != nil {
			return nil, err
		}
	}
	o.TrustedClients, o.RememberConsentFor, o.ClientLogos = c.TrustedClients, time.Duration(c.RememberConsent)*time.Second, c.ShowClientLogos
	o.Kratos, o.BasePath, o.Stripped, o.PublicURL = client, c.BasePath, c.Stripped, c.PublicURL
	o.FormActions, o.FrameAncestors, o.CSPReports = c.FormActions, c.FrameAncestors, c.CSPReports
	o.TrustedProxies, _ = prefixes(c.TrustedProxies) // checked with the other settings
	o.ReadyNeedsKratos = c.ReadyNeedsKratos
	o.Brand = brand.Brand{
		Name: brand.Same(c.ProjectName), HomeURL: brand.Same(c.HomeURL), SupportURL: brand.Same(c.SupportURL),
		PrivacyURL: brand.Same(c.PrivacyURL), TermsURL: brand.Same(c.TermsURL), ImprintURL: brand.Same(c.ImprintURL),
	}
	return handlers.New(o)
}
