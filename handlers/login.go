package handlers

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// The Kratos message ids that change where a visitor goes.
const (
	idAddressNotVerified = 4000010
	idRecoveryStuck      = 4010005
	idInvalid            = 4000001
	idLinkAccount        = 1010016
)

func (s *server) login() flowPage {
	return flowPage{
		kind:      kratos.Login,
		params:    []string{"return_to", "refresh", "aal", "via", "login_challenge", "organization", "identity_schema"},
		divert:    s.verifyFirst,
		additions: s.loginAdditions,
	}
}

func (s *server) loginAdditions(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
	if f.RequestedAAL == "aal2" || f.Refresh {
		// Half signed in: the ways to an account don't help here, a way out does.
		return templates.FlowAdditions{SignOut: true}
	}
	var links []templates.Link
	if codesUsedUp(f) {
		links = append(links, s.link(c, "restart-link", "", "form.restart", "/login", restart))
	}
	links = append(links, s.link(c, "forgot-password-link", "", "login.forgot", "/recovery", s.recoveryQuery(c, f, restart)))
	if f.HasMessage(idLinkAccount) {
		// The message names the account already, and there is one.
		return templates.FlowAdditions{Links: links}
	}
	links = append(links, s.link(c, "signup-link", "login.no_account", "nav.registration", "/registration", siblingQuery(restart)))
	return templates.FlowAdditions{Links: links, Account: locales.Visible(fixedIdentifier(f))}
}

// codesUsedUp reports whether too many wrong codes were typed: Kratos v1.3.1 says so without an id of its own, and accepts
// no code in this flow any more.
func codesUsedUp(f *kratos.Flow) bool { return f.State == "sent_email" && f.HasMessage(idInvalid) }

// identifier spares a visitor who confirms who they are from typing who they are (WCAG 3.3.7): Kratos leaves the field empty
// although it knows. Empty where nothing is to be filled.
func (s *server) identifier(c echo.Context, f *kratos.Flow) string {
	if !f.Refresh {
		return ""
	}
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if a.Name != "identifier" || a.Type == "hidden" || a.Value != "" {
			continue
		}
		session, err := s.kratos.Whoami(c.Request().Context(), cookieHeader(c))
		if err != nil {
			return ""
		}
		return session.Identity.Identifier(s.schemas.of(c.Request().Context(), &session.Identity))
	}
	return ""
}

// fixedIdentifier is the identifier of an earlier step, where Kratos keeps it in a hidden field.
func fixedIdentifier(f *kratos.Flow) string {
	account := ""
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if a.Name == "identifier" {
			if a.Type != "hidden" {
				return ""
			}
			account = string(a.Value)
		}
	}
	return account
}

// verifyFirst leads a visitor whose address is not verified yet to where they can verify it. Only Kratos's cookie is
// passed on, and the reason travels as a message id.
func (s *server) verifyFirst(c echo.Context, f *kratos.Flow) (bool, error) {
	if !f.HasMessage(idAddressNotVerified) || prefetch(c) {
		return false, nil
	}
	query := url.Values{}
	if f.ReturnTo != "" {
		query.Set("return_to", f.ReturnTo)
	}
	verification, cookies, err := s.kratos.NewFlow(c.Request().Context(), kratos.Verification, query, cookieHeader(c))
	if err != nil {
		// The login page itself says what is wrong, so it is the better answer.
		return false, nil //nolint:nilerr // see above
	}
	passCookies(c, cookies)
	target := s.ownURL("/verification", url.Values{"flow": {verification.ID}, "message": {"4000010"}})
	return true, c.Redirect(http.StatusSeeOther, target)
}
