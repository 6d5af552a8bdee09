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
func newHandler(c config, o handlers.Options) (http.Handler, error) {
	client, err := kratos.New(kratos.Config{
		PublicURL: string(c.KratosPublicURL), BrowserURL: string(c.KratosBrowserURL), BrowserPath: string(c.KratosBrowserPath),
		Timeout: time.Duration(c.KratosTimeout), MaxWaiting: int(c.KratosMaxWaiting),
	})
	if err != nil {
		return nil, err
	}
	if c.HydraAdminURL != "" {
		o.Hydra, err = hydra.New(hydra.Config{
			AdminURL: string(c.HydraAdminURL), PublicURL: string(c.HydraPublicURL), Token: c.OryAPIToken,
			Timeout: time.Duration(c.KratosTimeout), MaxWaiting: int(c.KratosMaxWaiting),
		})
		if err != nil {
			return nil, err
		}
	}
	o.TrustedClients, o.RememberConsentFor, o.ClientLogos = c.TrustedClients, time.Duration(c.RememberConsent)*time.Second, c.ShowClientLogos
	o.Kratos, o.BasePath, o.Stripped, o.PublicURL = client, string(c.BasePath), c.Stripped, string(c.PublicURL)
	o.FormActions, o.FrameAncestors, o.CSPReports = c.FormActions, c.FrameAncestors, c.CSPReports
	o.TrustedProxies, o.ReadyNeedsKratos, o.DisableLastUsed = c.TrustedProxies, c.ReadyNeedsKratos, !c.LastUsed
	o.DisableBeginHere = !c.BeginFlows
	if !c.TransientPayload {
		o.TransientPayload = func(*http.Request, map[string]any) map[string]any { return nil }
	}
	o.Brand = brand.Brand{
		Name: brand.Same(c.ProjectName), HomeURL: brand.Same(string(c.HomeURL)), SupportURL: brand.Same(string(c.SupportURL)),
		PrivacyURL: brand.Same(string(c.PrivacyURL)), TermsURL: brand.Same(string(c.TermsURL)), ImprintURL: brand.Same(string(c.ImprintURL)),
	}
	return handlers.New(o)
}
