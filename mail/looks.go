package mail

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// name are the facts of a brand that every template needs.
func (b localizedBrand) name() map[string]string {
	return map[string]string{"name": b.inEach(func(l *locales.Localizer) string { return b.Name.In(l.Lang()) })}
}

// footer are the facts of a brand that stand below a mail: its links, in the order of its pages, and its text.
func (b localizedBrand) footer() map[string]string {
	facts := map[string]string{
		"home":   b.inEach(func(l *locales.Localizer) string { return b.absolute(b.HomeURL.In(l.Lang())) }),
		"footer": b.inEach(func(l *locales.Localizer) string { return b.FooterText.In(l.Lang()) }),
	}
	links := "(list"
	if slices.Contains(b.Hide, "footer") {
		facts["footer"], facts["links"] = `""`, links+")"
		return facts
	}
	for _, link := range b.Footer {
		links += b.link(link.Href, func(l *locales.Localizer) string { return link.Label.In(l.Lang()) })
	}
	links += b.link(b.PrivacyURL, func(l *locales.Localizer) string { return l.T("footer.privacy") })
	links += b.link(b.TermsURL, func(l *locales.Localizer) string { return l.T("footer.terms") })
	links += b.link(b.ImprintURL, func(l *locales.Localizer) string { return l.T("footer.imprint") })
	links += b.link(b.SupportURL, func(l *locales.Localizer) string { return l.T("footer.support") })
	facts["links"] = links + ")"
	return facts
}

// link is the expression of a link of the footer; "" where it would lead nowhere from a mail.
func (b localizedBrand) link(href brand.Text, label func(*locales.Localizer) string) string {
	address := b.inEach(func(l *locales.Localizer) string { return b.absolute(href.In(l.Lang())) })
	if address == `""` {
		return ""
	}
	return " (" + dict(map[string]string{"href": address, "label": b.inEach(label)}) + ")"
}

// absolute is an address as it works from a mail: a path is one at the brand's first host. Empty when there is none.
func (b localizedBrand) absolute(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || address == "":
		return ""
	case u.IsAbs():
		return address
	case len(b.Hosts) == 0:
		return ""
	}
	return "https://" + b.Hosts[0] + address
}

// looks are the facts of a brand that only HTML shows.
func (b localizedBrand) looks() map[string]string {
	light, dark := b.Palettes()
	facts := map[string]string{
		"font": quoted(fontStack(b.Font.Stack)), "radius": quoted(pixels(b.Radius)), "card": quoted(cardRadius(b.Radius)),
		"logo": quoted(b.Mail.Logo), "height": quoted(strconv.Itoa(b.Logo.Pixels())),
		"alt": b.inEach(func(l *locales.Localizer) string { return cmp.Or(b.Logo.Alt, b.Name.In(l.Lang())) }),
	}
	for _, intent := range []string{"page", "surface", "text", "muted", "line", "accent", "accent-soft", "button", "on-button"} {
		name := strings.ReplaceAll(intent, "-", "_")
		facts[name] = quoted(light[intent].String())
		facts["dark_"+name] = quoted(dark[intent].String())
	}
	return facts
}

// inEach is the expression of a text that depends on the language in $lang: a constant where it does not.
func (b localizedBrand) inEach(text func(*locales.Localizer) string) string {
	all := map[string]string{}
	first := quoted(text(b.languages[0]))
	same := true
	for _, l := range b.languages {
		all[l.Lang()] = quoted(text(l))
		same = same && all[l.Lang()] == first
	}
	if same {
		return first
	}
	return "(get (" + dict(all) + ") $lang)"
}

// family matches names of fonts that need no quotes in CSS: html/template lets no quotes into a style.
var family = regexp.MustCompile(`^-?[A-Za-z][A-Za-z0-9-]*( [A-Za-z][A-Za-z0-9-]*)*$`)

// fontStack is a font-family list in which every name does without quotes. It ends in the families of the pages.
func fontStack(stack string) string {
	var families []string
	for _, name := range strings.Split(stack+", -apple-system, Segoe UI, Roboto, Noto Sans, Noto Sans Arabic, Helvetica Neue, Arial, sans-serif", ",") {
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		// Word, which draws mails in Outlook, takes its own font where the first is one of the system's by a general name.
		general := name == "system-ui" || strings.HasPrefix(name, "ui-")
		if family.MatchString(name) && !general && !slices.Contains(families, name) {
			families = append(families, name)
		}
	}
	// Names after a generic family are never reached.
	if i := slices.IndexFunc(families, func(name string) bool { return slices.Contains(generic, name) }); i >= 0 {
		families = families[:i+1]
	}
	return strings.Join(families, ", ")
}

// generic are font families that every program has.
var generic = []string{"serif", "sans-serif", "monospace"}

// builtInRadius is the roundness of corners in rem where a brand sets none, as in the stylesheet of the pages.
const builtInRadius = 0.625

func rem(r brand.Radius) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(string(r), "rem"), 64)
	if err != nil {
		return builtInRadius
	}
	return n
}

// pixels is a radius in the pixels that mail programs have.
func pixels(r brand.Radius) string { return fmt.Sprintf("%dpx", int(math.Round(16*rem(r)))) }

// cardRadius is that of the card, as on pages: larger, but no more than text in the corners bears.
func cardRadius(r brand.Radius) string {
	return fmt.Sprintf("%dpx", int(math.Round(16*min(1.8*rem(r), 2))))
}
