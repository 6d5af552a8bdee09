package doctor

// The kinds of problems.
const (
	KratosUnreachable     ID = "kratos-unreachable"
	KratosAdminAPI        ID = "kratos-admin-api"
	KratosIsPages         ID = "kratos-is-pages"
	KratosWrongAnswer     ID = "kratos-wrong-answer"
	KratosNotReady        ID = "kratos-not-ready"
	BrowserURLUnreachable ID = "browser-url-unreachable"
	BrowserURLWrongAnswer ID = "browser-url-wrong-answer"
	BrowserURLOtherKratos ID = "browser-url-other-kratos"
	ConfigNotInUse        ID = "config-not-in-use"
	BaseURLDiffers        ID = "base-url-differs"
	LoginFlowFailed       ID = "login-flow-failed"
	UIURLElsewhere        ID = "ui-url-elsewhere"
	UIURLBasePath         ID = "ui-url-base-path"
	UIURLPath             ID = "ui-url-path"
	PagesWrongAnswer      ID = "pages-wrong-answer"
	ProxyHeaders          ID = "proxy-headers"
	NoTrustedProxies      ID = "no-trusted-proxies"
	SchemesDiffer         ID = "schemes-differ"
	CookieMissing         ID = "cookie-missing"
	HostsUnrelated        ID = "hosts-unrelated"
	CookieDomain          ID = "cookie-domain"
	CookiePath            ID = "cookie-path"
	CookieSecure          ID = "cookie-secure"
	CookieNotSecure       ID = "cookie-not-secure"
	CookieSameSite        ID = "cookie-same-site"
	ReturnURLRefused      ID = "return-url-refused"
	NoMethods             ID = "no-methods"
	PasskeyInsecure       ID = "passkey-insecure"
	PasskeyID             ID = "passkey-id"
	PasskeyOrigins        ID = "passkey-origins"
	HydraUnreachable      ID = "hydra-unreachable"
	HydraTokenRefused     ID = "hydra-token-refused" //nolint:gosec // a name, no credential
	HydraPublicAPI        ID = "hydra-public-api"
	HydraWrongAnswer      ID = "hydra-wrong-answer"
	HydraPublicURL        ID = "hydra-public-url"
	KratosWithoutHydra    ID = "kratos-without-hydra"
	HydraNotSet           ID = "hydra-not-set"
	ClockSkew             ID = "clock-skew"
	UnknownVariable       ID = "unknown-variable"
	CertificatesUnusable  ID = "certificates-unusable"
	BrandDir              ID = "brand-dir"
	LocalesDir            ID = "locales-dir"
	MailsStale            ID = "mails-stale"
)

// Description says of a kind of problem what it means, why it matters, and which setting to change. Settings in lower case are
// Kratos's or Hydra's.
type Description struct {
	ID                  ID
	Means, Why, Setting string
}

// Descriptions lists all kinds of problems. docs/deploy.md shows the same table.
func Descriptions() []Description {
	return []Description{
		{KratosUnreachable, "no connection to Kratos", "no page but an error page can be shown", "KRATOS_PUBLIC_URL"},
		{KratosAdminAPI, "the address is that of Kratos's admin API", "flows and sessions are at the public API alone", "KRATOS_PUBLIC_URL"},
		{KratosIsPages, "the address leads to login pages, this server's or another's", "the server would ask itself", "KRATOS_PUBLIC_URL"},
		{KratosWrongAnswer, "something else answers in Kratos's place", "no page but an error page can be shown", "KRATOS_PUBLIC_URL"},
		{KratosNotReady, "Kratos says that it can't serve", "nobody can sign in", "dsn"},
		{BrowserURLUnreachable, "no connection to the address for browsers", "visitors are sent there to sign in", "KRATOS_BROWSER_URL"},
		{BrowserURLWrongAnswer, "something else answers at the address for browsers", "visitors are sent there to sign in", "KRATOS_BROWSER_URL"},
		{BrowserURLOtherKratos, "server and browsers have two different Kratos", "a flow begun at one is unknown at the other, in an endless loop", "KRATOS_PUBLIC_URL, KRATOS_BROWSER_URL"},
		{ConfigNotInUse, "Kratos runs with other settings than the file has", "what the file tells counts for nothing", "--kratos-config"},
		{BaseURLDiffers, "Kratos's own address is not the one that browsers are sent to", "forms post to another address than the one that set the cookies, and Kratos refuses them", "KRATOS_BROWSER_URL, serve.public.base_url"},
		{LoginFlowFailed, "Kratos starts no login flow", "nobody can sign in", "selfservice.flows.login"},
		{UIURLElsewhere, "Kratos sends visitors to another address than ours", "visitors get to other pages, or to none", "selfservice.flows.*.ui_url, PUBLIC_URL"},
		{UIURLBasePath, "the path before the page's name is not BASE_PATH", "visitors get a page that does not exist", "BASE_PATH, selfservice.flows.*.ui_url"},
		{UIURLPath, "the path is not that of the flow's page", "visitors get a page that does not exist, or the wrong one", "selfservice.flows.*.ui_url"},
		{PagesWrongAnswer, "something else answers at the address of the pages", "visitors don't get to this server", "PUBLIC_URL, BASE_PATH, BASE_PATH_STRIPPED"},
		{ProxyHeaders, "the server takes its own address for another", "visitors return to the wrong address after they sign in, or Kratos refuses that", "PUBLIC_URL, TRUSTED_PROXIES"},
		{NoTrustedProxies, "TLS ends at a proxy whose headers don't count", "X-Forwarded-Proto and X-Forwarded-For are ignored, so that requests count as http, and all visitors as one for the limits at Kratos", "TRUSTED_PROXIES"},
		{SchemesDiffer, "pages and Kratos are one https, one http", "browsers count them as two sites, and a form that posts to Kratos lacks its cookie", "serve.public.base_url, KRATOS_BROWSER_URL, PUBLIC_URL"},
		{CookieMissing, "Kratos's cookies don't get through", "without the CSRF cookie Kratos refuses every form", "the proxy before Kratos"},
		{HostsUnrelated, "no cookie can reach both Kratos and the pages", "the pages never see Kratos's cookies, and every visitor gets a CSRF error", "serve.public.base_url, selfservice.flows.*.ui_url"},
		{CookieDomain, "Kratos's cookies don't reach the pages", "the pages never see Kratos's cookies, and every visitor gets a CSRF error", "cookies.domain, session.cookie.domain"},
		{CookiePath, "Kratos's cookies are for another path than that of the pages", "the pages never see Kratos's cookies, and every visitor gets a CSRF error", "cookies.path, session.cookie.path"},
		{CookieSecure, "cookies are Secure, and an address is http", "browsers drop the cookies, and every visitor gets a CSRF error", "serve.public.base_url, PUBLIC_URL, --dev"},
		{CookieNotSecure, "cookies lack Secure, and addresses are https", "whoever listens to a request by http gets the session", "--dev, cookies.secure"},
		{CookieSameSite, "SameSite is Strict, or None without Secure", "visitors from a provider or a mail have no session and no flow, or there are no cookies at all", "cookies.same_site, session.cookie.same_site"},
		{ReturnURLRefused, "Kratos refuses our own pages as an address to return to", "whoever has to sign in first gets an error page", "selfservice.allowed_return_urls"},
		{NoMethods, "the login page has nothing to press", "nobody can sign in", "selfservice.methods"},
		{PasskeyInsecure, "passkeys are offered on pages without https", "browsers have no passkeys there", "PUBLIC_URL, selfservice.methods.passkey.enabled"},
		{PasskeyID, "the id of the relying party is not our host or a domain above it", "browsers refuse every passkey", "selfservice.methods.passkey.config.rp.id, selfservice.methods.webauthn.config.rp.id"},
		{PasskeyOrigins, "our origin is not among those of the relying party", "Kratos refuses every passkey", "selfservice.methods.passkey.config.rp.origins, selfservice.methods.webauthn.config.rp.origins"},
		{HydraUnreachable, "no connection to Hydra", "nobody can sign in to an application", "HYDRA_ADMIN_URL"},
		{HydraTokenRefused, "Hydra's admin API does not let this server in", "nobody can sign in to an application", "ORY_ADMIN_API_TOKEN"},
		{HydraPublicAPI, "the address is that of Hydra's public API", "consent and logout are at the admin API alone", "HYDRA_ADMIN_URL"},
		{HydraWrongAnswer, "something else answers in Hydra's place", "nobody can sign in to an application", "HYDRA_ADMIN_URL"},
		{HydraPublicURL, "the address is not Hydra's issuer", "visitors are not sent back to Hydra after consent", "HYDRA_PUBLIC_URL, urls.self.issuer"},
		{KratosWithoutHydra, "Kratos knows no Hydra", "Kratos answers every sign-in for an application with an error", "oauth2_provider.url"},
		{HydraNotSet, "Kratos has a Hydra, this server has none", "visitors get a page that does not exist in place of consent", "HYDRA_ADMIN_URL"},
		{ClockSkew, "Kratos's clock and ours are more than 30 seconds apart", "authenticator codes are refused, and pages expire too early or too late", "the machines' clocks"},
		{UnknownVariable, "a variable is nearly a setting, and none", "what it says counts for nothing", "the environment's variables"},
		{CertificatesUnusable, "the file of private authorities can't be used", "connections to Kratos and Hydra by https fail", "SSL_CERT_FILE"},
		{BrandDir, "brands can't be used", "the server does not start", "BRAND_DIR"},
		{LocalesDir, "message files can't be used", "the server does not start", "LOCALES_DIR"},
		{MailsStale, "mail templates are missing, old or left over", "mails have other words and looks than the pages, or codes are missing", "courier.template_override_path"},
	}
}
