package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Without a script, links add and remove the entries of a list, and remember what was asked for before.
func TestListsByLinks(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /schemas", schemaReply(map[string]string{"customer": listOfNicks}))
	node := func(name, value string) string {
		return `{"type": "input", "group": "profile", "messages": [], "meta": {}, "attributes": {"node_type": "input", "type": "text", "name": "` + name + `", "value": "` + value + `"}},`
	}
	const first = `"nodes": [`
	flow := recorded(t, http.StatusOK, "settings-all-fresh")
	flow = flow.replaced(t, first, first+node("traits.nick.1", "b")+node("traits.nick.0", "a"))
	s.kratos.on(fetchPath("settings"), flow)

	page := s.get(t, "/settings?flow="+flowID).want(http.StatusOK)
	entries := func() string {
		list := page.has("node/input/traits.nick")
		return strings.Join(list.Find(`input[name="traits.nick"]`).Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("value", "") }), ",")
	}
	follow := func(css string) {
		t.Helper()
		href := page.has("node/input/traits.nick").Find(css).First().AttrOr("href", "")
		at, err := url.Parse(href)
		if err != nil || at.Path != "" || at.Query().Get("flow") != flowID || at.Fragment == "" {
			t.Fatalf("%s leads to %q", css, href)
		}
		page = s.get(t, "/settings?"+at.RawQuery).want(http.StatusOK)
	}
	if entries() != "a,b" {
		t.Fatalf("the list holds %q", entries())
	}
	follow("[data-list-add]")
	follow("[data-list-remove]")
	follow("[data-list-add]")
	if entries() != "b,," {
		t.Errorf("after adding, removing the first and adding again the list holds %q", entries())
	}
	follow("li:last-child [data-list-remove]")
	follow("li:last-child [data-list-remove]")
	if entries() != "b" {
		t.Errorf("after removing what was added the list holds %q", entries())
	}
}

// What else an address may ask for changes nothing.
func TestListEditsOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("settings"), recorded(t, http.StatusOK, "settings-all-fresh"))
	plain := s.get(t, "/settings?flow="+flowID).want(http.StatusOK).testIDs()
	for _, query := range []string{
		"remove=traits.email", "remove=password", "remove=csrf_token", "add=password", "add=method", "add=traits.unknown", "add=", "remove=",
		"remove=traits.nick.x", "add=" + strings.Repeat("x", 5000),
	} {
		if got := s.get(t, "/settings?flow="+flowID+"&"+query).want(http.StatusOK).testIDs(); strings.Join(got, " ") != strings.Join(plain, " ") {
			t.Errorf("%.40s changes the page", query)
		}
	}
	many := "&add=traits.nick"
	if got := s.get(t, "/settings?flow="+flowID+strings.Repeat(many, 400)).want(http.StatusOK).doc.Find(`input[name="traits.nick"]`).Length(); got > 50 {
		t.Errorf("400 entries are asked for and %d made", got)
	}
}
