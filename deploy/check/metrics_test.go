package check_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// metricLabels are the labels of each metric that the server has, by its name without _bucket, _count and _sum.
func metricLabels(t *testing.T) map[string][]string {
	t.Helper()
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	client, err := kratos.New(kratos.Config{PublicURL: "http://localhost:4433"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := handlers.New(handlers.Options{Kratos: client, Metrics: registry}); err != nil {
		t.Fatal(err)
	}
	described := make(chan *prometheus.Desc, 1000)
	registry.Describe(described)
	close(described)
	parts := regexp.MustCompile(`fqName: "(\w+)".*variableLabels: \{([^}]*)\}`)
	found := map[string][]string{}
	for description := range described {
		if part := parts.FindStringSubmatch(description.String()); part != nil {
			found[part[1]] = strings.Split(part[2], ",")
		}
	}
	return found
}

// checkQuery fails the test unless the server has each metric of a query, with the labels that the query asks for.
func checkQuery(t *testing.T, known map[string][]string, query string) {
	t.Helper()
	expression, err := parser.NewParser(parser.Options{}).ParseExpr(query)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return
	}
	var labels []string // which the query names, and which its metrics have
	have := []string{"job", "instance"}
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch node := node.(type) {
		case *parser.AggregateExpr:
			labels = append(labels, node.Grouping...)
		case *parser.VectorSelector:
			name := regexp.MustCompile(`_(bucket|count|sum)$`).ReplaceAllString(node.Name, "")
			of, ok := known[name]
			if !ok && node.Name != "up" { // Prometheus's own
				t.Errorf("%s: there is no metric %s", query, node.Name)
			}
			if strings.HasSuffix(node.Name, "_bucket") {
				have = append(have, "le")
			}
			have = append(have, of...)
			for _, matcher := range node.LabelMatchers {
				if matcher.Name != model.MetricNameLabel {
					labels = append(labels, matcher.Name)
				}
			}
		}
		return nil
	})
	for _, label := range labels {
		if !slices.Contains(have, label) {
			t.Errorf("%s: no metric has the label %s", query, label)
		}
	}
}

// Prometheus reads the alerts, and the server has what they watch.
func TestAlerts(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(repository, "deploy", "prometheus", "alerts.yml"))
	if err != nil {
		t.Fatal(err)
	}
	groups, errs := rulefmt.Parse(text, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
	for _, err := range errs {
		t.Error(err)
	}
	known := metricLabels(t)
	for _, group := range groups.Groups {
		for _, rule := range group.Rules {
			checkQuery(t, known, rule.Expr)
			if rule.Labels["severity"] == "" || rule.Annotations["summary"] == "" || rule.Annotations["description"] == "" {
				t.Errorf("%s does not say how bad it is or what it means", rule.Alert)
			}
		}
	}
}

// Grafana's own types read the dashboard, and the server has what it shows. Each metric of ours is shown.
func TestDashboard(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(repository, "deploy", "grafana", "thyra.json"))
	if err != nil {
		t.Fatal(err)
	}
	var board dashboard.Dashboard //nolint:staticcheck // its successor is for Grafana 12 and later only
	var problems cog.BuildErrors  // an empty list of them is an error that is not nil
	if err := board.UnmarshalJSONStrict(text); !errors.As(err, &problems) || len(problems) > 0 {
		t.Fatal(err)
	}
	known := metricLabels(t)
	queries := regexp.MustCompile(`"expr": ("(?:[^"\\]|\\.)*")`).FindAllStringSubmatch(string(text), -1)
	if len(queries) < len(board.Panels) {
		t.Errorf("%d queries for %d panels", len(queries), len(board.Panels))
	}
	for _, query := range queries {
		unquoted, err := strconv.Unquote(query[1])
		if err != nil {
			t.Fatal(err)
		}
		checkQuery(t, known, strings.ReplaceAll(unquoted, "$__rate_interval", "5m"))
	}
	for name := range known {
		if strings.HasPrefix(name, "thyra_") && !strings.Contains(string(text), name) {
			t.Errorf("nothing shows %s", name)
		}
	}
}
