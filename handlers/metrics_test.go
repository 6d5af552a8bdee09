package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

type sample struct {
	labels map[string]string
	value  float64 // of a histogram, how many observations
}

// samples are the series of a metric.
func samples(t *testing.T, registry *prometheus.Registry, name string) (out []sample) {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() != name {
			continue
		}
		for _, m := range family.GetMetric() {
			s := sample{labels: map[string]string{}, value: m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())}
			for _, label := range m.GetLabel() {
				s.labels[label.GetName()] = label.GetValue()
			}
			out = append(out, s)
		}
	}
	return out
}

// count is the value of the one series with these labels, given as name and value in turn.
func count(t *testing.T, registry *prometheus.Registry, name string, labels ...string) float64 {
	t.Helper()
	sum := 0.0
	for _, s := range samples(t, registry, name) {
		matches := true
		for i := 0; i < len(labels); i += 2 {
			matches = matches && s.labels[labels[i]] == labels[i+1]
		}
		if matches {
			sum += s.value
		}
	}
	return sum
}

func TestFunnel(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s := newSite(t, func(c *setup) { c.Metrics = registry })
	show := func(kind string, r reply) {
		s.kratos.on(fetchPath(kind), r)
		s.get(t, "/"+kind+"?flow="+flowID)
	}
	s.get(t, "/login")
	s.get(t, "/login", "Sec-Purpose", "prefetch")
	show("login", recorded(t, 200, "login-initial"))
	show("login", recorded(t, 200, "login-error-invalid-credentials"))
	show("login", recorded(t, 200, "login-code-sent"))
	show("login", recorded(t, 404, "error-flow-404"))
	show("login", recorded(t, 410, "error-login-flow-expired-410"))
	show("login", failing(500))
	show("verification", recorded(t, 200, "verification-passed"))
	show("registration", recorded(t, 200, "login-initial").replaced(t, `"choose_method"`, `"quantum_leap"`))
	for _, want := range []struct {
		labels []string
		count  float64
	}{
		{[]string{"flow", "login", "outcome", "started"}, 1},
		{[]string{"flow", "login", "outcome", "shown", "step", "choose_method"}, 1},
		{[]string{"flow", "login", "outcome", "error"}, 1},
		{[]string{"flow", "login", "step", "sent_email", "method", "code", "outcome", "shown"}, 1},
		{[]string{"flow", "login", "outcome", "gone"}, 1},
		{[]string{"flow", "login", "outcome", "expired"}, 1},
		{[]string{"flow", "login", "outcome", "failed"}, 1},
		{[]string{"flow", "verification", "step", "passed_challenge", "outcome", "passed"}, 1},
		{[]string{"flow", "registration", "step", "other"}, 1},
	} {
		if got := count(t, registry, "thyra_flow_pages_total", want.labels...); got != want.count {
			t.Errorf("%v: counted %v, want %v; all: %v", want.labels, got, want.count, samples(t, registry, "thyra_flow_pages_total"))
		}
	}
	if got := count(t, registry, "thyra_flow_messages_total", "flow", "login", "id", "4000006"); got != 1 {
		t.Errorf("message 4000006 was shown %v times, want 1", got)
	}
	if got := count(t, registry, "thyra_unknown_nodes_total", "flow", "registration", "kind", "state"); got != 1 {
		t.Errorf("%v unknown states, want 1", got)
	}
	if got := count(t, registry, "thyra_kratos_call_duration_seconds", "operation", "GET /self-service/login/flows", "status", "200"); got != 3 {
		t.Errorf("%v answers 200 to fetches of login flows, want 3", got)
	}
	if got := count(t, registry, "thyra_request_duration_seconds", "route", "/login", "method", "GET", "status", "502"); got != 1 {
		t.Errorf("%v answers 502 of /login, want 1", got)
	}
}

// Labels hold nothing that came with a request, so that nobody can read or make them.
func TestMetricsCarryNoSecrets(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s := newSite(t, func(c *setup) { c.Metrics = registry })
	s.signedIn(t)
	for _, path := range []string{
		"/?token=token-in-query", "/login?flow=" + secretFlow, "/token-in-path/x", "/static/token-in-path.css", "/sessions?page_token=token-in-query",
		"/error?id=token-in-query", "/error?error=token-in-query", "/logout?token=token-in-query", "/recovery?flow=token-in-query",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodHead, "BEARER-TOKEN"} {
			s.do(t, method, path, "", "Cookie", secretCookie, "Host", "attacker-origin", "Referer", "https://x/?referer-token")
		}
	}
	s.post(t, "/sessions/revoke", map[string][]string{"id": {secretFlow}})
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, family := range families {
		all.WriteString(family.String())
	}
	if !strings.Contains(all.String(), `DELETE /sessions/{id}`) {
		t.Errorf("the call that ends a session is not counted: %s", &all)
	}
	for _, secret := range forbidden {
		if strings.Contains(strings.ToLower(all.String()), strings.ToLower(secret)) {
			t.Errorf("%q is in the metrics", secret)
		}
	}
}
