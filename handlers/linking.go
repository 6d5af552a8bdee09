package handlers

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// The cookie that names the sign-in flow that links accounts, and how long it lasts, in seconds: as long as such a flow by default.
const (
	linkingCookie  = "thyra_linking"
	linkingSeconds = 3600
)

// linksAccounts reports whether signing in adds the social account that the visitor came with to the one that has its address.
// Kratos says so on the first page. After a wrong password the flow still tells, but not once a code was sent: it then looks like
// any other, so the browser remembers which one it is.
func (s *server) linksAccounts(c echo.Context, f *kratos.Flow) bool {
	switch {
	case f.LinksAccounts():
		if s.cookie(c, linkingCookie) != f.ID {
			s.setCookie(c, linkingCookie, f.ID, linkingSeconds)
		}
		return true
	case f.ID != s.cookie(c, linkingCookie):
		return false
	}
	return fixedIdentifier(f) != ""
}

// linkingNotice is Kratos's message about linking where Kratos has replaced it by another one; it does not name the provider then.
func linkingNotice(c echo.Context, f *kratos.Flow) []templates.Message {
	if f.HasMessage(kratos.MessageLinkAccount) {
		return nil
	}
	known := map[string]any{"duplicate_identifier": locales.Visible(fixedIdentifier(f))}
	text := locales.From(c.Request().Context()).Message(kratos.MessageLinkAccount, known, "")
	return []templates.Message{{ID: strconv.Itoa(kratos.MessageLinkAccount), Type: kratos.TextInfo, Text: text}}
}
