package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

func (s *server) settings() flowPage {
	return flowPage{
		kind:      kratos.Settings,
		params:    []string{"return_to"},
		additions: func(echo.Context, *kratos.Flow, url.Values) templates.FlowAdditions { return templates.FlowAdditions{} },
	}
}
