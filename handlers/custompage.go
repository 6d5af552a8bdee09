package handlers

import (
	"fmt"
	"net/http"
	"path"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/templates"
)

// addCustomPages adds the pages of the product's own to the site map. It fails where one is no path, or ours.
func (s *server) addCustomPages(e *echo.Echo, pages map[string]CustomPage) error {
	ours := e.Routes()
	for at, draw := range pages {
		taken := slices.ContainsFunc(ours, func(r *echo.Route) bool { return r.Path == s.site.URL(at) })
		if taken || !path.IsAbs(at) || path.Clean(at) != at || at == "/" {
			return fmt.Errorf("Options.Pages: %q is taken, or no path such as /billing", at)
		}
		e.GET(s.site.URL(at), s.customPage(s.site.URL(at), draw), s.presentToAnyone)
	}
	return nil
}

// customPage is a page of the product's own for a signed-in visitor; others are led to sign in.
func (s *server) customPage(at string, draw CustomPage) echo.HandlerFunc {
	return func(c echo.Context) error {
		session, err := s.kratos.Whoami(c.Request().Context(), cookieHeader(c))
		if err != nil {
			return s.sessionError(c, err)
		}
		s.clearGuards(c)
		page := s.page(c, templates.Page{Wide: true, Current: at})
		content, err := draw(c.Request(), session, page)
		if err != nil {
			return err
		}
		return s.render(c, http.StatusOK, templates.CustomPage(page, content))
	}
}
