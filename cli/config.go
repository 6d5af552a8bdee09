package cli

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/caarlos0/env/v11"
)

// config is everything an operator can set, by environment variables only. The doc tags are the table that `thyra -h`
// prints and docs/settings.md shows. What has the tag secret can be read from a file: secretfiles.go.
type config struct {
	Port     port     `env:"PORT" envDefault:"3000" doc:"port to listen on"`
	Host     string   `env:"HOST" doc:"address to listen on; all when empty"`
	BasePath basePath `env:"BASE_PATH" envDefault:"/" doc:"path the pages are mounted under; requests arrive with it"`
	Stripped bool     `env:"BASE_PATH_STRIPPED" envDefault:"false" doc:"the proxy takes BASE_PATH off requests before it passes them on"`

	KratosPublicURL   serverURL   `env:"KRATOS_PUBLIC_URL" secret:"true" doc:"Kratos's public API as this server reaches it; **required** (or ORY_SDK_URL)"`
	OrySDKURL         serverURL   `env:"ORY_SDK_URL" secret:"true" doc:"another name for KRATOS_PUBLIC_URL"`
	KratosBrowserURL  browserURL  `env:"KRATOS_BROWSER_URL" doc:"Kratos's public API as browsers reach it; the above when empty"`
	KratosBrowserPath browserPath `env:"KRATOS_BROWSER_PATH" doc:"path, on every host of the pages, at which a proxy leads to Kratos; browsers use it instead of KRATOS_BROWSER_URL, which stays Kratos's own base_url"`
	KratosAdminURL    string      `env:"KRATOS_ADMIN_URL" doc:"accepted for compatibility; nothing needs it"`
	KratosTimeout     timeout     `env:"KRATOS_TIMEOUT" envDefault:"10s" doc:"how long to wait for an answer of Kratos"`
	KratosMaxWaiting  count       `env:"KRATOS_MAX_WAITING" envDefault:"512" doc:"calls to Kratos that may be under way at once; one more gets a 503"`
	ReadyNeedsKratos  bool        `env:"READY_NEEDS_KRATOS" envDefault:"false" doc:"/health/ready is 503 whenever Kratos does not serve; otherwise until it has answered once"`
	PublicURL         browserURL  `env:"PUBLIC_URL" doc:"absolute URL of BASE_PATH as browsers see it; taken from each request when empty"`

	HydraAdminURL   serverURL      `env:"HYDRA_ADMIN_URL" secret:"true" doc:"Ory Hydra's admin API; switches the pages of OAuth2 for consent, logout and devices on (docs/oauth2.md)"`
	HydraPublicURL  browserURL     `env:"HYDRA_PUBLIC_URL" doc:"Hydra's public API as browsers reach it, the only place besides what applications registered that a visitor is sent to; each request tells when empty"`
	OryAPIToken     string         `env:"ORY_ADMIN_API_TOKEN" secret:"true" doc:"sent to the admin API as a bearer token; with ORY_SDK_URL it stands for HYDRA_ADMIN_URL too (Ory Network)"`
	TrustedClients  clientList     `env:"TRUSTED_CLIENT_IDS" doc:"OAuth2 client ids, comma-separated, that get what they ask for without a question"`
	RememberConsent consentSeconds `env:"REMEMBER_CONSENT_SESSION_FOR_SECONDS" envDefault:"3600" doc:"how long a remembered consent lasts; 0 is for ever"`
	ShowClientLogos bool           `env:"SHOW_CLIENT_LOGOS" envDefault:"false" doc:"show the https logos of OAuth2 clients, which visitors' browsers fetch from wherever the client says"`

	ProjectName string  `env:"PROJECT_NAME" envDefault:"Thyra" doc:"the product's name, in header and titles"`
	HomeURL     linkURL `env:"HOME_URL" doc:"where the name in the header leads; the account home when empty"`
	SupportURL  linkURL `env:"SUPPORT_URL" doc:"help link in the footer"`
	PrivacyURL  linkURL `env:"PRIVACY_URL" doc:"privacy link in the footer"`
	TermsURL    linkURL `env:"TERMS_URL" doc:"terms link in the footer"`
	ImprintURL  linkURL `env:"IMPRINT_URL" doc:"imprint link in the footer"`

	LocalesDir  localesDir `env:"LOCALES_DIR" doc:"directory with message files of languages and single messages beside the built-in ones, see docs/translate.md; read again on SIGHUP and when a file changes"`
	BrandDir    brandDir   `env:"BRAND_DIR" doc:"directory with a folder for each brand, see docs/brand.md; read again on SIGHUP and when a file changes"`
	LowContrast bool       `env:"BRAND_LOW_CONTRAST" envDefault:"false" doc:"serve brands whose colors are hard to read"`

	FormActions    formActionList `env:"FORM_ACTION_ORIGINS" doc:"origins or schemes (myapp:), comma-separated, that a posted form may end at besides ours, Kratos's and the return_to of a page; any https origin when empty"`
	FrameAncestors originList     `env:"FRAME_ANCESTORS" doc:"origins, comma-separated, that may frame the pages; none when empty"`

	BeginFlows bool `env:"BEGIN_FLOWS" envDefault:"true" doc:"begin flows for browsers where Kratos's cookies reach them from here, which saves two redirects"`
	LastUsed   bool `env:"LAST_USED" envDefault:"true" doc:"mark the sign-in method that was used last in this browser; a cookie without personal data holds it for a year"`

	TransientPayload bool `env:"TRANSIENT_PAYLOAD" envDefault:"true" doc:"forms tell Kratos the language and the brand of the page, for its mails and web hooks"`

	CSPReports     bool       `env:"CSP_REPORTS" envDefault:"false" doc:"have browsers report what is against the content security policy; logged and counted"`
	TrustedProxies prefixList `env:"TRUSTED_PROXIES" doc:"addresses or networks, comma-separated, whose X-Forwarded-For, X-Forwarded-Proto and traceparent headers are believed"`

	MaxConnections count `env:"MAX_CONNECTIONS" envDefault:"10000" doc:"connections that may be open at once, fewer where memory or descriptors are short; one more closes the one idle longest"`

	LogLevel    logLevel      `env:"LOG_LEVEL" envDefault:"info" doc:"least level that is logged: debug, info, warn or error; health checks are at debug"`
	LogFormat   logFormat     `env:"LOG_FORMAT" doc:"json or text; json when empty, and text on a terminal"`
	MetricsAddr listenAddress `env:"METRICS_ADDR" doc:"address, such as localhost:9090, to serve Prometheus metrics on at /metrics; not served when empty"`
	StopDelay   delay         `env:"STOP_DELAY" envDefault:"2s" doc:"how long to go on serving after a signal to stop, with readiness at 503"`

	TLSCertPath file `env:"TLS_CERT_PATH" doc:"certificate chain (PEM) for HTTPS; read again when the file changes"`
	TLSKeyPath  file `env:"TLS_KEY_PATH" doc:"its private key (PEM)"`

	CookieSecret         string `env:"COOKIE_SECRET" secret:"true" doc:"accepted for compatibility; nothing needs it"`
	CSRFCookieName       string `env:"CSRF_COOKIE_NAME" doc:"accepted for compatibility; nothing needs it"`
	CSRFCookieSecret     string `env:"CSRF_COOKIE_SECRET" secret:"true" doc:"accepted for compatibility; nothing needs it"`
	InsecureCSRFAccepted string `env:"DANGEROUSLY_DISABLE_SECURE_CSRF_COOKIES" doc:"accepted for compatibility; nothing needs it"`
}

// readConfig reads the environment. The error joins everything that can't work, and what may be missing for a slip in its name.
func readConfig(environment map[string]string) (config, error) {
	var c config
	with, errs := withSecrets(environment)
	errs = append(errs, byVariable(environment, env.ParseWithOptions(&c, env.Options{
		Environment: with, FuncMap: map[reflect.Type]env.ParserFunc{reflect.TypeFor[bool](): parseBool},
	}))...)
	errs = append(errs, c.chooseKratos(environment))
	if c.HydraAdminURL == "" && c.OryAPIToken != "" {
		c.HydraAdminURL = c.OrySDKURL
	}
	if (c.TLSCertPath == "") != (c.TLSKeyPath == "") {
		errs = append(errs, errors.New("TLS_CERT_PATH and TLS_KEY_PATH must be set together"))
	}
	if err := errors.Join(errs...); err != nil {
		return c, withNearMisses(err, environment)
	}
	return c, nil
}

// chooseKratos takes the first of the two names of Kratos's URL that is set.
func (c *config) chooseKratos(environment map[string]string) error {
	name := "KRATOS_PUBLIC_URL"
	if c.KratosPublicURL == "" {
		name, c.KratosPublicURL = "ORY_SDK_URL", c.OrySDKURL
	}
	switch {
	case c.KratosPublicURL == "" && environment["KRATOS_PUBLIC_URL"+fileSuffix]+environment["ORY_SDK_URL"+fileSuffix] != "":
		return nil // withSecrets says what is wrong with the file
	case c.KratosPublicURL == "":
		return errors.New("KRATOS_PUBLIC_URL is not set: it must be the URL of Kratos's public API, such as http://kratos:4433")
	case c.KratosPublicURL.hasUser() && c.KratosBrowserURL == "":
		return fmt.Errorf("%s %w", setAs(environment, name), errUserInfo)
	}
	return nil
}

// byVariable lists the errors of values with the variables' names, which the operator knows, in place of our fields'. Of what is
// in a file nothing is quoted: it may be the wrong file, and hold another secret.
func byVariable(environment map[string]string, err error) (errs []error) {
	var aggregate env.AggregateError
	if !errors.As(err, &aggregate) {
		return nil
	}
	for _, err := range aggregate.Errors {
		var wrong env.ParseError
		if errors.As(err, &wrong) {
			field, _ := reflect.TypeFor[config]().FieldByName(wrong.Name)
			name := field.Tag.Get("env")
			var value invalidValue
			if environment[name] == "" && errors.As(wrong.Err, &value) {
				value.hidden = true
				wrong.Err = value
			}
			err = fmt.Errorf("%s %w", setAs(environment, name), wrong.Err)
		}
		errs = append(errs, err)
	}
	return errs
}
