package doctor

import (
	"fmt"
	"net/http"
	"strings"
)

// cookie is what decides whether a cookie of Kratos reaches the pages.
type cookie struct {
	domain, path string
	secure       bool
	sameSite     http.SameSite
	source       string // how it was seen
	prefix       string // of its settings in Kratos's configuration
}

// cookieKinds are the CSRF cookie, as Kratos sends it, and the session cookie where the file gives it settings of its own.
func (f *facts) cookieKinds() []cookie {
	var list []cookie
	for _, c := range f.cookies() {
		if strings.HasPrefix(c.Name, "csrf_token") {
			list = append(list, cookie{
				strings.TrimPrefix(strings.ToLower(c.Domain), "."), c.Path, c.Secure, c.SameSite,
				"Kratos's answer sets csrf_token…" + attributes(c), "cookies",
			})
			break
		}
	}
	if f.setup.Config == nil || len(list) == 0 {
		return list
	}
	own, session := f.setup.Config.Session.Cookie, list[0]
	if own == (CookieConfig{}) {
		return list
	}
	session.source, session.prefix = "Kratos's configuration file: session.cookie", "session.cookie"
	if own.Domain != "" {
		session.domain = strings.TrimPrefix(strings.ToLower(own.Domain), ".")
	}
	if own.Path != "" {
		session.path = own.Path
	}
	if mode, ok := map[string]http.SameSite{"Lax": http.SameSiteLaxMode, "Strict": http.SameSiteStrictMode, "None": http.SameSiteNoneMode}[own.SameSite]; ok {
		session.sameSite = mode
	}
	return append(list, session)
}

// attributes are those of a cookie, as the header has them, without its name and value.
func attributes(c *http.Cookie) string {
	plain := *c //nolint:gosec // it is printed, and not set
	plain.Value = ""
	return strings.TrimPrefix(plain.String(), c.Name+"=")
}

// checkCookieMissing: the cookie that protects forms gets through.
func checkCookieMissing(f *facts) []Finding {
	if f.login.location() == nil || len(f.cookieKinds()) > 0 {
		return nil
	}
	return one(CookieMissing, "Kratos's cookies don't get through", f.login.String()+" without a cookie csrf_token…",
		"the proxy between here and Kratos: it must pass Set-Cookie on")
}

// checkCookieDomain: cookies that Kratos sets reach the pages.
func checkCookieDomain(f *facts) []Finding {
	pages, own := hostOf(f.pagesOrigin()), hostOf(f.kratosURL())
	if pages == "" || own == "" {
		return nil
	}
	var found []Finding
	for _, c := range f.cookieKinds() {
		setting := "Kratos's " + c.prefix + ".domain"
		switch common := commonDomain(pages, own); {
		case f.setup.BrowserPath != "":
			if c.domain != "" {
				found = append(found, one(CookieDomain, "Kratos's cookies have a domain, and each host of the pages needs cookies of its own", c.source, setting+": leave it out with KRATOS_BROWSER_PATH")...)
			}
		case common == "":
			return one(HostsUnrelated, fmt.Sprintf("the pages are at the host %s and Kratos at %s, and no cookie reaches both", pages, own),
				fmt.Sprintf("the pages are at %s, Kratos's base_url is %s", f.pagesOrigin(), f.kratosURL()),
				"one host name, or two below one domain, in Kratos's serve.public.base_url and ui_urls, KRATOS_BROWSER_URL and PUBLIC_URL")
		case c.domain == "" && pages != own:
			found = append(found, one(CookieDomain, fmt.Sprintf("Kratos's cookies are for %s alone, and the pages are at %s", own, pages), c.source, setting+": "+common)...)
		case c.domain != "" && (!within(own, c.domain) || !within(pages, c.domain) || isPublicSuffix(c.domain)):
			found = append(found, one(CookieDomain, fmt.Sprintf("Kratos's cookies are for %s, Kratos is at %s and the pages at %s", c.domain, own, pages), c.source, setting+": "+common)...)
		}
	}
	return found
}

// checkCookiePath: cookies are sent with requests for pages.
func checkCookiePath(f *facts) []Finding {
	var found []Finding
	for _, c := range f.cookieKinds() {
		if path := strings.TrimRight(c.path, "/"); path != "" && !strings.HasPrefix(f.setup.BasePath+"/", path+"/") {
			found = append(found, one(CookiePath, fmt.Sprintf("Kratos's cookies are for the path %s, and the pages are at %s", c.path, f.setup.BasePath),
				c.source, "Kratos's "+c.prefix+".path: /")...)
		}
	}
	return found
}

// checkCookieSecure: Secure fits the schemes (RFC 6265bis 5.7).
func checkCookieSecure(f *facts) []Finding {
	for _, c := range f.cookieKinds() {
		for _, address := range []string{f.kratosURL(), f.pagesOrigin()} {
			switch {
			case c.secure && schemeOf(address) == "http" && !isLoopback(hostOf(address)):
				return one(CookieSecure, "Kratos's cookies are Secure, and browsers neither take nor send them by http", c.source+"; "+address+" is http",
					"https for both addresses; for trying out, Kratos's flag --dev (cookies.secure: false in newer versions)")
			case !c.secure && schemeOf(address) == "https":
				return one(CookieNotSecure, "Kratos's cookies lack Secure, and addresses are https", c.source,
					"run Kratos without --dev; cookies.secure: true in newer versions")
			}
		}
	}
	return nil
}

// checkCookieSameSite: browsers take the cookies, and send them to who comes back from a provider or a mail.
func checkCookieSameSite(f *facts) []Finding {
	var found []Finding
	for _, c := range f.cookieKinds() {
		setting := "Kratos's " + c.prefix + ".same_site: Lax"
		switch {
		case c.sameSite == http.SameSiteStrictMode:
			found = append(found, one(CookieSameSite, "Kratos's cookies are SameSite=Strict: they are missing when a visitor comes from another site", c.source, setting)...)
		case c.sameSite == http.SameSiteNoneMode && !c.secure:
			found = append(found, one(CookieSameSite, "Kratos's cookies are SameSite=None without Secure: browsers drop them", c.source, setting)...)
		}
	}
	return found
}
