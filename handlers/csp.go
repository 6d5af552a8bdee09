package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/templates"
)

// contentSecurityPolicy writes the policy of a response (CSP Level 3).
type contentSecurityPolicy struct {
	formAction string
	ancestors  string
	reports    string // where reports go; empty for none
}

// newContentSecurityPolicy allows forms to go where they must. Chromium applies form-action to every hop of the redirects
// after a post, so sign-in elsewhere and return_to need https: as a whole unless all of them are listed; plain http is for a
// Kratos without TLS.
func newContentSecurityPolicy(kratosOrigin string, formActions, ancestors []string) contentSecurityPolicy {
	if len(formActions) == 0 {
		formActions = []string{"https:"}
		if strings.HasPrefix(kratosOrigin, "http:") {
			formActions = append(formActions, "http:")
		}
	}
	p := contentSecurityPolicy{
		formAction: "form-action 'self' " + kratosOrigin + " " + strings.Join(formActions, " "),
		ancestors:  "frame-ancestors 'none'",
	}
	if len(ancestors) > 0 {
		p = p.framedBy(ancestors)
	}
	return p
}

// framedBy is the policy for pages that these origins may frame.
func (p contentSecurityPolicy) framedBy(origins []string) contentSecurityPolicy {
	p.ancestors = "frame-ancestors " + strings.Join(origins, " ")
	return p
}

// framed reports whether anyone may frame the pages.
func (p contentSecurityPolicy) framed() bool { return p.ancestors != "frame-ancestors 'none'" }

// header is the policy for a page whose scripts carry the nonce. Foreign origins are those of scripts that Kratos asks for
// besides its own (a captcha): they may frame and call their own origin, and are not held to Trusted Types, which is known
// to hold for Kratos's script only.
func (p contentSecurityPolicy) header(nonce string, foreign []string) string {
	connect, frames, trusted := "connect-src 'self'", "", "; require-trusted-types-for 'script'; trusted-types 'none'"
	if len(foreign) > 0 {
		origins := strings.Join(foreign, " ")
		connect += " " + origins
		frames = "; frame-src " + origins
		trusted = ""
	}
	report := ""
	if p.reports != "" {
		report = "; report-uri " + p.reports + "; report-to csp"
	}
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
		connect + frames + "; " + p.formAction + "; " + p.ancestors + "; base-uri 'none'; object-src 'none'" + trusted + report
}

// foreignOrigins are the origins of the scripts that come neither from us nor from Kratos.
func (s *server) foreignOrigins(scripts []templates.Script) []string {
	var origins []string
	for _, script := range scripts {
		u, err := url.Parse(script.Src)
		if err != nil || u.Host == "" || s.kratos.Owns(script.Src) {
			continue
		}
		if origin := u.Scheme + "://" + u.Host; !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins
}
