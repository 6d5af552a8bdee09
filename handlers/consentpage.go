package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// consentView puts into words what an application asks, and whom.
func (s *server) consentView(c echo.Context, challenge string, consent *hydra.ConsentRequest, session *kratos.Session) *templates.ConsentView {
	view := &templates.ConsentView{
		Challenge: challenge, App: s.application(c, &consent.Client), Account: locales.Visible(session.Identity.Username()),
		Scopes: templates.Scopes(consent.Scopes, locales.From(c.Request().Context())), Audiences: visible(consent.Audiences),
		Next: destinationOf(consent), ForDevice: consent.ForDevice(),
	}
	if !view.ForDevice { // Hydra signs nobody in anew for a code
		again := url.Values{"consent_challenge": {challenge}, promptParam: {promptLogin}}
		view.NotYouReturn = s.origin(c) + s.ownURL("/consent", again)
	}
	return view
}

// destinationOf is where Hydra sends the browser with an answer: to the redirect_uri that the application asked for and registered,
// or to its only one (RFC 6749 3.1.2.3). It is unknown where the application asked in an object (RFC 9101), which this server does
// not read, and for an application on another device (RFC 8628), which no browser goes back to.
func destinationOf(consent *hydra.ConsentRequest) templates.Destination {
	u, err := url.Parse(consent.RequestURL)
	if err != nil || consent.ForDevice() || u.Query().Has("request") || u.Query().Has("request_uri") {
		return templates.Destination{}
	}
	next, registered := u.Query().Get("redirect_uri"), consent.Client.RedirectURIs
	switch {
	case next == "" && len(registered) == 1:
		next = registered[0]
	case !slices.ContainsFunc(registered, func(raw string) bool { return sameRedirect(raw, next) }):
		return templates.Destination{}
	}
	if to, err := url.Parse(next); templates.AppScheme(next) != "" || err == nil && onThisDevice(to) {
		return templates.Destination{OnDevice: true}
	}
	_, host, _ := strings.Cut(kratos.OriginOf(next), "//")
	return templates.Destination{Host: host}
}

// sameRedirect reports whether an application registered the address that it asks for: but for the port, when it waits on this
// device (RFC 8252 7.3).
func sameRedirect(registered, asked string) bool {
	r, errR := url.Parse(registered)
	a, errA := url.Parse(asked)
	if errR != nil || errA != nil || !onThisDevice(r) || !onThisDevice(a) {
		return registered == asked
	}
	return r.Hostname() == a.Hostname() && r.Path == a.Path && r.RawQuery == a.RawQuery
}

// The parameter of /consent with which somebody else signs in, named as in the request of an application (OpenID Connect Core
// 3.1.2.1).
const (
	promptParam = "prompt"
	promptLogin = "login"
)

// signInAnew sends the browser where the application had sent it, to sign in as somebody else. Hydra's question is about whoever
// signed in first, and stays without an answer; the hints of the application may be about the same person.
func (s *server) signInAnew(c echo.Context, challenge string) error {
	consent, err := s.oauth2.hydra.ConsentRequest(c.Request().Context(), challenge)
	if err != nil {
		return s.challengeError(c, err)
	}
	address, query, _ := strings.Cut(consent.RequestURL, "?")
	prompt := promptLogin
	if asked, err := url.ParseQuery(query); err == nil && slices.Contains(strings.Fields(asked.Get(promptParam)), "consent") {
		prompt += " consent"
	}
	for _, name := range []string{promptParam, "login_hint", "id_token_hint"} {
		query = withoutParam(query, name)
	}
	return s.followHydra(c, withParam(address+"?"+query, promptParam, prompt), consent.RequestURL, nil)
}
