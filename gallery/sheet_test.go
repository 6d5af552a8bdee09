package gallery_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

func TestContactSheet(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/sheet?state=home-no-name&state=login-many-providers&state=home-no-name&state=none&brand=shop&lang=ar")
	for _, problem := range htmlcheck.Problems(a.doc, "") {
		t.Error(problem)
	}
	var names, sources []string
	for _, e := range a.doc.Find("h2 a:not(.remove)").EachIter() {
		names = append(names, e.Text())
	}
	for _, e := range a.doc.Find("figure.desktop iframe, figure.phone iframe").EachIter() {
		sources = append(sources, e.AttrOr("src", ""))
	}
	if got := strings.Join(names, ", "); got != "No name, Many providers" || len(sources) != 8 {
		t.Errorf("%q in %d frames", got, len(sources))
	}
	for i, src := range sources {
		theme := []string{"light", "dark"}[i%2]
		if shown := ask(t, http.MethodGet, src); shown.Code != http.StatusOK || shown.doc.Find("meta[name=color-scheme]").AttrOr("content", "") != theme {
			t.Errorf("%s: status %d, or not %s", src, shown.Code, theme)
		}
	}
	if rest := a.doc.Find(".remove").First().AttrOr("href", ""); rest != "/sheet?brand=shop&lang=ar&state=login-many-providers" {
		t.Errorf("without the first it is %q", rest)
	}
	for _, choice := range a.doc.Find(".switch a").EachIter() {
		to, err := url.Parse(choice.AttrOr("href", ""))
		if err != nil || to.Path != "/sheet" || len(to.Query()["state"]) != 2 {
			t.Errorf("%q leads to %v", choice.Text(), to)
		}
	}
	if usual := ask(t, http.MethodGet, "/sheet").doc; usual.Find("iframe").Length() != 48 || usual.Find(".remove").Length() != 0 {
		t.Errorf("%d frames of the first twelve", usual.Find("iframe").Length())
	}
	// What is ticked in the list goes to the sheet by a plain form.
	list := ask(t, http.MethodGet, "/?state=home-no-name&brand=shop&width=phone").doc
	form := list.Find("form[action='/sheet']")
	if boxes := list.Find(`input[type=checkbox][name=state][form="` + form.AttrOr("id", "") + `"]`); boxes.Length() != list.Find("nav li").Length() {
		t.Errorf("%d boxes for %d rows", boxes.Length(), list.Find("nav li").Length())
	}
	if form.Find("[name=brand]").AttrOr("value", "") != "shop" || form.Find("[name=width]").Length() > 0 {
		t.Error("the sheet is of another brand")
	}
}
