package handlers

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

const reportPath = "/csp-report"

// directives are those of our policy that something can be against.
var directives = []string{
	"default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src",
	"connect-src", "frame-src", "form-action", "frame-ancestors", "base-uri", "object-src", "require-trusted-types-for", "trusted-types",
}

// violation is a report in either form: of the report-uri directive (CSP Level 2) or of the Reporting API (CSP Level 3).
type violation struct {
	Old struct {
		Directive string `json:"effective-directive"`
		Violated  string `json:"violated-directive"`
	} `json:"csp-report"`
	Body struct {
		Directive string `json:"effectiveDirective"`
	} `json:"body"`
}

// cspReport counts what browsers report. A report's addresses hold flow ids, so that only the directive is kept.
func (s *server) cspReport(c echo.Context) error {
	var raw json.RawMessage
	if err := json.NewDecoder(c.Request().Body).Decode(&raw); err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	violations := make([]violation, 1)
	var err error
	if strings.HasPrefix(string(raw), "[") {
		err = json.Unmarshal(raw, &violations)
	} else {
		err = json.Unmarshal(raw, &violations[0])
	}
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	for _, v := range violations {
		named := []string{v.Body.Directive, v.Old.Directive, v.Old.Violated}
		directive := named[max(slices.IndexFunc(named, func(name string) bool { return name != "" }), 0)]
		directive, _, _ = strings.Cut(directive, " ")
		directive = known(directives, directive)
		s.metrics.reports.WithLabelValues(directive).Inc()
		s.log.WarnContext(c.Request().Context(), "a browser reports something against the content security policy", "id", reference(c), "directive", directive)
	}
	return c.NoContent(http.StatusNoContent)
}
