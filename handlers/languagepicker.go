package handlers

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/unicode/norm"

	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// language answers a link of the language picker with the page that it stands on, in that language or with the list of them:
// Referer names it, as our Referrer-Policy has it. Without one the way leads home.
func (s *server) language(c echo.Context) error {
	to := s.origin(c) + s.site.URL("/")
	if page, err := url.Parse(c.Request().Referer()); err == nil && s.ownsURL(c, page.String()) && page.Path != c.Request().URL.Path {
		page.RawQuery = withoutParam(page.RawQuery, languagesParam)
		if c.QueryParam(langParam) != "" {
			page.RawQuery = withoutParam(page.RawQuery, langParam)
		}
		to = s.origin(c) + page.RequestURI() // absolute, since a path may begin with two slashes
	}
	for _, name := range []string{langParam, languagesParam} {
		if value := c.QueryParam(name); value != "" {
			to = withParam(to, name, value)
		}
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// pageOfForm is the page to ask for instead of the answer to a post: that of the form where it can be had again. It is "" for a
// request that is no post.
func (s *server) pageOfForm(c echo.Context) string {
	if c.Request().Method != http.MethodPost {
		return ""
	}
	switch path := strings.TrimPrefix(c.Path(), s.site.Base); path {
	case "/applications", "/logout":
		return s.site.URL(path)
	case "/sessions/revoke", "/sessions/revoke-others":
		return s.site.URL("/sessions")
	}
	return s.site.URL("/welcome")
}

// languageChoices are the languages of a catalog by name. Of those that are called the same in themselves, such as de and de-AT-1996, the
// more specific ones carry their tags.
func languageChoices(catalog *locales.Catalog) []templates.LanguageChoice {
	called := map[string]int{}
	for _, l := range catalog.Localizers() {
		called[l.Name()]++
	}
	var choices []templates.LanguageChoice
	for _, l := range catalog.Localizers() {
		name := l.Name()
		if called[name] > 1 && strings.Contains(l.Lang(), "-") {
			name += " (" + l.Lang() + ")"
		}
		choices = append(choices, templates.NewLanguageChoice(l.Lang(), name, l.Dir()))
	}
	// Decomposed, a letter with an accent comes after the letter without, and not after z.
	slices.SortFunc(choices, func(a, b templates.LanguageChoice) int {
		return cmp.Compare(norm.NFD.String(a.Name), norm.NFD.String(b.Name))
	})
	return choices
}
