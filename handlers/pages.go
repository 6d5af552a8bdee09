package handlers

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
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
		if f.Active == kratos.GroupOIDC || codesUsedUp(f) {
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
		if f.State == kratos.StateChooseMethod || f.State == kratos.StateRecoveryAwaitingAddress {
			v.Intro = locales.From(c.Request().Context()).T("recovery.intro")
		}
		if f.HasMessage(kratos.MessageRecoveryStuck) {
			v.Links = append(v.Links, s.link(c, "restart-link", "", "form.restart", "/recovery", restartQuery(f)))
		}
		v.Links = append(v.Links, s.link(c, "cta-link", "recovery.remembered", "nav.login", "/login", s.loginQuery(c, f)))
	},
}

// addressNotVerified is what sign-in adds to the page's address, to say why the visitor is there.
var addressNotVerified = strconv.Itoa(kratos.MessageAddressNotVerified)

var verificationPage = flowPage{
	kind:   kratos.Verification,
	params: []string{"return_to"},
	complete: func(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
		// Only ids from this list: no text from a URL is ever shown as ours.
		if c.QueryParam("message") == addressNotVerified {
			text := locales.From(c.Request().Context()).Message(kratos.MessageAddressNotVerified, nil, "")
			v.Messages = append([]templates.Message{{ID: addressNotVerified, Type: kratos.TextInfo, Text: text}}, v.Messages...)
		}
		switch f.State {
		case kratos.StateChooseMethod:
			v.Intro = locales.From(c.Request().Context()).T("verification.intro")
		case kratos.StateSentEmail:
			v.Links = append(v.Links, s.link(c, "restart-link", "verification.not_arrived", "verification.other_address", "/verification", restartQuery(f)))
		}
		if f.State != kratos.StatePassedChallenge {
			v.Links = append(v.Links, s.skipVerification(c, f))
		}
	},
}

var settingsPage = flowPage{
	kind:   kratos.Settings,
	params: []string{"return_to"},
}

func completeLogin(s *server, c echo.Context, f *kratos.Flow, v *templates.FlowView) {
	if f.RequestedAAL == kratos.AAL2 || f.Refresh {
		// Half signed in: the ways to an account don't help here, a way out does.
		v.SignOut = true
		return
	}
	if codesUsedUp(f) {
		v.Links = append(v.Links, s.link(c, "restart-link", "", "form.restart", "/login", restartQuery(f)))
	}
	query := siblingQuery(f)
	v.Links = append(v.Links, s.link(c, "forgot-password-link", "", "login.forgot", "/recovery", s.recoveryQuery(c, f)))
	if f.HasMessage(kratos.MessageLinkAccount) {
		// The message names the account already, and there is one.
		return
	}
	v.Account = locales.Visible(fixedIdentifier(f))
	v.Links = append(v.Links, s.link(c, "signup-link", "login.no_account", "nav.registration", "/registration", query))
}

// codesUsedUp reports whether too many wrong codes were typed: Kratos v1.3.1 says so without an id of its own, and accepts
// no code in this flow any more.
func codesUsedUp(f *kratos.Flow) bool {
	return f.State == kratos.StateSentEmail && f.HasMessage(kratos.MessageInvalid)
}

// fillIdentifier spares a visitor who confirms who they are from typing who they are (WCAG 3.3.7): Kratos leaves the field
// empty although it knows.
func fillIdentifier(s *server, c echo.Context, f *kratos.Flow) {
	if !f.Refresh {
		return
	}
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if a.Name != kratos.NameIdentifier || a.Type == kratos.InputHidden || a.Value != "" {
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
		if a.Name == kratos.NameIdentifier {
			if a.Type != kratos.InputHidden {
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
	if !f.HasMessage(kratos.MessageAddressNotVerified) || prefetch(c) {
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
	target := s.ownURL("/verification", url.Values{"flow": {verification.ID}, "message": {addressNotVerified}})
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
