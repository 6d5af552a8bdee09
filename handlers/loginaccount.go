package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// identifier is what the field for the account says where Kratos leaves it empty. It spares a visitor who confirms who they are
// from typing who they are (WCAG 3.3.7), which Kratos knows; for others the application may know. Empty where nobody does.
func (s *server) identifier(c echo.Context, f *kratos.Flow) string {
	if !f.Refresh {
		return loginHint(f)
	}
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if a.Name == kratos.NameIdentifier && a.Type != kratos.InputHidden && a.Value == "" {
			return s.sessionIdentifier(c)
		}
	}
	return ""
}

// longestHint is the most bytes of a login_hint that fill a field: those of the longest e-mail address (RFC 5321 4.5.3.1.3).
const longestHint = 254

// loginHint is who the application thinks is about to sign in, or sign up; empty where it does not say, or nothing that a person
// could have typed.
func loginHint(f *kratos.Flow) string {
	if f.OAuth2Request == nil || len(f.OAuth2Request.OIDC.LoginHint) > longestHint {
		return ""
	}
	return locales.Visible(f.OAuth2Request.OIDC.LoginHint)
}

// sessionIdentifier is what the person of the browser's session signs in with; empty where Kratos does not tell, as of a session
// that lacks a second factor.
func (s *server) sessionIdentifier(c echo.Context) string {
	session, err := s.whoami(c)
	if err != nil {
		return ""
	}
	return session.Identity.Identifier(s.schemas.of(c.Request().Context(), &session.Identity))
}

// sessionAccount is whose account the page of a second factor or of a confirmation is about; empty where a field shows it, and
// where it is not known.
func (s *server) sessionAccount(c echo.Context, f *kratos.Flow) string {
	for i := range f.UI.Nodes {
		if f.UI.Nodes[i].Attributes.Name == kratos.NameIdentifier {
			return fixedIdentifier(f)
		}
	}
	return s.sessionIdentifier(c)
}

// fixedIdentifier is the identifier of an earlier step, where Kratos keeps it in a hidden field. A code that was sent adds one for
// each address that it could have gone to, of which only the first in the default group is about the person.
func fixedIdentifier(f *kratos.Flow) string {
	account, several := "", false
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		switch value := string(n.Attributes.Value); {
		case n.Attributes.Name != kratos.NameIdentifier:
		case n.Attributes.Type != kratos.InputHidden:
			return ""
		case n.Group == kratos.GroupDefault:
			return value
		default:
			several = account != "" && account != value
			account = value
		}
	}
	if several {
		return ""
	}
	return account
}

// signInAgain is where a visitor goes on who signs out of the page of a second factor or of a confirmation, because an application
// wants somebody else: to sign-in for the same application. Empty where no application waits.
func (s *server) signInAgain(c echo.Context, f *kratos.Flow, restart url.Values) string {
	if f.OAuth2Challenge == "" {
		return ""
	}
	query := siblingQuery(restart)
	delete(query, "return_to") // Kratos's own way to Hydra
	return s.origin(c) + s.ownURL("/login", query)
}
