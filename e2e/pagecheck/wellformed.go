package pagecheck

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
)

// WellFormed fails the test unless a page of the UI follows the rules that hold for all of them, and is no error page.
func WellFormed(tb testing.TB, p *httpbrowser.Page) {
	tb.Helper()
	if p.Path() == "/error" || p.Status >= http.StatusInternalServerError {
		tb.Fatalf("error page %d at %s: %s", p.Status, p.URL, strings.Join(strings.Fields(p.Find("main").Text()), " "))
	}
	for css, want := range map[string]int{"html[lang]:not([lang=''])": 1, "main": 1, "h1": 1, "head title": 1} {
		if got := p.Find(css).Length(); got != want {
			tb.Errorf("%s: %d times %s, want %d", p.URL, got, css, want)
		}
	}
	seen := map[string]bool{}
	p.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if seen[id] {
			tb.Errorf("%s: id %q twice", p.URL, id)
		}
		seen[id] = true
	})
	p.Find("input:not([type=hidden], [hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if p.Find(`label[for="`+id+`"]`).Length() == 0 && s.Closest("label").Length() == 0 && s.AttrOr("aria-label", "") == "" {
			tb.Errorf("%s: field %q has no label", p.URL, s.AttrOr("name", ""))
		}
	})
	pressed := map[string]bool{}
	p.Find("button[type=submit][name]").Each(func(_ int, s *goquery.Selection) {
		pair := s.AttrOr("name", "") + "=" + s.AttrOr("value", "")
		if pressed[pair] {
			tb.Errorf("%s: button %s twice", p.URL, pair)
		}
		pressed[pair] = true
	})
	for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} {
		if p.Header.Get(header) == "" {
			tb.Errorf("%s: no %s header", p.URL, header)
		}
	}
	if cc := p.Header.Get("Cache-Control"); !strings.Contains(cc, "no-store") {
		tb.Errorf("%s: Cache-Control %q lets pages with tokens be stored", p.URL, cc)
	}
}
