package templates_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

var payloads = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onfocus='alert(1)' autofocus x='`,
	`x" style="display:none" onclick="alert(1)`,
	`</title></textarea></noscript><svg onload=alert(1)>`,
	`<!--`, `]]>`, `&lt;script&gt;`, `&#x22;&gt;`,
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "\x01javascript:alert(1)", " \tjava\nscript:alert(1)", `javascript://example.com/%0aalert(1)`,
	`vbscript:msgbox(1)`, `data:text/html,<script>alert(1)</script>`, `data:image/svg+xml,<svg onload=alert(1)>`,
	`{{.}}`, `{{template "x"}}`, "a\x00b", "\x00", "\ufeff", strings.Repeat("A", 5000), "\u202Eevil", "",
}

// addresses are the attributes that hold a URL.
var addresses = []string{"href", "src", "action", "formaction", "srcset", "data", "poster", "background", "xlink:href", "ping", "manifest"}

// harmless checks that a page runs nothing that is not ours.
func harmless(t testing.TB, doc *goquery.Document, where string) {
	t.Helper()
	walk(doc.Get(0), func(n *html.Node) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: <%s %s=%q>", where, n.Data, a.Key, a.Val)
			}
			if slices.Contains(addresses, a.Key) && !harmlessURL(n.Data, a.Key, a.Val) {
				t.Errorf("%s: <%s %s=%q>", where, n.Data, a.Key, a.Val)
			}
		}
		switch n.Data {
		case "style", "iframe", "object", "embed", "base", "frame", "applet", "math", "marquee":
			t.Errorf("%s: a %s element", where, n.Data)
		}
	})
	for _, script := range doc.Find("script").EachIter() {
		if script.AttrOr("nonce", "") != nonce || script.AttrOr("src", "") == "" || script.Text() != "" {
			t.Errorf("%s: a script with nonce %q, src %q and text %q", where, script.AttrOr("nonce", ""), script.AttrOr("src", ""), script.Text())
		}
	}
	for _, e := range doc.Find("[data-trigger], [data-onload-trigger]").EachIter() {
		for _, attribute := range []string{"data-trigger", "data-onload-trigger"} {
			if name := e.AttrOr(attribute, "oryPasskeyLogin"); !strings.HasPrefix(name, "ory") {
				t.Errorf("%s: the script is told to call %q", where, name)
			}
		}
	}
}

// harmlessURL follows a browser in ignoring control characters and leading space.
func harmlessURL(element, attribute, raw string) bool {
	u := strings.ToLower(strings.TrimLeft(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw), "\x00\x01\x02 \f"))
	scheme, _, found := strings.Cut(u, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return element != "script" || strings.HasPrefix(u, "/static/")
	}
	switch scheme {
	case "http", "https":
		return true
	case "data":
		return element == "img" && attribute == "src" && strings.HasPrefix(u, "data:image/")
	case "about":
		return raw == string(templ.FailedSanitizationURL)
	}
	return element == "a" && slices.Contains([]string{"mailto", "tel"}, scheme)
}

// census counts a page's elements, and lists its attributes by name.
func census(doc *goquery.Document) (elements, attributes map[string]int) {
	elements, attributes = map[string]int{}, map[string]int{}
	walk(doc.Get(0), func(n *html.Node) {
		elements[n.Data]++
		for _, a := range n.Attr {
			attributes[a.Key]++
		}
	})
	return elements, attributes
}

// leaves are the strings of a JSON document, each with the means to replace it.
func leaves(value any, path string, do func(path string, set func(any))) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if _, ok := v[key].(string); ok {
				do(path+"/"+key, func(replacement any) { v[key] = replacement })
				continue
			}
			leaves(v[key], path+"/"+key, do)
		}
	case []any:
		for i := range v {
			leaves(v[i], fmt.Sprintf("%s/%d", path, i), do)
		}
	}
}

// structural strings decide what a node is: replaced along with the rest, they would leave nothing but text to look at.
func structural(path string) bool {
	switch path[strings.LastIndexByte(path, '/')+1:] {
	case "type", "node_type", "group", "name", "issued_at", "expires_at":
		return true
	}
	return false
}

func TestNoFieldOfAFlowBecomesMarkup(t *testing.T) {
	t.Parallel()
	for _, payload := range payloads {
		t.Run(fmt.Sprintf("%.30q", payload), func(t *testing.T) {
			t.Parallel()
			inject(t, "everywhere", payload, func(path string) bool { return !strings.HasSuffix(path, "_at") })
			inject(t, "all but structure", payload, func(path string) bool { return !structural(path) })
		})
	}
	leaves(decode(t, future(t)), "", func(target string, _ func(any)) {
		t.Run(target, func(t *testing.T) {
			t.Parallel()
			for _, payload := range []string{`"><img src=x onerror=alert(1)>`, `javascript:alert(1)`} {
				inject(t, target, payload, func(path string) bool { return path == target })
			}
		})
	})
}

// inject draws the flow with a payload in the chosen strings.
func inject(t *testing.T, where, payload string, chosen func(path string) bool) {
	t.Helper()
	document := decode(t, future(t))
	leaves(document, "", func(path string, set func(any)) {
		if chosen(path) {
			set(payload)
		}
	})
	body, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	flow, err := kratos.Parse(body)
	if err != nil {
		return // without an id, an action or times it is refused before anything is drawn
	}
	for _, kind := range []kratos.Kind{kratos.Login, kratos.Settings} {
		doc, _, _ := drawFlow(t, kind, flow, localizer(t, "en"))
		harmless(t, doc, string(kind)+" "+where)
		noNewMarkup(t, doc, string(kind)+" "+where)
	}
}

func decode(t testing.TB, body []byte) any {
	t.Helper()
	var document any
	if err := json.Unmarshal(body, &document); err != nil {
		t.Fatal(err)
	}
	return document
}

// noNewMarkup checks that a page has no element that a payload could have made.
func noNewMarkup(t *testing.T, doc *goquery.Document, where string) {
	t.Helper()
	elements, attributes := census(doc)
	if elements["script"] > 2 || elements["img"] > 1 {
		t.Errorf("%s: %d scripts, %d images", where, elements["script"], elements["img"])
	}
	for name := range attributes {
		if strings.ContainsAny(name, "\"'<>= \x00") || name == "x" {
			t.Errorf("%s: attribute %q", where, name)
		}
	}
	if title := doc.Find("title"); title.Children().Length() > 0 || title.Length() != 1+doc.Find("svg title").Length() {
		t.Errorf("%s: broken title", where)
	}
	if doc.Find("html > body > main#content").Length() != 1 || doc.Find("main h1").Length() != 1 {
		t.Errorf("%s: the page's frame is broken", where)
	}
}

func TestNoKeyOfAFlowBecomesMarkup(t *testing.T) {
	t.Parallel()
	flow, err := kratos.Parse(future(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range flow.UI.Nodes {
		if a := &flow.UI.Nodes[i].Attributes; a.NodeType == "div" {
			for _, payload := range payloads {
				a.Data[payload] = payload
			}
		}
	}
	doc, _, _ := drawFlow(t, kratos.Login, flow, localizer(t, "en"))
	harmless(t, doc, "data keys")
	noNewMarkup(t, doc, "data keys")
}

func TestNoAccountFieldBecomesMarkup(t *testing.T) {
	t.Parallel()
	l := localizer(t, "de")
	for _, p := range payloads {
		s := site()
		links := []brand.Link{{Label: brand.Same(p), Href: brand.Same(p)}}
		s.Brand = brand.Brand{
			Name: brand.Same(p), HomeURL: brand.Same(p), SupportURL: brand.Same(p), PrivacyURL: brand.Same(p), TermsURL: brand.Same(p), ImprintURL: brand.Same(p),
			Header: links, Footer: links,
		}
		s.Navigation = links
		page := &templates.Page{Site: s, Title: p, Current: "home", Notice: p}
		moment := templates.Moment{Text: p, At: p}
		device := templates.Session{ID: p, Device: p, IP: p, Location: p, SignedIn: p, At: p, Methods: p, TwoSteps: true}
		link := templates.Link{TestID: p, Prompt: p, Text: p, Href: p}
		for name, component := range map[string]templ.Component{
			"home": templates.HomePage(page, &templates.Home{Name: p, Addresses: []templates.Address{{Value: p}}, Factors: []kratos.Factor{{Group: p}}}),
			"sessions": templates.SessionsPage(page, &templates.SessionsView{
				Current: device, Others: []templates.Session{device}, NextHref: p,
			}),
			"error": templates.ErrorPage(page, &templates.ErrorView{
				Key: p, Status: p, Reference: p, Actions: []templates.Link{link}, Foreign: []templates.ForeignLine{{Name: p, Value: p}}, SignOut: true, SignOutReturn: p,
			}),
			"applications": templates.ApplicationsPage(page, &templates.ApplicationsView{Ended: p, Applications: []templates.AllowedApplication{
				{ID: p, Name: p, Scopes: templates.Scopes([]string{p}, l), Audiences: []string{p}, First: moment, Last: moment, AsksAgain: true},
			}}),
			"welcome": templates.WelcomePage(page, false),
			"logout":  templates.LogoutPage(page, p),
			"consent": templates.ConsentPage(page, &templates.ConsentView{
				Challenge: p, Account: p, App: templates.Application{Name: p, PolicyURL: p, TermsURL: p}, Scopes: templates.Scopes([]string{p, "openid"}, l),
				NotYouReturn: p, Audiences: []string{p}, Next: templates.Destination{Host: p},
			}),
			"logout of an application": templates.OAuth2LogoutPage(page, &templates.OAuth2LogoutView{Challenge: p, App: templates.Application{Name: p}}),
		} {
			doc := parseHTML(t, draw(t, component, l))
			harmless(t, doc, fmt.Sprintf("%s, %.20q", name, p))
			if elements, _ := census(doc); elements["script"] != 1 || elements["img"] != 0 {
				t.Errorf("%s, %.20q: %d scripts, %d images", name, p, elements["script"], elements["img"])
			}
		}
	}
}
