package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

func TestCSPReports(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s := newSite(t, basePath("/auth"), func(c *setup) { c.CSPReports, c.Metrics = true, registry })
	h := s.get(t, "/auth/welcome").Header
	if got := policy(h); got["report-uri"] != "/auth/csp-report" || got["report-to"] != "csp" {
		t.Errorf("reports go to %q and %q", got["report-uri"], got["report-to"])
	}
	if got := h.Get("Reporting-Endpoints"); got != `csp="/auth/csp-report"` {
		t.Errorf("Reporting-Endpoints is %q", got)
	}
	const page = "https://id.example/login?flow=" + secretFlow
	for _, report := range []string{
		`{"csp-report":{"document-uri":"` + page + `","referrer":"` + page + `","violated-directive":"img-src","effective-directive":"img-src","blocked-uri":"` + page + `","script-sample":"` + secretReason + `"}}`,
		`{"csp-report":{"violated-directive":"img-src https://` + secretReason + `"}}`,
		`[{"type":"csp-violation","url":"` + page + `","body":{"documentURL":"` + page + `","effectiveDirective":"img-src","sample":"` + secretReason + `"}}]`,
		`{"csp-report":{"effective-directive":"` + secretReason + `"}}`,
	} {
		s.do(t, http.MethodPost, "/auth/csp-report", report, "Content-Type", "application/csp-report", "Cookie", secretCookie).want(http.StatusNoContent)
	}
	for _, nonsense := range []string{"", "x", "{", `[{"body":"x"}]`, `"x"`} {
		s.do(t, http.MethodPost, "/auth/csp-report", nonsense).want(http.StatusBadRequest)
	}
	s.do(t, http.MethodPost, "/auth/csp-report", `{"csp-report":"`+strings.Repeat("x", 70<<10)+`"}`).want(http.StatusRequestEntityTooLarge)
	counted := map[string]float64{}
	for _, sample := range samples(t, registry, "thyra_csp_reports_total") {
		counted[sample.labels["directive"]] = sample.value
	}
	if counted["img-src"] != 3 || counted["other"] != 1 || len(counted) != 2 {
		t.Errorf("counted %v, want 3 for img-src and 1 other", counted)
	}
	log := s.logged()
	if got := strings.Count(log, `"directive":"img-src"`); got != 3 {
		t.Errorf("%d lines about img-src, want 3", got)
	}
	for _, secret := range append([]string{"id.example"}, forbidden...) {
		if strings.Contains(log, secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

func TestNoCSPReportsUnlessAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if h := s.get(t, "/welcome").Header; strings.Contains(h.Get("Content-Security-Policy"), "report") || h.Get("Reporting-Endpoints") != "" {
		t.Error("browsers are asked for reports")
	}
	s.do(t, http.MethodPost, "/csp-report", "{}").want(http.StatusNotFound)
}

// Anybody may send reports: a flood of them fills no log.
func TestFloodOfCSPReports(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s := newSite(t, func(c *setup) { c.CSPReports, c.Metrics = true, registry })
	many := "[" + strings.Repeat(`{"body":{"effectiveDirective":"img-src"}},`, 1400) + `{"body":{"effectiveDirective":"font-src"}}]`
	const posts = 200
	for range posts {
		s.do(t, http.MethodPost, "/csp-report", many, "Content-Type", "application/reports+json").want(http.StatusNoContent)
	}
	for _, sample := range samples(t, registry, "thyra_csp_reports_total") {
		if sample.value > 10*posts || sample.value == 0 {
			t.Errorf("%v of %d posts were counted %v times", sample.labels, posts, sample.value)
		}
	}
	log := s.logged()
	if lines := strings.Count(log, `"directive":`); lines == 0 || lines > posts/4 {
		t.Errorf("%d posts make %d lines of the log", posts, lines)
	}
}
