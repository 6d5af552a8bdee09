package cli

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// Config is everything an operator can set, by environment variables only. The doc tags are the table that `thyra -h`
// prints and the README shows.
type Config struct {
	Port     int    `env:"PORT" envDefault:"3000" doc:"port to listen on"`
	Host     string `env:"HOST" doc:"address to listen on; all when empty"`
	BasePath string `env:"BASE_PATH" envDefault:"/" doc:"path the pages are mounted under; requests arrive with it"`
	Stripped bool   `env:"BASE_PATH_STRIPPED" envDefault:"false" doc:"the proxy takes BASE_PATH off requests before it passes them on"`

	KratosPublicURL   string        `env:"KRATOS_PUBLIC_URL" doc:"Kratos's public API as this server reaches it; **required** (or ORY_SDK_URL)"`
	OrySDKURL         string        `env:"ORY_SDK_URL" doc:"another name for KRATOS_PUBLIC_URL"`
	KratosBrowserURL  string        `env:"KRATOS_BROWSER_URL" doc:"Kratos's public API as browsers reach it; the above when empty"`
	KratosBrowserPath string        `env:"KRATOS_BROWSER_PATH" doc:"path, on every host of the pages, at which a proxy leads to Kratos; browsers use it instead of KRATOS_BROWSER_URL, which stays Kratos's own base_url"`
	KratosAdminURL    string        `env:"KRATOS_ADMIN_URL" doc:"accepted for compatibility; nothing needs it"`
	KratosTimeout     time.Duration `env:"KRATOS_TIMEOUT" envDefault:"10s" doc:"how long to wait for an answer of Kratos"`
	KratosMaxWaiting  int           `env:"KRATOS_MAX_WAITING" envDefault:"512" doc:"calls to Kratos that may be under way at once; one more gets a 503"`
	ReadyNeedsKratos  bool          `env:"READY_NEEDS_KRATOS" envDefault:"false" doc:"/health/ready is 503 whenever Kratos does not serve; otherwise until it has answered once"`
	PublicURL         string        `env:"PUBLIC_URL" doc:"absolute URL of BASE_PATH as browsers see it; taken from each request when empty"`

	HydraAdminURL   string   `env:"HYDRA_ADMIN_URL" doc:"Ory Hydra's admin API; switches the consent and logout pages of OAuth2 on (docs/oauth2.md)"`
	HydraPublicURL  string   `env:"HYDRA_PUBLIC_URL" doc:"Hydra's public API as browsers reach it, the only place besides what applications registered that a visitor is sent to; each request tells when empty"`
	OryAPIToken     string   `env:"ORY_ADMIN_API_TOKEN" doc:"sent to the admin API as a bearer token; with ORY_SDK_URL it stands for HYDRA_ADMIN_URL too (Ory Network)"`
	TrustedClients  []string `env:"TRUSTED_CLIENT_IDS" doc:"OAuth2 client ids, comma-separated, that get what they ask for without a question"`
	RememberConsent int64    `env:"REMEMBER_CONSENT_SESSION_FOR_SECONDS" envDefault:"3600" doc:"how long a remembered consent lasts; 0 is for ever"`
	ShowClientLogos bool     `env:"SHOW_CLIENT_LOGOS" envDefault:"false" doc:"show the https logos of OAuth2 clients, which visitors' browsers fetch from wherever the client says"`

	ProjectName string `env:"PROJECT_NAME" envDefault:"Thyra" doc:"the product's name, in header and titles"`
	HomeURL     string `env:"HOME_URL" doc:"where the name in the header leads; the account home when empty"`
	SupportURL  string `env:"SUPPORT_URL" doc:"help link in the footer"`
	PrivacyURL  string `env:"PRIVACY_URL" doc:"privacy link in the footer"`
	TermsURL    string `env:"TERMS_URL" doc:"terms link in the footer"`
	ImprintURL  string `env:"IMPRINT_URL" doc:"imprint link in the footer"`

	BrandDir    string `env:"BRAND_DIR" doc:"directory with a folder for each brand, see docs/brand.md; read again on SIGHUP and when a file changes"`
	LowContrast bool   `env:"BRAND_LOW_CONTRAST" envDefault:"false" doc:"serve brands whose colors are hard to read"`

	FormActions    []string `env:"FORM_ACTION_ORIGINS" doc:"origins or schemes (myapp:), comma-separated, that a posted form may end at besides ours, Kratos's and the return_to of a page; any https origin when empty"`
	FrameAncestors []string `env:"FRAME_ANCESTORS" doc:"origins, comma-separated, that may frame the pages; none when empty"`

	CSPReports     bool     `env:"CSP_REPORTS" envDefault:"false" doc:"have browsers report what is against the content security policy; logged and counted"`
	TrustedProxies []string `env:"TRUSTED_PROXIES" doc:"addresses or networks, comma-separated, whose X-Forwarded-For, X-Forwarded-Proto and traceparent headers are believed"`

	MaxConnections int `env:"MAX_CONNECTIONS" envDefault:"10000" doc:"connections that may be open at once, fewer where memory or descriptors are short; one more closes the one idle longest"`

	MetricsAddr string        `env:"METRICS_ADDR" doc:"address, such as localhost:9090, to serve Prometheus metrics on at /metrics; not served when empty"`
	StopDelay   time.Duration `env:"STOP_DELAY" envDefault:"2s" doc:"how long to go on serving after a signal to stop, with readiness at 503"`

	TLSCertPath string `env:"TLS_CERT_PATH" doc:"certificate chain (PEM) for HTTPS; read again when the file changes"`
	TLSKeyPath  string `env:"TLS_KEY_PATH" doc:"its private key (PEM)"`

	CookieSecret         string `env:"COOKIE_SECRET" doc:"accepted for compatibility; nothing needs it"`
	CSRFCookieName       string `env:"CSRF_COOKIE_NAME" doc:"accepted for compatibility; nothing needs it"`
	CSRFCookieSecret     string `env:"CSRF_COOKIE_SECRET" doc:"accepted for compatibility; nothing needs it"`
	InsecureCSRFAccepted string `env:"DANGEROUSLY_DISABLE_SECURE_CSRF_COOKIES" doc:"accepted for compatibility; nothing needs it"`
}

// readConfig reads the environment. The error joins every mistake found.
func readConfig(environment map[string]string) (Config, error) {
	var c Config
	mistakes, unread := parseMistakes(env.ParseWithOptions(&c, env.Options{Environment: environment}))
	for _, list := range [][]string{c.TrustedClients, c.FormActions, c.FrameAncestors, c.TrustedProxies} {
		for i := range list {
			list[i] = strings.TrimSpace(list[i])
		}
	}
	mistakes = append(mistakes, c.urlMistakes()...) // before one stands for another
	if c.KratosPublicURL == "" {
		c.KratosPublicURL = c.OrySDKURL
	}
	if c.KratosPublicURL == "" {
		mistakes = append(mistakes, errors.New("KRATOS_PUBLIC_URL is not set: give the URL of Kratos's public API"))
	}
	if _, err := prefixes(c.TrustedProxies); err != nil {
		mistakes = append(mistakes, err)
	}
	if c.HydraAdminURL == "" && c.OryAPIToken != "" {
		c.HydraAdminURL = c.OrySDKURL
	}
	mistakes = append(mistakes, c.rangeMistakes(unread)...)
	return c, errors.Join(append(mistakes, c.tlsMistakes()...)...)
}

// parseMistakes words the errors of values that could not be read, and tells which fields they are.
func parseMistakes(err error) (mistakes []error, unread map[string]bool) {
	unread = map[string]bool{}
	var aggregate env.AggregateError
	if !errors.As(err, &aggregate) {
		return nil, unread
	}
	for _, mistake := range aggregate.Errors {
		var wrong env.ParseError
		if errors.As(mistake, &wrong) {
			// The operator knows the variable, not our field.
			field, _ := reflect.TypeFor[Config]().FieldByName(wrong.Name)
			unread[wrong.Name] = true
			mistake = fmt.Errorf("%s can't be read: %w", field.Tag.Get("env"), wrong.Err)
		}
		mistakes = append(mistakes, mistake)
	}
	return mistakes, unread
}

func (c *Config) urlMistakes() (mistakes []error) {
	const hidden, told = false, true // to browsers
	for _, v := range []struct {
		name, value string
		told        bool
	}{
		{"KRATOS_PUBLIC_URL", c.KratosPublicURL, c.KratosBrowserURL == ""},
		{"ORY_SDK_URL", c.OrySDKURL, c.KratosBrowserURL == "" && c.KratosPublicURL == ""},
		{"KRATOS_BROWSER_URL", c.KratosBrowserURL, told},
		{"KRATOS_ADMIN_URL", c.KratosAdminURL, hidden},
		{"HYDRA_ADMIN_URL", c.HydraAdminURL, hidden},
		{"HYDRA_PUBLIC_URL", c.HydraPublicURL, told},
		{"PUBLIC_URL", c.PublicURL, told},
		{"HOME_URL", c.HomeURL, told},
		{"SUPPORT_URL", c.SupportURL, told},
		{"PRIVACY_URL", c.PrivacyURL, told},
		{"TERMS_URL", c.TermsURL, told},
		{"IMPRINT_URL", c.ImprintURL, told},
	} {
		if v.value == "" {
			continue
		}
		if u := webURL(v.value); u == nil {
			mistakes = append(mistakes, fmt.Errorf("%s is %q: it must be an absolute http or https URL", v.name, kratos.Redact(v.value)))
		} else if v.told && u.User != nil {
			mistakes = append(mistakes, fmt.Errorf("%s holds a user name, and browsers are told this URL: take it out; Kratos may have one in KRATOS_PUBLIC_URL, beside a KRATOS_BROWSER_URL", v.name))
		}
	}
	if path := c.KratosBrowserPath; path != "" && !kratos.ValidBrowserPath(path) {
		mistakes = append(mistakes, fmt.Errorf("KRATOS_BROWSER_PATH is %q: it must be a path such as /kratos/", path))
	}
	for _, source := range c.FormActions {
		if !handlers.IsFormAction(source) {
			mistakes = append(mistakes, fmt.Errorf("FORM_ACTION_ORIGINS holds %q: an entry looks like myapp: or https://accounts.example.org", kratos.Redact(source)))
		}
	}
	for _, origin := range c.FrameAncestors {
		if !handlers.IsOrigin(origin) {
			mistakes = append(mistakes, fmt.Errorf("FRAME_ANCESTORS holds %q: an origin looks like https://accounts.example.org", kratos.Redact(origin)))
		}
	}
	return mistakes
}

// webURL parses an absolute http or https URL; anything else is nil.
func webURL(raw string) *url.URL {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil
	}
	return u
}

// prefixes reads addresses and networks in CIDR notation.
func prefixes(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, entry := range list {
		prefix, err := netip.ParsePrefix(entry)
		if addr, single := netip.ParseAddr(entry); single == nil {
			prefix, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("TRUSTED_PROXIES holds %q: an entry looks like 10.1.2.3 or 10.0.0.0/8", entry)
		}
		out = append(out, prefix)
	}
	return out, nil
}

func (c *Config) tlsMistakes() (mistakes []error) {
	if (c.TLSCertPath == "") != (c.TLSKeyPath == "") {
		mistakes = append(mistakes, errors.New("TLS_CERT_PATH and TLS_KEY_PATH must be set together"))
	}
	for _, v := range []struct{ name, path string }{{"TLS_CERT_PATH", c.TLSCertPath}, {"TLS_KEY_PATH", c.TLSKeyPath}} {
		if _, err := os.Stat(v.path); v.path != "" && err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", v.name, err))
		}
	}
	return mistakes
}
