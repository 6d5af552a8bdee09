package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/locales"
)

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
