package httpbrowser

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Page is a document as the server sent it, with what was typed into it since.
type Page struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   string // as sent
	Doc    *goquery.Document
}

func newPage(at *url.URL, res *http.Response, body []byte) (*Page, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("parse page: %w", err)
	}
	return &Page{URL: at, Status: res.StatusCode, Header: res.Header, Body: string(body), Doc: doc}, nil
}

// Title is the text of the title element.
func (p *Page) Title() string { return strings.TrimSpace(p.Doc.Find("title").First().Text()) }

// Path is the path of the page's address.
func (p *Page) Path() string { return p.URL.Path }

// Find selects by CSS.
func (p *Page) Find(css string) *goquery.Selection { return p.Doc.Find(css) }

// TestID selects by data-testid.
func (p *Page) TestID(id string) *goquery.Selection { return p.Doc.Find(byTestID(id)) }

// Has says whether an element with that data-testid exists.
func (p *Page) Has(testID string) bool { return p.TestID(testID).Length() > 0 }

// Messages are the ids of Kratos's messages on the page, in document order.
func (p *Page) Messages() []int {
	var ids []int
	p.Doc.Find(`[data-testid^="ui/message/"]`).Each(func(_ int, s *goquery.Selection) {
		if id, err := strconv.Atoi(strings.TrimPrefix(s.AttrOr("data-testid", ""), "ui/message/")); err == nil {
			ids = append(ids, id)
		}
	})
	return ids
}

// HasMessage says whether the page shows the message of that id.
func (p *Page) HasMessage(id int) bool { return p.Has("ui/message/" + strconv.Itoa(id)) }

// Value is what a field holds: the typed or the sent value.
func (p *Page) Value(name string) string {
	field := p.Doc.Find(byName(name)).First()
	if goquery.NodeName(field) == "textarea" {
		return field.Text()
	}
	return field.AttrOr("value", "")
}

// outline lists what can be filled in and pressed, for failure reports.
func (p *Page) outline() string {
	var out strings.Builder
	p.Doc.Find("form, input, select, textarea, button, [data-testid]").Each(func(_ int, s *goquery.Selection) {
		if typ, _ := s.Attr("type"); typ == "hidden" {
			return
		}
		out.WriteString("  <" + goquery.NodeName(s))
		for _, name := range []string{"data-testid", "action", "type", "name", "value"} {
			if v, ok := s.Attr(name); ok {
				fmt.Fprintf(&out, " %s=%.60q", name, v)
			}
		}
		out.WriteString(">\n")
	})
	return out.String()
}

func byTestID(id string) string { return "[data-testid=" + quote(id) + "]" }
func byName(name string) string { return "[name=" + quote(name) + "]" }

// quote makes a CSS string.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
