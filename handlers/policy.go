package handlers

import (
	"slices"
	"strings"
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
