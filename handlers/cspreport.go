package handlers

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"
)

const reportPath = "/csp-report"

// directives are those of our policy that something can be against.
var directives = []string{
	"default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src",
	"connect-src", "frame-src", "manifest-src", "form-action", "frame-ancestors", "base-uri", "object-src", "require-trusted-types-for", "trusted-types",
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

// What of a flood of reports counts, which anybody may send: so many of a request, and so many lines in the log, from all visitors
// together.
const (
	maxReports    = 10
	reportsLogged = rate.Limit(1) // a second
	reportsAtOnce = 10
)

// cspReport counts what browsers report. A report's addresses hold flow ids, so that only the directive is kept.
func (s *server) cspReport(c echo.Context) error {
	violations, err := decodeReports(c.Request().Body)
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	var directivesFound []string
	for _, v := range violations[:min(len(violations), maxReports)] {
		directive, _, _ := strings.Cut(cmp.Or(v.Body.Directive, v.Old.Directive, v.Old.Violated), " ")
		directive = known(directives, directive)
		s.metrics.reports.WithLabelValues(directive).Inc()
		if !slices.Contains(directivesFound, directive) {
			directivesFound = append(directivesFound, directive)
		}
	}
	if len(directivesFound) > 0 && s.reports.Allow() {
		s.log.WarnContext(c.Request().Context(), "a browser reports something against the content security policy",
			"id", requestID(c), "directive", strings.Join(directivesFound, " "))
	}
	return c.NoContent(http.StatusNoContent)
}

// decodeReports reads one report or a list of them.
func decodeReports(body io.Reader) ([]violation, error) {
	var raw json.RawMessage
	if err := json.NewDecoder(body).Decode(&raw); err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(raw), "[") {
		var list []violation
		return list, json.Unmarshal(raw, &list)
	}
	one := make([]violation, 1)
	return one, json.Unmarshal(raw, &one[0])
}
