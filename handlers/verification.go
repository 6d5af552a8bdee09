package handlers

import (
	"errors"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

func (s *server) verification() flowPage {
	return flowPage{
		kind:   kratos.Verification,
		params: []string{"return_to", "organization", "identity_schema"}, // as for recovery
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			var added templates.FlowAdditions
			l := locales.From(c.Request().Context())
			// Only ids from this list: no text from a URL is ever shown as ours.
			if c.QueryParam("message") == addressNotVerified {
				added.Messages = []templates.Message{{ID: addressNotVerified, Type: kratos.TextInfo, Text: l.Message(kratos.MessageAddressNotVerified, nil, "")}}
			}
			switch f.State {
			case kratos.StateChooseMethod:
				added.Intro = l.T("verification.intro")
			case kratos.StateSentEmail:
				added.Change = s.link(c, "change-account", "form.not_arrived", "form.other_address", "/verification", restart)
			}
			if path, query := s.afterSkipping(c, f); path != "" {
				added.Links = append(added.Links, s.link(c, "cta-link", "", "verification.skip", path, query))
			}
			return added
		},
	}
}

// afterSkipping is where a visitor goes on who verifies an address later: to the application that a new member came from, else
// to the account. The path is "" where later leads nowhere: sign-in demands the address, or nobody is signed in.
func (s *server) afterSkipping(c echo.Context, f *kratos.Flow) (path string, query url.Values) {
	if f.State == kratos.StatePassedChallenge || c.QueryParam("message") == addressNotVerified {
		return "", nil
	}
	// Kratos keeps the registration's address for the verification that follows it.
	if f.Asked.Has("login_challenge") {
		return "/login", pick(f.Asked, applicationParams)
	}
	cookie := cookieHeader(c)
	if cookie == "" {
		return "", nil
	}
	var e *kratos.Error
	_, err := s.whoami(c)
	if err == nil || errors.As(err, &e) && e.ID == kratos.ErrorAAL2Required {
		return "/", nil
	}
	return "", nil
}
