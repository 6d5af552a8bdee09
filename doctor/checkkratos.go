package doctor

import (
	"fmt"
	"net/http"
	"strings"
)

// isKratos reports whether an answer to whoami without a cookie is that of Kratos's public API: 401 in Ory's own form.
func isKratos(a answer) bool {
	var body struct {
		Error struct {
			Code   int    `json:"code"`
			Status string `json:"status"`
		} `json:"error"`
	}
	return a.document(&body) && a.status == http.StatusUnauthorized && body.Error.Code == http.StatusUnauthorized && body.Error.Status != ""
}

// checkKratos: the address that this server has for Kratos leads to Kratos's public API.
func checkKratos(f *facts) []Finding {
	const setting = "KRATOS_PUBLIC_URL: the address of Kratos's public API, such as http://kratos:4433"
	seen := f.session.String()
	switch {
	case isKratos(f.session):
		return nil
	case !f.session.came():
		return one(KratosUnreachable, "KRATOS_PUBLIC_URL can't be reached from here", seen, setting+certificateAdvice(f.session.err))
	case f.isKratosAdmin():
		return one(KratosAdminAPI, "KRATOS_PUBLIC_URL is Kratos's admin API", seen+"; "+f.admin.String(),
			setting+"; Kratos's setting serve.public.port names its port")
	case f.session.isPage():
		return one(KratosIsPages, "KRATOS_PUBLIC_URL leads to login pages, this server's or another's", seen, setting)
	}
	return one(KratosWrongAnswer, "what answers at KRATOS_PUBLIC_URL is not Kratos's public API", seen, setting)
}

// isKratosAdmin: the admin API sends everything that is asked at its root below /admin.
func (f *facts) isKratosAdmin() bool {
	to := f.session.location()
	return to != nil && strings.HasSuffix(to.Path, "/admin"+whoami) || f.admin.came() && f.admin.status == http.StatusOK && isStatus(f.admin)
}

// isStatus reports whether an answer is that of Ory's health routes.
func isStatus(a answer) bool {
	var body struct {
		Status string `json:"status"`
	}
	return a.document(&body) && body.Status == "ok"
}

// certificateAdvice is what to do where a certificate is not trusted.
func certificateAdvice(err error) string {
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		return ""
	}
	return "; SSL_CERT_FILE names the certificates of a private authority"
}

// checkKratosReady: Kratos has what it needs, its database above all.
func checkKratosReady(f *facts) []Finding {
	if !f.readiness.asked() || isStatus(f.readiness) && f.readiness.status == http.StatusOK {
		return nil
	}
	return one(KratosNotReady, "Kratos says that it can't serve", f.readiness.String(), "Kratos's dsn and its migrations; its log tells more")
}

// checkBrowserURL: the address that browsers are given leads to Kratos's public API, as far as this machine can tell.
func checkBrowserURL(f *facts) []Finding {
	setting := "KRATOS_BROWSER_URL: Kratos's public API as browsers reach it"
	if base := f.baseURL(); base != "" {
		setting = "KRATOS_BROWSER_URL=" + base + ", which is Kratos's serve.public.base_url"
	}
	switch {
	case !f.browser.asked() || isKratos(f.browser) || f.browserIsElsewhere():
		return nil
	case !f.browser.came():
		return one(BrowserURLUnreachable, "KRATOS_BROWSER_URL can't be reached from here", f.browser.String(), setting+certificateAdvice(f.browser.err))
	}
	return one(BrowserURLWrongAnswer, "what answers at KRATOS_BROWSER_URL is not Kratos's public API", f.browser.String(),
		setting+"; a proxy on the way must pass /sessions and /self-service on to Kratos's public API")
}

// browserIsElsewhere: in a container, localhost is not what browsers call so.
func (f *facts) browserIsElsewhere() bool {
	return !f.browser.came() && isLoopback(hostOf(f.setup.BrowserURL)) && !isLoopback(hostOf(f.setup.KratosURL))
}

// checkOtherKratos: both addresses lead to the same Kratos, or to instances with the same database.
func checkOtherKratos(f *facts) []Finding {
	if !f.browserFlow.came() || f.browserFlow.status != http.StatusNotFound && f.browserFlow.status != http.StatusForbidden {
		return nil
	}
	return one(BrowserURLOtherKratos, "KRATOS_PUBLIC_URL and KRATOS_BROWSER_URL lead to two different Kratos",
		fmt.Sprintf("a login flow begun at the first is unknown at the second: %s", f.browserFlow), "KRATOS_PUBLIC_URL or KRATOS_BROWSER_URL")
}

// checkConfigInUse: the file that was given is the one that Kratos runs with.
func checkConfigInUse(f *facts) []Finding {
	if f.setup.Config == nil || f.baseURL() == "" {
		return nil
	}
	given := f.setup.Config.Serve.Public.BaseURL
	if given == "" || sameURL(given, f.baseURL()) {
		return nil
	}
	return one(ConfigNotInUse, "Kratos does not run with the file that was given",
		fmt.Sprintf("serve.public.base_url is %s in the file, and the form of a login flow begins with %s", given, f.baseURL()),
		"--kratos-config, or the environment variable SERVE_PUBLIC_BASE_URL of Kratos, which wins over the file; or restart Kratos")
}

// checkBaseURL: Kratos's own address is the one that browsers are given.
func checkBaseURL(f *facts) []Finding {
	base := f.baseURL()
	if base == "" || sameURL(base, f.setup.BrowserURL) {
		return nil
	}
	return one(BaseURLDiffers, fmt.Sprintf("Kratos's base_url is %s, and browsers are sent to %s", base, f.setup.BrowserURL),
		"the form of a login flow posts to "+withoutFlow(f.flow.UI.Action),
		fmt.Sprintf("KRATOS_BROWSER_URL=%s, or Kratos's serve.public.base_url: %s/", base, strings.TrimRight(f.setup.BrowserURL, "/")))
}

func withoutFlow(action string) string {
	plain, _, _ := strings.Cut(action, "?")
	return plain
}
