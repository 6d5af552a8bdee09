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

var loginPage = flowPage{
	kind:     kratos.Login,
	params:   []string{"return_to", "refresh", "aal", "via", "login_challenge", "organization", "identity_schema"},
	divert:   verifyFirst,
	prepare:  fillIdentifier,
	complete: completeLogin,
}

var registrationPage = flowPage{
	kind:   kratos.Registration,
	params: []string{"return_to", "after_verification_return_to", "login_challenge", "organization", "identity_schema"},
	complete: func(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
		if f.Active == "oidc" || codesUsedUp(f) {
			// Kratos leaves only the provider that was begun with, or refuses every further code.
			v.Links = append(v.Links, s.link(c, "restart-link", "registration.another_way", "form.restart", "/registration", restartQuery(f)))
		}
		v.Links = append(v.Links, s.link(c, "cta-link", "registration.have_account", "nav.login", "/login", siblingQuery(f)))
	},
}

var recoveryPage = flowPage{
	kind:   kratos.Recovery,
	params: []string{"return_to"},
	complete: func(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
		if f.State == "choose_method" || f.State == "recovery_awaiting_address" {
			v.Intro = locales.From(c.Request().Context()).T("recovery.intro")
		}
		if f.HasMessage(idRecoveryStuck) {
			v.Links = append(v.Links, s.link(c, "restart-link", "", "form.restart", "/recovery", restartQuery(f)))
		}
		v.Links = append(v.Links, s.link(c, "cta-link", "recovery.remembered", "nav.login", "/login", s.loginQuery(c, f)))
	},
}

var verificationPage = flowPage{
	kind:   kratos.Verification,
	params: []string{"return_to"},
	complete: func(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
		// Only ids from this list: no text from a URL is ever shown as ours.
		if c.QueryParam("message") == "4000010" {
			text := locales.From(c.Request().Context()).Message(idAddressNotVerified, nil, "")
			v.Messages = append([]templates.Message{{ID: "4000010", Type: "info", Text: text}}, v.Messages...)
		}
		switch f.State {
		case "choose_method":
			v.Intro = locales.From(c.Request().Context()).T("verification.intro")
		case "sent_email":
			v.Links = append(v.Links, s.link(c, "restart-link", "verification.not_arrived", "verification.other_address", "/verification", restartQuery(f)))
		}
		if f.State != "passed_challenge" {
			v.Links = append(v.Links, s.skipVerification(c, f))
		}
	},
}

var settingsPage = flowPage{
	kind:   kratos.Settings,
	params: []string{"return_to"},
}

func completeLogin(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
	if f.RequestedAAL == "aal2" || f.Refresh {
		// Half signed in: the ways to an account don't help here, a way out does.
		v.SignOut = true
		return
	}
	if codesUsedUp(f) {
		v.Links = append(v.Links, s.link(c, "restart-link", "", "form.restart", "/login", restartQuery(f)))
	}
	query := siblingQuery(f)
	v.Links = append(v.Links, s.link(c, "forgot-password-link", "", "login.forgot", "/recovery", s.recoveryQuery(c, f)))
	if f.HasMessage(idLinkAccount) {
		// The message names the account already, and there is one.
		return
	}
	v.Account = locales.Visible(fixedIdentifier(f))
	v.Links = append(v.Links, s.link(c, "signup-link", "login.no_account", "nav.registration", "/registration", query))
}

// codesUsedUp reports whether too many wrong codes were typed: Kratos v1.3.1 says so without an id of its own, and accepts
// no code in this flow any more.
func codesUsedUp(f *kratos.Flow) bool { return f.State == "sent_email" && f.HasMessage(idInvalid) }

// fillIdentifier spares a visitor who confirms who they are from typing who they are (WCAG 3.3.7): Kratos leaves the field
// empty although it knows.
func fillIdentifier(s *server, c echo.Context, f *kratos.Flow) {
	if !f.Refresh {
		return
	}
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if a.Name != "identifier" || a.Type == "hidden" || a.Value != "" {
			continue
		}
		if session, err := s.kratos.Whoami(c.Request().Context(), cookieHeader(c)); err == nil {
			a.Value = kratos.Value(session.Identity.Identifier(s.schemas.of(c.Request().Context(), &session.Identity)))
		}
		return
	}
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
func verifyFirst(s *server, c echo.Context, f *kratos.Flow) (bool, error) {
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
	for _, cookie := range cookies {
		c.Response().Header().Add("Set-Cookie", cookie)
	}
	target := s.ownURL("/verification", url.Values{"flow": {verification.ID}, "message": {"4000010"}})
	return true, c.Redirect(http.StatusSeeOther, target)
}

// link is a link to one of our pages, its texts by message id.
func (s *server) link(c echo.Context, testID, prompt, text, path string, query url.Values) templates.Link {
	l := locales.From(c.Request().Context())
	link := templates.Link{TestID: testID, Text: l.T(text), Href: s.ownURL(path, query)}
	if prompt != "" {
		link.Prompt = l.T(prompt)
	}
	return link
}
