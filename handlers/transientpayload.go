package handlers

import (
	"encoding/json"
	"maps"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/locales"
)

// transientPayload is what the forms of a request's page hand to Kratos for mail templates and web hooks: the language and the
// brand that the page is shown in, whatever the request asked for. A page whose payload can't be written does without one.
func (s *server) transientPayload(c echo.Context) string {
	payload := map[string]any{"lang": locales.From(c.Request().Context()).Lang()}
	if id := themeOf(c).brand.ID; id != "" {
		payload["brand"] = id
	}
	if s.changePayload != nil {
		payload = s.changePayload(c.Request(), payload)
	}
	if len(payload) == 0 {
		return ""
	}
	text, err := json.Marshal(payload)
	if err != nil {
		s.log.ErrorContext(c.Request().Context(), "what Options.TransientPayload returned is no JSON; forms go without", "error", err)
		return ""
	}
	return string(text)
}

// withLanguage adds the language of the page to what a flow is begun with. Kratos v1.3.1 forgets the payload where it mails a link
// for recovery, and knows the address that the flow was begun with.
func (s *server) withLanguage(c echo.Context, query url.Values) url.Values {
	if themeOf(c) == nil {
		s.present(c, audience{organization: query.Get("organization")})
	}
	all := url.Values{langParam: {locales.From(c.Request().Context()).Lang()}}
	maps.Copy(all, query)
	return all
}
