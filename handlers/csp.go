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
	assets     string // where styles, images and fonts come from
	reports    string // where reports go; empty for none
}

// newContentSecurityPolicy allows forms to go where they must. Chromium applies form-action to every hop of the redirects
// after a post, so sign-in elsewhere and return_to need https: as a whole unless all of them are listed; plain http is for a
// Kratos without TLS.
func newContentSecurityPolicy(o Options) contentSecurityPolicy {
	kratosOrigin := o.Kratos.Origin()
	forms := append([]string{"form-action 'self'", kratosOrigin}, o.FormActions...)
	if len(o.FormActions) == 0 {
		forms = append(forms, "https:")
		if strings.HasPrefix(kratosOrigin, "http:") {
			forms = append(forms, "http:")
		}
	}
	p := contentSecurityPolicy{
		formAction: strings.Join(forms, " "),
		ancestors:  "frame-ancestors 'none'",
		assets:     strings.Join(append([]string{"'self'"}, o.AssetOrigins...), " "),
	}
	if len(o.FrameAncestors) > 0 {
		p = p.framedBy(o.FrameAncestors)
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

// allowance is what one page needs beyond the policy of all.
type allowance struct {
	// scripts are the origins of scripts that Kratos asks for besides its own (a captcha): they may frame and call their own
	// origin, and are not held to Trusted Types, which is known to hold for Kratos's script only.
	scripts []string
	// images are the origins of an application's logo.
	images []string
	// forms are where a post may end besides: at the application that the visitor continues to.
	forms []string
}

// header is the policy for a page whose scripts carry the nonce.
func (p contentSecurityPolicy) header(nonce string, allowed allowance) string {
	connect, frames, trusted := "connect-src 'self'", "", "; require-trusted-types-for 'script'; trusted-types 'none'"
	if len(allowed.scripts) > 0 {
		origins := strings.Join(allowed.scripts, " ")
		connect += " " + origins
		frames = "; frame-src " + origins
		trusted = ""
	}
	report := ""
	if p.reports != "" {
		report = "; report-uri " + p.reports + "; report-to csp"
	}
	images := strings.Join(append([]string{"img-src " + p.assets + " data:"}, allowed.images...), " ")
	forms := strings.Join(append([]string{p.formAction}, allowed.forms...), " ")
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src " + p.assets + "; " + images + "; font-src " + p.assets + "; " +
		connect + frames + "; " + forms + "; " + p.ancestors + "; base-uri 'none'; object-src 'none'" + trusted + report
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

// logoOrigins is the origin of an application's logo; none when it has no logo that a page may show.
func (s *server) logoOrigins(logo string) []string {
	u, err := url.Parse(logo)
	if err != nil || u.Scheme != "https" || !plainHost(u.Host) {
		return nil
	}
	return []string{u.Scheme + "://" + u.Host}
}

// returnOrigins are where a post can end that goes on to an application: at Hydra, and at what the application registered
// (RFC 6749 3.1.2). Native applications have schemes of their own or wait on this device (RFC 8252 7.1, 7.3).
func returnOrigins(requestURL string, registered []string) []string {
	var origins []string
	for _, raw := range append([]string{requestURL}, registered...) {
		u, err := url.Parse(raw)
		if err != nil || u.Scheme == "" || u.Scheme == "javascript" || u.Scheme == "data" || u.Scheme == "blob" {
			continue
		}
		origin := u.Scheme + "://" + u.Host
		switch {
		case u.Scheme != "http" && u.Scheme != "https":
			origin = u.Scheme + ":"
		case !plainHost(u.Host):
			continue
		case u.Host == "127.0.0.1":
			origin += ":*" // any port will do there
		}
		if !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins
}

// plainHost reports whether a host can stand in a policy, where other signs would begin something else.
func plainHost(host string) bool {
	return host != "" && strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == ""
}

// webAddress is an http or https address, or "" for anything else.
func webAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return raw
}
