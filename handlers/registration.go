package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func (s *server) registration() flowPage {
	return flowPage{
		kind:   kratos.Registration,
		params: []string{"return_to", "after_verification_return_to", "login_challenge", "organization", "identity_schema"},
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			var links []templates.Link
			if f.Active == "oidc" || codesUsedUp(f) {
				// Kratos leaves only the provider that was begun with, or refuses every further code.
				links = append(links, s.link(c, "restart-link", "registration.another_way", "form.restart", "/registration", restart))
			}
			return templates.FlowAdditions{
				Links: append(links, s.link(c, "cta-link", "registration.have_account", "nav.login", "/login", siblingQuery(restart))),
			}
		},
	}
}
