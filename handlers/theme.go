package handlers

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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

// newTheme makes the theme of a brand, in the languages that it has of a catalog.
func (s *server) newTheme(b *brand.Brand, all *locales.Catalog) (*theme, error) {
	catalog, err := catalogOf(b, all)
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
	site.Languages = languageChoices(catalog)
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
	traits       []string // languages among the traits of the visitor's identity, where it is known
}

// audienceOf is whom a flow's page is drawn for.
func audienceOf(f *kratos.Flow) audience {
	a := audience{organization: cmp.Or(f.Organization, f.Asked.Get("organization")), uiLocales: flowLanguages(f)}
	if f.OAuth2Request != nil {
		a.client = f.OAuth2Request.Client.ID
	}
	if f.Identity != nil {
		a.traits = f.Identity.Languages()
	}
	return a
}

const themeKey = "theme"

// themeOf is the theme of this request's page; nil before it was chosen.
func themeOf(c echo.Context) *theme {
	t, _ := c.Get(themeKey).(*theme)
	return t
}

// presentedKey holds whom a request's page was presented to.
const presentedKey = "presented"

type presented struct {
	audience audience
	settled  bool // whatever else is found out about the visitor, the language stays
}

// present chooses the theme and the language of a request's page, once it is known whom the page is for.
func (s *server) present(c echo.Context, a audience) {
	t := s.themes.current().choose(a.client, a.organization, c.Request().Host)
	l, settled := s.chooseLanguage(c, t.catalog, &a)
	c.Set(themeKey, t)
	c.Set(presentedKey, presented{audience: a, settled: settled})
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
