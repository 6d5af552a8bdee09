package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// The language of a page is the first of these that the brand has messages in:
//
//  1. lang in the address, which the language picker adds. It is remembered in a cookie.
//  2. What the application asks for: ui_locales (OpenID Connect Core 3.1.2.1) where the flow began, or a cookie of its own. A visitor who chose something else while the application asked for the same keeps that.
//  3. The cookie.
//  4. The language among the traits of a visitor who is signed in.
//  5. Accept-Language.
//  6. The default of the brand.
const (
	langParam      = "lang"
	languagesParam = "languages" // lists them on the page, see templates.LanguagePicker
	uiLocalesParam = "ui_locales"
	// sharedLanguageCookie is set by applications on the same domain, if at all, and never by this server.
	sharedLanguageCookie = "lang"
)

// The cookie that holds the language a visitor chose, and how long it lasts, in seconds: a year. After a period follows the
// language that the application asked for at that time, if any: "en.de" is English instead of German.
const (
	languageCookie  = "thyra_lang"
	languageSeconds = 365 * 24 * 60 * 60
)

// maxSuggested is how many of the languages count that an application suggests (ui_locales): each takes time.
const maxSuggested = 16

// chooseLanguage chooses the visitor's language, and remembers it where the address asks for it. It is settled when the identity
// and the browser have no say.
func (s *server) chooseLanguage(c echo.Context, catalog *locales.Catalog, a *audience) (l *locales.Localizer, settled bool) {
	suggested := catalog.Match(suggestedLanguages(c, a)...)
	if asked := catalog.Match(c.QueryParam(langParam)); asked != nil {
		s.rememberLanguage(c, asked, suggested)
		return asked, true
	}
	value, instead, _ := strings.Cut(s.cookie(c, languageCookie), ".")
	switch chosen := catalog.Match(value); {
	case suggested != nil && (chosen == nil || suggested.Lang() != instead):
		return suggested, true
	case chosen != nil:
		return chosen, true
	}
	return catalog.Choose(append(slices.Clone(a.traits), c.Request().Header.Get("Accept-Language"))...), false
}

// suggestedLanguages are the languages that the application asks for, the most important first.
func suggestedLanguages(c echo.Context, a *audience) []string {
	suggested := slices.Concat(a.uiLocales, strings.Fields(c.QueryParam(uiLocalesParam)))
	suggested = suggested[:min(len(suggested), maxSuggested)]
	if shared, err := c.Cookie(sharedLanguageCookie); err == nil {
		suggested = append(suggested, shared.Value)
	}
	return suggested
}

func (s *server) rememberLanguage(c echo.Context, chosen, suggested *locales.Localizer) {
	value := chosen.Lang()
	if suggested != nil {
		value += "." + suggested.Lang()
	}
	if s.cookie(c, languageCookie) != value {
		s.setCookie(c, languageCookie, value, languageSeconds)
	}
}

// flowLanguages are the languages that a flow was begun with: in its address at Kratos, and by the OAuth2 client.
func flowLanguages(f *kratos.Flow) []string {
	languages := strings.Fields(f.Asked.Get(uiLocalesParam)) // lang is there for mails (withLanguage), whoever asked for it
	if f.OAuth2Request != nil {
		languages = append(languages, f.OAuth2Request.OIDC.UILocales...)
	}
	return languages[:min(len(languages), maxSuggested)]
}

// setFlowLanguages hands what a flow was begun with on to another one.
func setFlowLanguages(query url.Values, f *kratos.Flow) {
	if languages := flowLanguages(f); len(languages) > 0 {
		query.Set(uiLocalesParam, strings.Join(languages, " "))
	}
}

// presentIdentity presents the page in the language of the visitor's identity, if nothing that stands above it has a say.
func (s *server) presentIdentity(c echo.Context, identity *kratos.Identity) {
	p, ok := c.Get(presentedKey).(presented)
	traits := identity.Languages()
	if !ok || p.settled || len(traits) == 0 {
		return
	}
	p.audience.traits = traits
	s.present(c, p.audience)
}

// knowVisitor presents a flow's page for the person of the session, where there may be one that the flow does not tell of.
func (s *server) knowVisitor(c echo.Context, kind kratos.Kind, f *kratos.Flow) {
	p, _ := c.Get(presentedKey).(presented)
	signedIn := f.Refresh || f.RequestedAAL == kratos.AAL2 || kind == kratos.Verification
	if signedIn && !p.settled && cookieHeader(c) != "" {
		_, _ = s.whoami(c) // without an answer the page is in the language of the browser
	}
}

// CheckLanguages says which language of a brand the catalog has no messages in, with the brand's file: its pages could not be
// shown. Use it in brand.WatchOptions.Check; the catalog is that of the pages, locales.Load of Options.Locales.
func CheckLanguages(b *brand.Brand, catalog *locales.Catalog) error {
	if _, err := catalogOf(b, catalog); err != nil {
		return fmt.Errorf("%s/brand.json: languages or wording: %w", b.ID, err)
	}
	return nil
}

// catalogOf is the messages that pages of a brand are shown in.
func catalogOf(b *brand.Brand, catalog *locales.Catalog) (*locales.Catalog, error) {
	return catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed, Wording: b.Wording})
}
