package handlers

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

var quoted = regexp.MustCompile("`([^`]+)`")

// table is the rows, without head, of the first table after a line of a document, each as its cells.
func table(t *testing.T, file, after string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(data), after)
	if !found {
		t.Fatalf("%s has no %q", file, after)
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "|") {
			rows = append(rows, strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|"))
		} else if len(rows) > 0 {
			break
		}
	}
	if len(rows) < 3 {
		t.Fatalf("%s has no table after %q", file, after)
	}
	return rows[2:]
}

func compareLists(t *testing.T, what string, documented, real map[string]bool) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(real)) {
		if !documented[name] {
			t.Errorf("%s lacks %s", what, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(documented)) {
		if !real[name] {
			t.Errorf("%s has %s, which does not exist", what, name)
		}
	}
}

func TestEveryRouteIsDocumented(t *testing.T) {
	t.Parallel()
	documented, real := map[string]bool{}, map[string]bool{}
	for _, cells := range table(t, "../docs/routes.md", "# Routes\n") {
		for _, path := range quoted.FindAllStringSubmatch(cells[0], -1) {
			path, _, _ := strings.Cut(path[1], "?")
			for method := range strings.SplitSeq(cells[1], ",") {
				documented[strings.TrimSpace(method)+" "+path] = true
			}
		}
	}
	// Everything that settings switch on.
	s := &server{site: &templates.Site{}, oauth2: &oauth2{}, policy: contentSecurityPolicy{reports: reportPath}}
	for _, route := range s.routes().Routes() {
		real[route.Method+" "+route.Path] = true
	}
	compareLists(t, "docs/routes.md", documented, real)
}

func TestTheMetricsAreDocumented(t *testing.T) {
	t.Parallel()
	documented, real := map[string]bool{}, map[string]bool{}
	for _, cells := range table(t, "../docs/deploy.md", "\n**Metrics.**") {
		labels := []string{}
		for _, label := range quoted.FindAllStringSubmatch(cells[1], -1) {
			labels = append(labels, label[1])
		}
		documented[strings.Trim(cells[0], " `")+fmt.Sprint(labels)] = true
	}
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos.example"})
	if err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	if _, err := New(Options{Kratos: client, Metrics: registry}); err != nil {
		t.Fatal(err)
	}
	descriptions := make(chan *prometheus.Desc, 100)
	registry.Describe(descriptions)
	close(descriptions)
	parts := regexp.MustCompile(`fqName: "(\w+)".*variableLabels: \{(.*)\}\}`)
	for description := range descriptions {
		match := parts.FindStringSubmatch(description.String())
		if match == nil {
			t.Fatalf("%v can't be read", description)
		}
		labels := strings.FieldsFunc(match[2], func(r rune) bool { return r == ',' })
		real[match[1]+fmt.Sprint(labels)] = true
	}
	compareLists(t, "docs/deploy.md, Metrics,", documented, real)
}
