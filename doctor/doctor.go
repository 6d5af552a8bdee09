// Package doctor owns the checks of a whole set-up: what Kratos, Hydra and a proxy answer is compared with the settings of the
// pages, and what can't work together is named with the setting to change. It sends plain GET requests of its own, since what
// counts is what clients hide: redirects, cookies, headers. It changes nothing, and knows no pages, no environment and no files
// but Kratos's configuration.
package doctor

import (
	"context"
	"slices"
	"time"
)

// Setup is what is checked: the settings of this server, and what the caller found out about files.
type Setup struct {
	// KratosURL is Kratos's public API as this server reaches it, and BrowserURL as browsers do; KratosURL when empty.
	KratosURL, BrowserURL string
	// BrowserPath is kratos.Config.BrowserPath.
	BrowserPath string
	// KratosAdminURL is asked for Kratos's version only; may be empty.
	KratosAdminURL string
	// PublicURL is the address of the pages as browsers see it. When empty, Kratos's ui_url of the login page says it.
	PublicURL string
	// BasePath is the path of the pages: "/", or "/account".
	BasePath string
	// Hosts are the hosts that brands claim.
	Hosts []string
	// ServesTLS says that the pages are served by https without a proxy, and TrustsProxy that headers of some proxy count.
	ServesTLS, TrustsProxy bool
	// HydraAdminURL, HydraPublicURL and HydraToken are as in hydra.Config; empty without a Hydra.
	HydraAdminURL, HydraPublicURL, HydraToken string
	// Timeout bounds each request; 10 seconds when 0.
	Timeout time.Duration
	// Config is Kratos's own configuration; nil when nobody gave it.
	Config *KratosConfig
	// Variables lists those of the environment that are nearly settings, a line for each.
	Variables []string
	// Certificates says why those of a private authority can't be used; nil when they can, or when there are none.
	Certificates error
	// BrandDir and LocalesDir say why the files there can't be used; nil when they can, or when there are none.
	BrandDir, LocalesDir error
	// Mails lists what is wrong with the templates of mails, a line for each file.
	Mails []string
}

// Result is what the checks found.
type Result struct {
	// Findings are what can't work, in the order of the checks.
	Findings []Finding
	// Notes are what was seen and what could not be checked, in sentences.
	Notes []string
}

// check looks at the facts for one kind of problem. It finds nothing where the facts it needs are missing.
type check func(*facts) []Finding

// checks are all checks, in the order in which their findings are read.
func checks() []check {
	return []check{
		checkKratos, checkKratosReady, checkBrowserURL, checkOtherKratos, checkConfigInUse,
		checkBaseURL, checkLogin, checkUIURLs, checkPages, checkProxyHeaders, checkTrustedProxies,
		checkSchemes, checkCookieMissing, checkCookieDomain, checkCookiePath, checkCookieSecure, checkCookieSameSite,
		checkReturnURLs, checkMethods, checkPasskeyScheme, checkPasskeyID, checkPasskeyOrigins,
		checkHydra, checkHydraPublicURL, checkKratosKnowsHydra, checkHydraUnused,
		checkClock, checkVariables, checkCertificates, checkBrandDir, checkLocalesDir, checkMails,
	}
}

// Run does all checks. It starts a few flows at Kratos.
func Run(ctx context.Context, s Setup) Result {
	f := newFacts(s)
	f.askKratos(ctx)
	f.askFurther(ctx)
	f.askHydra(ctx)
	return Result{Findings: f.findings(), Notes: f.notes()}
}

// RunBasics does the checks that cost Kratos one flow and two other calls: is it Kratos, does its login page lie here, and do
// addresses and cookies fit.
func RunBasics(ctx context.Context, s Setup) []Finding {
	f := newFacts(s)
	f.askKratos(ctx)
	return f.findings()
}

func (f *facts) findings() []Finding {
	var found []Finding
	for _, check := range checks() {
		found = append(found, check(f)...)
	}
	return found
}

// Has reports whether a problem of this kind was found.
func (r Result) Has(id ID) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == id })
}
