package handlers

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// addressNotVerified is the message id that the page of a verification is opened with when sign-in needs it.
var addressNotVerified = strconv.Itoa(kratos.MessageAddressNotVerified)

func (s *server) login() flowPage {
	return flowPage{
		kind:      kratos.Login,
		params:    []string{"return_to", "refresh", "aal", "via", "login_challenge", "organization", "identity_schema"},
		divert:    s.divertLogin,
		additions: s.loginAdditions,
	}
}

func (s *server) divertLogin(c echo.Context, f *kratos.Flow) (bool, error) {
	if done, err := s.refuseToAsk(c, f); done || err != nil {
		return done, err
	}
	return s.verifyFirst(c, f)
}

func (s *server) loginAdditions(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
	if f.RequestedAAL == kratos.AAL2 || f.Refresh {
		return s.confirmAdditions(c, f, restart)
	}
	if !f.Offers() {
		return templates.FlowAdditions{Links: s.waysOn(c, f, "/login", restart)}
	}
	var links []templates.Link
	if codesUsedUp(f) {
		links = append(links, s.link(c, "restart-link", "", "form.restart", "/login", restart))
	}
	var forgot templates.Link
	if f.State != kratos.StateSentEmail {
		forgot = s.link(c, "forgot-password-link", "", "login.forgot", "/recovery", s.recoveryQuery(c, f, restart))
	}
	if s.linksAccounts(c, f) {
		// The message names the account already, and there is one.
		return templates.FlowAdditions{Links: links, Forgot: forgot, Messages: linkingNotice(c, f)}
	}
	added := templates.FlowAdditions{Forgot: forgot, Account: locales.Visible(fixedIdentifier(f))}
	if added.Account != "" {
		added.Change = s.link(c, "change-account", "", "form.change", "/login", restart)
	}
	added.Links = append(links, s.link(c, "signup-link", "login.no_account", "nav.registration", "/registration", siblingQuery(restart)))
	return added
}

// confirmAdditions are those of a page for visitors who are half signed in: the ways to an account don't help there, a way out does.
func (s *server) confirmAdditions(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
	added := templates.FlowAdditions{
		Account: locales.Visible(s.sessionAccount(c, f)), SignOut: true, SignOutReturn: s.signInAgain(c, f, restart),
	}
	switch {
	case !f.Offers():
		added.Links = s.waysOn(c, f, "/login", restart)
	case f.State == kratos.StateSentEmail:
		added.Links = append(added.Links, s.link(c, "restart-link", "login.another_way", "form.restart", "/login", restart))
	}
	return added
}

// waysOn lead from a page with nothing to sign in or up with: to the same without the organization, whose members may have other
// ways, and to the page that everybody may see.
func (s *server) waysOn(c echo.Context, f *kratos.Flow, path string, restart url.Values) []templates.Link {
	var links []templates.Link
	if f.Organization != "" {
		query := maps.Clone(restart)
		query.Del("organization")
		links = append(links, s.link(c, "restart-link", "", "form.without_organization", path, query))
	}
	return append(links, s.link(c, "home-link", "", "form.home", "/welcome", nil))
}

// codesUsedUp reports whether too many wrong codes were typed: Kratos v1.3.1 says so without an id of its own, and accepts
// no code in this flow any more.
func codesUsedUp(f *kratos.Flow) bool {
	return f.State == kratos.StateSentEmail && f.HasMessage(kratos.MessageInvalid)
}

// verifyFirst leads a visitor whose address is not verified yet to where they can verify it. Only Kratos's cookie is
// passed on, and the reason travels as a message id.
func (s *server) verifyFirst(c echo.Context, f *kratos.Flow) (bool, error) {
	if !f.HasMessage(kratos.MessageAddressNotVerified) || prefetch(c) {
		return false, nil
	}
	query := pick(restartQuery(f), s.verification().params)
	verification, cookies, err := s.kratos.NewFlow(c.Request().Context(), kratos.Verification, query, cookieHeader(c))
	if err != nil {
		// The login page itself says what is wrong, so it is the better answer.
		return false, nil //nolint:nilerr // see above
	}
	s.passCookies(c, cookies)
	target := s.ownURL("/verification", url.Values{"flow": {verification.ID}, "message": {addressNotVerified}})
	return true, c.Redirect(http.StatusSeeOther, target)
}

func (s *server) registration() flowPage {
	return flowPage{
		kind:   kratos.Registration,
		params: []string{"return_to", "after_verification_return_to", "login_challenge", "organization", "identity_schema"},
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			if !f.Offers() {
				return templates.FlowAdditions{Links: s.waysOn(c, f, "/registration", restart)}
			}
			var links []templates.Link
			if f.Active == kratos.GroupOIDC || codesUsedUp(f) {
				// Kratos leaves only the provider that was begun with, or refuses every further code.
				links = append(links, s.link(c, "restart-link", "registration.another_way", "form.restart", "/registration", restart))
			}
			added := templates.FlowAdditions{
				Links: append(links, s.link(c, "cta-link", "registration.have_account", "nav.login", "/login", siblingQuery(restart))),
			}
			if f.State == kratos.StateSentEmail {
				added.Change = s.link(c, "change-account", "", "form.other_address", "/registration", restart)
			}
			return added
		},
	}
}

func (s *server) recovery() flowPage {
	return flowPage{
		kind:   kratos.Recovery,
		params: []string{"return_to", "organization", "identity_schema"}, // Kratos keeps the last two in the flow's address only
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			var added templates.FlowAdditions
			switch f.State {
			case kratos.StateChooseMethod, kratos.StateRecoveryAwaitingAddress:
				added.Intro = locales.From(c.Request().Context()).T("recovery.intro")
			case kratos.StateSentEmail, kratos.StateRecoveryAwaitingCode:
				added.Change = s.link(c, "change-account", "form.not_arrived", "form.other_address", "/recovery", restart)
			}
			switch {
			case f.HasMessage(kratos.MessageRecoveryStuck):
				added.Links = append(added.Links, s.link(c, "restart-link", "", "form.restart", "/recovery", restart))
			case f.State == kratos.StateRecoveryAwaitingAddressChoice:
				added.Links = append(added.Links, s.link(c, "restart-link", "recovery.another_account", "form.restart", "/recovery", restart))
			}
			added.Links = append(added.Links, s.link(c, "cta-link", "recovery.remembered", "nav.login", "/login", s.loginQuery(c, f, restart)))
			return added
		},
	}
}

func (s *server) settings() flowPage {
	return flowPage{
		kind:      kratos.Settings,
		params:    []string{"return_to"},
		additions: func(echo.Context, *kratos.Flow, url.Values) templates.FlowAdditions { return templates.FlowAdditions{} },
	}
}
