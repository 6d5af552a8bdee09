package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

func (s *server) verification() flowPage {
	return flowPage{
		kind:   kratos.Verification,
		params: []string{"return_to"},
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			var added templates.FlowAdditions
			l := locales.From(c.Request().Context())
			// Only ids from this list: no text from a URL is ever shown as ours.
			if c.QueryParam("message") == "4000010" {
				added.Messages = []templates.Message{{ID: "4000010", Type: "info", Text: l.Message(idAddressNotVerified, nil, "")}}
			}
			switch f.State {
			case "choose_method":
				added.Intro = l.T("verification.intro")
			case "sent_email":
				added.Links = append(added.Links, s.link(c, "restart-link", "verification.not_arrived", "verification.other_address", "/verification", restart))
			}
			if f.State != "passed_challenge" {
				added.Links = append(added.Links, s.skipVerification(c, f))
			}
			return added
		},
	}
}

// skipVerification leads on from a verification that can wait: to the application that a new member came from, else home.
func (s *server) skipVerification(c echo.Context, f *kratos.Flow) templates.Link {
	path, query := "/", url.Values(nil)
	// Kratos keeps the registration's address for the verification that follows it.
	if started, err := url.Parse(f.RequestURL); err == nil && started.Query().Has("login_challenge") {
		path, query = "/login", url.Values{"login_challenge": {started.Query().Get("login_challenge")}}
	}
	return s.link(c, "cta-link", "", "verification.skip", path, query)
}
