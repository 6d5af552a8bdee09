package handlers

import (
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

// outfit is a brand ready to be worn: all that pages need of it, made once.
type outfit struct {
	brand   *brand.Brand
	site    *templates.Site
	catalog *locales.Catalog
	csp     contentSecurityPolicy
	// folder is where the brand's files lie, under /static/; another brand, or another version of it, has another. It begins with
	// the key, which all versions of the brand have.
	folder, key string
	files       *static.Assets
}

// brandStylesheet is what a brand's generated stylesheet is called in its folder.
const brandStylesheet = "brand.css"

// tailor makes an outfit of a brand.
func (s *server) tailor(b *brand.Brand) (*outfit, error) {
	catalog, err := s.catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed, Wording: b.Wording})
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256([]byte(b.ID)) // the operator's own word for it is nobody else's business
	o := &outfit{brand: b, catalog: catalog, csp: s.csp, key: hex.EncodeToString(id[:4])}
	o.folder = o.key + "-" + b.Fingerprint()
	if len(b.FrameAncestors) > 0 {
		o.csp = o.csp.framedBy(b.FrameAncestors)
	}
	files := map[string][]byte{}
	maps.Copy(files, b.Files)
	site := *s.site
	site.Brand, site.Files, site.Stylesheets = *b, "/static/"+o.folder+"/", slices.Clone(site.Stylesheets)
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
	o.site, o.files = &site, static.Bundle(files)
	return o, nil
}

const outfitKey = "outfit"

// outfitOf is what this request's pages wear.
func outfitOf(c echo.Context) *outfit { return c.Get(outfitKey).(*outfit) }

// choose dresses a request by its host, before anything else is known about it.
func (s *server) choose(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Set(outfitKey, s.wardrobe.current().outfit("", "", c.Request().Host))
		return next(c)
	}
}

// dressFor changes the outfit for a flow on behalf of an application or an organization.
func (s *server) dressFor(c echo.Context, f *kratos.Flow) {
	client := ""
	if f.OAuth2Request != nil {
		client = f.OAuth2Request.Client.ID
	}
	s.wear(c, client, f.Organization)
}

// wear changes the outfit, when it has to.
func (s *server) wear(c echo.Context, client, organization string) {
	if o := s.wardrobe.current().outfit(client, organization, c.Request().Host); o != outfitOf(c) {
		c.Set(outfitKey, o)
		s.setPolicy(c, allowance{})
		s.useLanguage(c)
	}
}

// unaltered is the outfit without the product's layout, which could be what failed.
func (o *outfit) unaltered() *outfit {
	plain, site := *o, *o.site
	site.Layout = nil
	plain.site = &site
	return &plain
}

// adorn gives social sign-in buttons the brand's names for the providers.
func (o *outfit) adorn(f *kratos.Flow, language string) {
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		label := o.brand.Providers[string(n.Attributes.Value)].Label
		if (n.Group != kratos.GroupOIDC && n.Group != kratos.GroupSAML) || len(label) == 0 || n.Meta.Label == nil {
			continue
		}
		context := map[string]any{}
		maps.Copy(context, n.Meta.Label.Context)
		context["provider"] = label.In(language)
		n.Meta.Label.Context = context
	}
}

// finish leaves out what the brand hides, and puts its provider marks in.
func (o *outfit) finish(v *templates.FlowView) {
	hidden := map[string]string{"signup-link": "signup-link", "recovery-link": "forgot-password-link"}
	for _, what := range o.brand.Hide {
		v.Links = slices.DeleteFunc(v.Links, func(l templates.Link) bool { return l.TestID == hidden[what] })
	}
	v.EachField(func(f *templates.Field) {
		if p, ok := o.brand.Providers[f.Provider]; ok && f.Provider != "" {
			f.Src, f.SrcDark = o.site.File(p.Mark), o.site.File(p.MarkDark)
		}
	})
}
