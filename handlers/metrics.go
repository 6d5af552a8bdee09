package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// What became of a flow that a visitor came with; Kratos answers the forms, so that success is seen only where a flow's own
// page says so.
const (
	outcomeStarted = "started"
	outcomeShown   = "shown"
	outcomeError   = "error"
	outcomePassed  = "passed"
)

// otherLabel stands for every word that is not known, so that nobody can make new time series.
const otherLabel = "other"

// knownMethods are the methods that become labels.
var knownMethods = []string{
	"", kratos.GroupDefault, kratos.GroupPassword, kratos.GroupOIDC, kratos.GroupSAML, kratos.GroupCode, kratos.GroupLink, kratos.GroupTOTP,
	kratos.GroupLookupSecret, kratos.GroupWebAuthn, kratos.GroupPasskey, kratos.GroupProfile, kratos.GroupIdentifierFirst,
}

// metrics count what happens without telling to whom.
type metrics struct {
	requests *prometheus.HistogramVec
	calls    *prometheus.HistogramVec
	flows    *prometheus.CounterVec
	messages *prometheus.CounterVec
	unknown  *prometheus.CounterVec
	reports  *prometheus.CounterVec
}

// newMetrics registers with r; without one nobody reads them. It fails when something of that name is registered there.
func newMetrics(r prometheus.Registerer, client *kratos.Client) (*metrics, error) {
	histogram := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(0.001, 3, 10)}, labels)
	}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	m := &metrics{
		requests: histogram("thyra_request_duration_seconds", "Time to answer a request.", "method", "route", "status"),
		calls:    histogram("thyra_kratos_call_duration_seconds", "Time Kratos or Hydra took; status 0 is no answer.", "operation", "status"),
		flows:    counter("thyra_flow_pages_total", "What flow pages showed, or why they could not.", "flow", "step", "method", "outcome"),
		messages: counter("thyra_flow_messages_total", "Messages shown, by Kratos's message id.", "flow", "id"),
		unknown:  counter("thyra_unknown_nodes_total", "Kinds of things Kratos sent that this version does not know.", "flow", "kind"),
		reports:  counter("thyra_csp_reports_total", "Reports of browsers that something was against the content security policy.", "directive"),
	}
	if r == nil {
		return m, nil
	}
	underWay := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "thyra_kratos_calls_under_way", Help: "Calls that wait for Kratos now."},
		func() float64 { return float64(client.UnderWay()) })
	for _, c := range []prometheus.Collector{underWay, m.requests, m.calls, m.flows, m.messages, m.unknown, m.reports} {
		if err := r.Register(c); err != nil {
			return nil, fmt.Errorf("metrics: %w", err)
		}
	}
	return m, nil
}

func (m *metrics) answered(method, route string, status int, d time.Duration) {
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(d.Seconds())
}

func (m *metrics) called(c kratos.Call) {
	m.calls.WithLabelValues(c.Operation, strconv.Itoa(c.Status)).Observe(c.Duration.Seconds())
}

// drawn counts a flow's page, the messages on it and what of it is unknown.
func (m *metrics) drawn(f *kratos.Flow, v *templates.FlowView) {
	outcome := outcomeShown
	switch {
	case v.HasError():
		outcome = outcomeError
	case f.State == kratos.StatePassedChallenge, f.State == kratos.StateSuccess:
		outcome = outcomePassed
	}
	step := string(f.State)
	if !kratos.KnownState(step) {
		step = otherLabel
	}
	m.flows.WithLabelValues(string(v.Kind), step, known(knownMethods, f.Active), outcome).Inc()
	for _, message := range v.Messages {
		m.messages.WithLabelValues(string(v.Kind), message.ID).Inc()
	}
	for _, problem := range v.Problems {
		m.messages.WithLabelValues(string(v.Kind), problem.ID).Inc()
	}
	for _, what := range v.Unknown {
		m.unknown.WithLabelValues(string(v.Kind), what.Kind).Inc()
	}
}

// ended counts a flow that was begun, or came to nothing.
func (m *metrics) ended(kind kratos.Kind, outcome string) {
	m.flows.WithLabelValues(string(kind), "", "", outcome).Inc()
}

// outcomeOf names why a flow came to nothing.
func outcomeOf(e *kratos.Error) string {
	switch {
	case e.LacksSession():
		return "signed_out"
	case e.ID == kratos.ErrorCSRF:
		return "csrf"
	}
	switch e.PageStatus() {
	case http.StatusBadRequest:
		return "disabled"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusNotFound:
		return "gone"
	case http.StatusGone:
		return "expired"
	case http.StatusUnprocessableEntity:
		return "elsewhere"
	case http.StatusTooManyRequests:
		return "too_many"
	}
	return "failed"
}

func known(words []string, word string) string {
	if slices.Contains(words, word) {
		return word
	}
	return otherLabel
}
