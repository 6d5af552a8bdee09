package handlers

import (
	"crypto/rand"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// varies are the request headers that every page depends on, for caches that ignore no-store.
const varies = "Cookie, Accept-Language"

// headers sets what protects every answer, and the nonce that the scripts of a page carry. Handlers of immutable files override
// caching. There is no Cross-Origin-Opener-Policy: it would part the pages from an application that opens them as a popup, and
// from Kratos's redirects between them, which have none (docs/security.md).
func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(c.Request().WithContext(templ.WithNonce(c.Request().Context(), rand.Text())))
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if s.policy.reports != "" {
			h.Set("Reporting-Endpoints", `csp="`+s.policy.reports+`"`)
		}
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", varies)
		if s.secure(c) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		c.Response().Before(func() { s.setPolicy(c) })
		return next(c)
	}
}

// unframed are the pages that nobody may frame, whoever may frame the others: a click there gives something away.
var unframed = []string{"/consent", "/logout", "/device/verify"}

// filePolicy is that of files, which are no pages: opened by themselves they load, run, send and frame nothing. It is a fifth of a
// page's, which the first visit would wait for once for each file.
const filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

// fileKey says that the answer is a file.
const fileKey = "file"

// allowanceKey holds the allowance of the page that is sent.
const allowanceKey = "allowance"

// setPolicy sets the content security policy just before the answer begins, when theme and page are known.
func (s *server) setPolicy(c echo.Context) {
	h, policy := c.Response().Header(), s.policy
	if isFile, _ := c.Get(fileKey).(bool); isFile {
		h.Set("Content-Security-Policy", filePolicy)
		h.Set("X-Frame-Options", "DENY")
		h.Del("Permissions-Policy") // what runs nothing asks for nothing
		return
	}
	if t := themeOf(c); t != nil {
		policy = t.policy
	}
	if slices.Contains(unframed, strings.TrimPrefix(c.Path(), s.site.Base)) {
		policy = policy.framedBy(nil)
	}
	allowed, _ := c.Get(allowanceKey).(allowance)
	h.Set("Content-Security-Policy", policy.header(templ.GetNonce(c.Request().Context()), allowed))
	if !policy.framed() {
		h.Set("X-Frame-Options", "DENY") // for browsers older than frame-ancestors, which it can't express otherwise
	}
}

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
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src " + p.assets + "; " + images + "; font-src " + p.assets + "; manifest-src 'self'; " +
		connect + frames + "; form-action " + strings.Join(forms, " ") + "; " + p.ancestors + "; base-uri 'none'; object-src 'none'" + trusted + report
}
