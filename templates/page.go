// Package templates owns the HTML: it turns a flow's nodes into fields and draws every page from plain values. It does not
// know HTTP, cookies, redirects or where a flow came from.
package templates

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// Site is what all pages of a server share.
type Site struct {
	Brand brand.Brand
	// Base is the path the pages are mounted under, without a trailing slash; "" at the root.
	Base string
	// Stylesheets, Script and Favicon are paths under Base, as are MoreStyles and MoreScript, which a page may do without (Page.Light).
	Stylesheets []string
	MoreStyles  string
	Script      string
	MoreScript  string
	Favicon     string
	// PageColors are the colors behind the pages on light and dark screens, as CSS has them; empty where they are not known.
	PageColors [2]string
	// Languages are those of the brand, for LanguagePicker, sorted by name.
	Languages []LanguageChoice
	// Manifest says that a web application manifest of each language lies among Files.
	Manifest bool
	// Files is the path under Base, with a slash at its end, where the brand's files lie.
	Files string
	// Layout, Slots and Navigation are the product's own; see handlers.Options.
	Layout     func(*Page) templ.Component
	Slots      Slots
	Navigation []brand.Link
	// HasApplications is set where there is a page of the applications that may use the account.
	HasApplications bool
}

// URL is the path of one of our pages.
func (s *Site) URL(path string) string { return s.Base + path }

func (s *Site) name(ctx context.Context) string { return in(ctx, s.Brand.Name) }

// File is the path of one of the brand's files, by its name; "" for none.
func (s *Site) File(name string) string {
	if name == "" {
		return ""
	}
	return s.URL(s.Files + name)
}

// Home is where the brand's name leads.
func (s *Site) Home(ctx context.Context) string {
	return cmp.Or(in(ctx, s.Brand.HomeURL), s.URL("/"))
}

func (s *Site) hides(part string) bool { return slices.Contains(s.Brand.Hide, part) }

// hidesLink reports whether the brand leaves out the link with this test id.
func (s *Site) hidesLink(testID string) bool {
	switch testID {
	case "signup-link":
		return s.hides("signup-link")
	case "forgot-password-link":
		return s.hides("recovery-link")
	}
	return false
}

// logoText describes the logo where the name does not stand beside it; there it would be read twice.
func (s *Site) logoText(ctx context.Context) string {
	if !s.hides("brand-name") {
		return ""
	}
	return cmp.Or(s.Brand.Logo.Alt, s.name(ctx))
}

// footerLinks are the brand's own links, then those that every brand may have.
func (s *Site) footerLinks(ctx context.Context) []Link {
	var links []Link
	for _, l := range s.Brand.Footer {
		links = append(links, Link{Text: in(ctx, l.Label), Href: in(ctx, l.Href)})
	}
	for _, l := range []Link{
		{Text: t(ctx, "footer.privacy"), Href: in(ctx, s.Brand.PrivacyURL)},
		{Text: t(ctx, "footer.terms"), Href: in(ctx, s.Brand.TermsURL)},
		{Text: t(ctx, "footer.imprint"), Href: in(ctx, s.Brand.ImprintURL)},
		{Text: t(ctx, "footer.support"), Href: in(ctx, s.Brand.SupportURL)},
	} {
		if l.Href != "" {
			links = append(links, l)
		}
	}
	return links
}

// Page is what the layout needs to know about the page inside it.
type Page struct {
	Site *Site
	// Title is the page's name; the layout adds the brand.
	Title string
	// Wide gives account pages the room that a sign-in card does not need.
	Wide bool
	// Current is the navigation entry of this page; "" leaves the account navigation out.
	Current string
	// Bare leaves header and footer out, for a frame on a page that has its own.
	Bare bool
	// HasError starts the title with the word for it, which a screen reader reads first.
	HasError bool
	Scripts  []Script
	Light    Light
	// Notice is a line from the server, by the id of our own message.
	Notice string
	// Again is the address to ask for in another language, for LanguagePicker; "" is that of the page itself. The answer to a post
	// can't be asked for again.
	Again string
	// AllLanguages has LanguagePicker list the languages, where there are many.
	AllLanguages bool
	// Address is the address that shows this page again, where its own begins something new; the script puts it into the bar.
	Address string

	hasMain bool // Main was begun
}

func (p *Page) title(ctx context.Context) string {
	title := p.Title + " · " + p.Site.name(ctx)
	if p.HasError {
		title = t(ctx, "page.error_prefix") + " " + title
	}
	return title
}

// lang is the tag of the page's language.
func lang(ctx context.Context) string { return locales.From(ctx).Lang() }

// t is the text of one of our messages in the visitor's language.
func t(ctx context.Context, id string) string { return locales.From(ctx).T(id) }

// in is the brand's own text or address for the visitor's language.
func in(ctx context.Context, text brand.Text) string { return text.In(locales.From(ctx).Lang()) }

// with is t for a message with one placeholder; value is a string, or an int for a number.
func with(ctx context.Context, id, key string, value any) string {
	return locales.From(ctx).With(id, map[string]any{key: value})
}

// initial is the letter that stands for a brand or a person without a picture.
func initial(name string) string {
	for _, r := range name {
		return strings.ToUpper(string(r))
	}
	return ""
}
