package handlers

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/static"
	"github.com/thyra-ui/thyra/templates"
)

// theme is all that pages need of a brand, made once.
type theme struct {
	brand   *brand.Brand
	site    *templates.Site
	catalog *locales.Catalog
	policy  contentSecurityPolicy
	// folder is where the brand's files lie, under /static/; another brand, or another version of it, has another. It begins with
	// the key, which all versions of the brand share.
	folder, key string
	files       *static.Assets
}

// brandStylesheet is what a brand's generated stylesheet is called in its folder.
const brandStylesheet = "brand.css"

// newTheme makes the theme of a brand.
func (s *server) newTheme(b *brand.Brand) (*theme, error) {
	catalog, err := catalogOf(b, s.catalog)
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256([]byte(b.ID)) // the operator's own word for it is nobody else's business
	t := &theme{brand: b, catalog: catalog, policy: s.policy, key: hex.EncodeToString(id[:4])}
	t.folder = t.key + "-" + b.Fingerprint()
	if len(b.FrameAncestors) > 0 {
		t.policy = t.policy.framedBy(b.FrameAncestors)
	}
	files := map[string][]byte{}
	maps.Copy(files, b.Files)
	site := *s.site
	site.Brand, site.Files, site.Stylesheets = *b, "/static/"+t.folder+"/", slices.Clone(site.Stylesheets)
	if !b.Plain() {
		files[brandStylesheet] = b.Tokens()
		site.Stylesheets = append(site.Stylesheets, site.Files+brandStylesheet)
	}
	if b.CSS != "" {
		site.Stylesheets = append(site.Stylesheets, site.Files+b.CSS)
	}
	if b.Favicon != "" {
		site.Favicon = site.Files + b.Favicon
	}
	for i, color := range b.PageColors() {
		site.PageColors[i] = color.String()
	}
	if site.Manifest = b.HasIcon(); site.Manifest {
		for _, tag := range catalog.Languages() {
			files[brand.ManifestName(tag.String())] = b.Manifest(tag.String(), site.URL("/"))
		}
	}
	t.site, t.files = &site, static.Bundle(files)
	return t, nil
}

// withoutLayout is the theme without the application's layout, which could be what failed.
func (t *theme) withoutLayout() *theme {
	plain, site := *t, *t.site
	site.Layout = nil
	plain.site = &site
	return &plain
}

// audience is what theme and language depend on besides the request: whom a page is drawn for.
type audience struct {
	client       string   // OAuth2 client id
	organization string   // of Kratos
	uiLocales    []string // languages that the application suggests (OpenID Connect Core 3.1.2.1)
}

// audienceOf is whom a flow's page is drawn for.
func audienceOf(f *kratos.Flow) audience {
	a := audience{organization: cmp.Or(f.Organization, askedQuery(f).Get("organization"))}
	if f.OAuth2Request != nil {
		a.client, a.uiLocales = f.OAuth2Request.Client.ID, f.OAuth2Request.OIDC.UILocales
	}
	return a
}

const themeKey = "theme"

// themeOf is the theme of this request's page; nil before it was chosen.
func themeOf(c echo.Context) *theme {
	t, _ := c.Get(themeKey).(*theme)
	return t
}

// present chooses the theme and the language of a request's page, once it is known whom the page is for.
func (s *server) present(c echo.Context, a audience) {
	t := s.themes.current().choose(a.client, a.organization, c.Request().Host)
	l := chooseLanguage(c, t.catalog, a.uiLocales)
	c.Set(themeKey, t)
	c.SetRequest(c.Request().WithContext(locales.With(c.Request().Context(), l)))
	c.Response().Header().Set("Content-Language", l.Lang())
}

// presentToAnyone presents a page of which nothing more will be known.
func (s *server) presentToAnyone(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.present(c, audience{})
		return next(c)
	}
}

// maxSuggested is how many of the languages count that an application suggests (ui_locales): each takes time.
const maxSuggested = 16

// chooseLanguage chooses the visitor's language: the lang cookie, then what the application suggests, then Accept-Language, then
// the brand's default.
func chooseLanguage(c echo.Context, catalog *locales.Catalog, suggested []string) *locales.Localizer {
	var preferences []string
	if cookie, err := c.Cookie("lang"); err == nil {
		preferences = append(preferences, cookie.Value)
	}
	preferences = append(append(preferences, suggested[:min(len(suggested), maxSuggested)]...), c.Request().Header.Get("Accept-Language"))
	return catalog.Choose(preferences...)
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
