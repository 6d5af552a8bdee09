package templates_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

const nonce = "nonce-of-the-test"

// fixture is a flow that Kratos really sent.
type fixture struct {
	name string // "v1.3.1/login-initial"
	kind kratos.Kind
	body []byte
}

func (f *fixture) parse(t *testing.T) *kratos.Flow {
	t.Helper()
	flow, err := kratos.Parse(f.body)
	if err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	return flow
}

// fixtures are all recorded flows of both versions.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	list, err := recorded()
	if err != nil || len(list) < 200 {
		t.Fatalf("%d recorded flows: %v", len(list), err)
	}
	return list
}

var recorded = sync.OnceValues(func() ([]fixture, error) {
	files, err := filepath.Glob("../kratos/recordings/*/*.json")
	if err != nil {
		return nil, err
	}
	var list []fixture
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var document map[string]json.RawMessage
		// Lists and mails are documents of other shapes.
		if json.Unmarshal(body, &document) != nil || document["ui"] == nil {
			continue
		}
		version, base := filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".json")
		kind, _, _ := strings.Cut(base, "-")
		list = append(list, fixture{name: version + "/" + base, kind: kratos.Kind(kind), body: body})
	}
	return list, nil
})

// fixtureNamed is one recorded flow.
func fixtureNamed(t *testing.T, name string) *fixture {
	t.Helper()
	body, err := os.ReadFile("../kratos/recordings/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	kind, _, _ := strings.Cut(filepath.Base(name), "-")
	return &fixture{name: name, kind: kratos.Kind(kind), body: body}
}

var catalog = sync.OnceValues(func() (*locales.Catalog, error) { return locales.Load(locales.Files()) })

// localizer is of one of the embedded languages.
func localizer(t testing.TB, language string) *locales.Localizer {
	t.Helper()
	c, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	l := c.Choose(language)
	if l.Lang() != language {
		t.Fatalf("asked for language %q, got %q", language, l.Lang())
	}
	return l
}

func site() *templates.Site {
	return &templates.Site{Brand: brand.Default(), Stylesheets: []string{"/static/app.css"}, Script: "/static/app.js", Favicon: "/static/favicon.svg"}
}

// flowComponent is the page of a view, as the handlers draw it.
func flowComponent(v *templates.FlowView) templ.Component {
	page := &templates.Page{Site: site(), Title: v.Heading, Scripts: v.Scripts, HasError: v.HasError()}
	if v.Kind == kratos.Settings {
		page.Current = "settings"
		return templates.SettingsPage(page, v)
	}
	return templates.FlowPage(page, v)
}

func draw(t testing.TB, component templ.Component, l *locales.Localizer) string {
	t.Helper()
	var buf bytes.Buffer
	if err := component.Render(locales.With(templ.WithNonce(t.Context(), nonce), l), &buf); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func parseHTML(t testing.TB, page string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// transientPayload is what the forms of the tests post to Kratos, with all that HTML would take for its own.
const transientPayload = `{"lang":"de","brand":"a'b\">&amp;</form><script>"}`

// request is what the page of a flow is built from, as a handler with nothing to add has it.
func request(kind kratos.Kind, flow *kratos.Flow, l *locales.Localizer) templates.FlowRequest {
	r := templates.FlowRequest{Kind: kind, Flow: flow, Site: site(), Localizer: l, RestartURL: "/" + string(kind), TransientPayload: transientPayload}
	if flow.OAuth2Request != nil {
		r.App.Name = flow.OAuth2Request.Client.Name
	}
	return r
}

// drawFlow draws a flow and parses the page.
func drawFlow(t testing.TB, kind kratos.Kind, flow *kratos.Flow, l *locales.Localizer) (*goquery.Document, *templates.FlowView, string) {
	t.Helper()
	return drawRequest(t, request(kind, flow, l))
}

func drawRequest(t testing.TB, r templates.FlowRequest) (*goquery.Document, *templates.FlowView, string) {
	t.Helper()
	view, l := templates.NewFlowView(r), r.Localizer
	page := draw(t, flowComponent(view), l)
	return parseHTML(t, page), view, page
}

// with narrows a selection to the elements that have these attributes, given as name and value in turn.
func with(s *goquery.Selection, attributes ...string) *goquery.Selection {
	return s.FilterFunction(func(_ int, e *goquery.Selection) bool {
		for i := 0; i < len(attributes); i += 2 {
			if value, ok := e.Attr(attributes[i]); !ok || value != attributes[i+1] {
				return false
			}
		}
		return true
	})
}

// byID is the element that an id names, whatever characters it is made of.
func byID(doc *goquery.Document, id string) *goquery.Selection {
	return with(doc.Find("[id]"), "id", id)
}

func has(e *goquery.Selection, attribute string) bool {
	_, ok := e.Attr(attribute)
	return ok
}

// words is an element's text as a visitor reads it: white space folded.
func words(s *goquery.Selection) string { return fold(s.Text()) }

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// walk calls do with every element.
func walk(node *html.Node, do func(*html.Node)) {
	if node.Type == html.ElementNode {
		do(node)
	}
	for child := range node.ChildNodes() {
		walk(child, do)
	}
}
