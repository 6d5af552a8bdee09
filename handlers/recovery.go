package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

func (s *server) recovery() flowPage {
	return flowPage{
		kind:   kratos.Recovery,
		params: []string{"return_to"},
		additions: func(c echo.Context, f *kratos.Flow, restart url.Values) templates.FlowAdditions {
			var added templates.FlowAdditions
			if f.State == "choose_method" || f.State == "recovery_awaiting_address" {
				added.Intro = locales.From(c.Request().Context()).T("recovery.intro")
			}
			if f.HasMessage(idRecoveryStuck) {
				added.Links = append(added.Links, s.link(c, "restart-link", "", "form.restart", "/recovery", restart))
			}
			added.Links = append(added.Links, s.link(c, "cta-link", "recovery.remembered", "nav.login", "/login", s.loginQuery(c, f, restart)))
			return added
		},
	}
}
