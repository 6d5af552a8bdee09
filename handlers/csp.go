package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// contentSecurityPolicy writes the policy of a response (CSP Level 3).
type contentSecurityPolicy struct {
	formAction []string
	ancestors  string
	assets     string // where styles, images and fonts come from
	reports    string // where reports go; empty for none
}

// newContentSecurityPolicy is the policy of pages that need nothing of their own.
func newContentSecurityPolicy(o Options) contentSecurityPolicy {
	p := contentSecurityPolicy{
		formAction: formActions(o),
		ancestors:  noAncestors,
		assets:     strings.Join(append([]string{"'self'"}, o.AssetOrigins...), " "),
	}
	return p.framedBy(o.FrameAncestors)
}

// framedBy is the policy for pages that these origins may frame, and nobody else.
func (p contentSecurityPolicy) framedBy(origins []string) contentSecurityPolicy {
	p.ancestors = noAncestors
	if len(origins) > 0 {
		p.ancestors = "frame-ancestors " + strings.Join(origins, " ")
	}
	return p
}

// framed reports whether anyone may frame the pages.
func (p contentSecurityPolicy) framed() bool { return p.ancestors != noAncestors }

const noAncestors = "frame-ancestors 'none'"

// unframed are the pages that nobody may frame, whoever may frame the others: a click there gives something away.
var unframed = []string{"/consent", "/logout"}

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
	forms := slices.Clone(p.formAction)
	for _, source := range allowed.forms {
		if !allowsForms(forms, source) {
			forms = append(forms, source)
		}
	}
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src " + p.assets + "; " + images + "; font-src " + p.assets + "; " +
		connect + frames + "; form-action " + strings.Join(forms, " ") + "; " + p.ancestors + "; base-uri 'none'; object-src 'none'" + trusted + report
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

// plainHost reports whether a host can stand in a policy, where other signs would begin something else.
func plainHost(host string) bool {
	return host != "" && strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == ""
}

// webAddress is an http or https address, or "" for anything else.
func webAddress(raw string) string {
	if _, err := kratos.WebURL(raw); err != nil {
		return ""
	}
	return raw
}
