package brand

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// The values of keys that allow a few.
var (
	layouts   = []string{"card", "split", "plain", "split-plain"}
	densities = []string{"compact", "comfortable", "spacious"}
	parts     = []string{"signup-link", "recovery-link", "footer", "brand-name"}
)

// values checks what the types of the fields leave open. known is the English text of every message that wording may
// replace.
func (v *validator) values(b *Brand, known map[string]string) {
	v.choices(b)
	v.claims(b)
	v.palette("colors.light", b.Colors.Light)
	v.palette("colors.dark", b.Colors.Dark)
	v.font(&b.Font)
	v.logo(&b.Logo)
	b.HomeURL.each("links.home", v.link)
	b.SupportURL.each("links.support", v.link)
	b.PrivacyURL.each("links.privacy", v.link)
	b.TermsURL.each("links.terms", v.link)
	b.ImprintURL.each("links.imprint", v.link)
	v.texts(b)
	v.addresses("header", b.Header)
	v.addresses("footer", b.Footer)
	v.mail(&b.Mail)
	v.languages(&b.Languages)
	v.wording(b.Wording, known)
	v.each("frame_ancestors", b.FrameAncestors, isOrigin, "an origin, such as https://shop.example.org")
}

// choices checks what brands made in code are checked for too: the name, the words of keys that allow a few, and that links are
// whole.
func (v *validator) choices(b *Brand) {
	v.name(b.Name)
	v.oneOf("density", b.Density, densities)
	v.oneOf("layout", b.Layout, layouts)
	v.background(b)
	v.oneOf("logo.place", b.Logo.Place, places)
	v.oneOf("logo.align", b.Logo.Align, alignments)
	for i, part := range b.Hide {
		v.oneOf(fmt.Sprintf("hide[%d]", i), part, parts)
	}
	v.methods(b.Methods)
	v.navigation("header", b.Header)
	v.navigation("footer", b.Footer)
}

func (v *validator) name(names Text) {
	if len(names) == 0 {
		v.add("name", "is missing")
	}
	names.each("name", func(key, name string) {
		if err := checkName(name); err != nil {
			v.add(key, "%v", err)
		}
	})
}

func checkName(name string) error {
	if !notEmpty(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("is %q: it must be the product's name", name)
	}
	return nil
}

func notEmpty(s string) bool { return strings.TrimSpace(s) != "" }

func (v *validator) each(key string, list []string, valid func(string) bool, what string) {
	for i, value := range list {
		if !valid(value) {
			v.add(fmt.Sprintf("%s[%d]", key, i), "is %q: it must be %s", value, what)
		}
	}
}

func (v *validator) oneOf(key, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		v.add(key, "is %q; %s", value, suggest(value, allowed))
	}
}

func (v *validator) palette(key string, p Palette) {
	for _, intent := range slices.Sorted(maps.Keys(p)) {
		if !slices.Contains(intentNames(), intent) {
			v.add(key+"."+intent, "is not known; %s", suggest(intent, intentNames()))
		}
	}
}

// link accepts what is safe and useful behind a link: https, http on localhost, and paths of the same origin.
func (v *validator) link(key, href string) {
	u, err := url.Parse(href)
	// Browsers take a backslash for a slash and drop tabs and line breaks, so "/\evil.example" is another host.
	clean := err == nil && !strings.Contains(href, `\`) && !strings.ContainsFunc(href, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
	path := strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//")
	if !clean || !path && !isWeb(u) {
		if at := strings.LastIndexByte(href, '@'); at >= 0 {
			href = "…" + href[at:] // what stands before may be a password
		}
		v.add(key, "is %q: it must be https://…, a path such as /help, or http:// on localhost", href)
	}
}

func isWeb(u *url.URL) bool {
	local := u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost") || u.Hostname() == "127.0.0.1"
	return u.Hostname() != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && local)
}

// isOrigin accepts scheme and host alone, as DNS has it: the entry becomes part of a header, where a space or semicolon
// begins something else.
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && isWeb(u) && u.Scheme+"://"+u.Host == s && hostName.MatchString(strings.ToLower(u.Host))
}

func (v *validator) navigation(key string, links []Link) {
	for i, link := range links {
		at := fmt.Sprintf("%s[%d]", key, i)
		if len(link.Label) == 0 {
			v.add(at+".label", "is missing")
		}
		if len(link.Href) == 0 {
			v.add(at+".href", "is missing")
		}
	}
}

func (v *validator) addresses(key string, links []Link) {
	for i, link := range links {
		link.Href.each(fmt.Sprintf("%s[%d].href", key, i), v.link)
	}
}

func (v *validator) languages(l *Languages) {
	const tag = "a language tag such as de or pt-BR"
	v.each("languages.allowed", l.Allowed, languageTag.MatchString, tag)
	switch {
	case l.Default == "":
	case !languageTag.MatchString(l.Default):
		v.add("languages.default", "is %q: it must be %s", l.Default, tag)
	case len(l.Allowed) > 0:
		v.oneOf("languages.default", l.Default, l.Allowed)
	}
}
