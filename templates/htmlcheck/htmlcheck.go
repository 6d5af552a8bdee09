// Package htmlcheck checks what holds on every page, whatever is on it: that it has one shape, that everything on it has a
// name, and that nothing breaks the content security policy. It owns these rules for the tests of all packages; it knows no
// page, and no server links it.
package htmlcheck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Problems lists what is wrong with a page, whose scripts carry the nonce.
func Problems(doc *goquery.Document, nonce string) []string {
	c := &checker{doc: doc, ids: map[string]int{}}
	c.attributes(doc.Get(0))
	c.references()
	c.names()
	c.shape()
	c.headings()
	c.drawings()
	for _, script := range doc.Find("script").EachIter() {
		if script.AttrOr("nonce", "") != nonce || script.Text() != "" {
			c.wrong("script %q without the nonce, or with text", script.AttrOr("src", ""))
		}
	}
	return c.problems
}

type checker struct {
	doc      *goquery.Document
	ids      map[string]int
	problems []string
}

func (c *checker) wrong(format string, values ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, values...))
}

// attributes counts ids and finds what the policy refuses.
func (c *checker) attributes(node *html.Node) {
	for n := range node.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" {
			c.wrong("a style element, which the policy refuses")
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				c.wrong("<%s %s=%q>, which the policy refuses", n.Data, a.Key, a.Val)
			case a.Key == "id":
				if a.Val == "" || strings.ContainsAny(a.Val, " \t\n\f\r") {
					c.wrong("<%s> has the id %q", n.Data, a.Val)
				}
				if c.ids[a.Val]++; c.ids[a.Val] == 2 {
					c.wrong("id %q is not unique", a.Val)
				}
			}
		}
	}
}

// references looks for what points to an element by its id and finds none.
func (c *checker) references() {
	for _, attribute := range []string{"aria-describedby", "aria-labelledby", "for", "data-enter", "data-reveal", "data-copy", "data-codes", "data-download"} {
		for _, e := range c.doc.Find("[" + attribute + "]").EachIter() {
			ids := strings.Fields(e.AttrOr(attribute, "")) // the aria ones are lists
			if len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return c.ids[id] == 0 }) {
				c.wrong("<%s %s=%q> points to nothing", goquery.NodeName(e), attribute, ids)
			}
		}
	}
	for _, a := range c.doc.Find(`a[href^="#"]:not([data-download])`).EachIter() {
		if id := strings.TrimPrefix(a.AttrOr("href", ""), "#"); c.ids[id] == 0 {
			c.wrong("a link to #%s, which is not on the page", id)
		}
	}
	for _, e := range c.doc.Find("[aria-invalid]:not([aria-describedby])").EachIter() {
		c.wrong("%s is invalid and nothing says why", e.AttrOr("name", ""))
	}
}

// names looks for what a visitor can use but that has no accessible name.
func (c *checker) names() {
	labels := map[string]string{}
	for _, l := range c.doc.Find("label[for]").EachIter() {
		labels[l.AttrOr("for", "")] += words(l)
	}
	for _, e := range c.doc.Find("input, select, textarea, button, a[href], img, iframe").EachIter() {
		if e.AttrOr("type", "") == "hidden" || e.Closest("[hidden]").Length() > 0 {
			continue
		}
		name := e.AttrOr("aria-label", "")
		switch goquery.NodeName(e) {
		case "button", "a":
			name += words(e)
		case "img":
			name += e.AttrOr("alt", "")
		case "iframe":
			name += e.AttrOr("title", "")
		default:
			name += labels[e.AttrOr("id", "?")]
		}
		if strings.TrimSpace(name) == "" {
			outer, _ := goquery.OuterHtml(e)
			c.wrong("no accessible name: %s", outer)
		}
	}
}

// shape checks what a page has exactly one of, and that a landmark that can repeat has a name of its own.
func (c *checker) shape() {
	for _, element := range []string{"h1", "main", "title", "body > a.skip"} {
		if n := c.doc.Find(element).Length(); n != 1 {
			c.wrong("%d %s elements, want 1", n, element)
		}
	}
	root := c.doc.Find("html")
	if dir := root.AttrOr("dir", "ltr"); root.AttrOr("lang", "") == "" || dir != "ltr" && dir != "rtl" {
		c.wrong("lang %q, dir %q", root.AttrOr("lang", ""), dir)
	}
	if words(c.doc.Find("title")) == "" {
		c.wrong("an empty title")
	}
	if n := c.doc.Find("[autofocus]").Length(); n > 1 {
		c.wrong("%d elements want the focus", n)
	}
	named := map[string]bool{}
	for _, nav := range c.doc.Find("nav").EachIter() {
		name := nav.AttrOr("aria-label", "")
		if name == "" || named[name] {
			c.wrong("a nav is called %q, as nothing else may be", name)
		}
		named[name] = true
	}
}

// headings checks that headings have words and that none skips a level.
func (c *checker) headings() {
	level := 0
	for _, h := range c.doc.Find("main h1, main h2, main h3, main h4, main h5, main h6").EachIter() {
		own := int(goquery.NodeName(h)[1] - '0')
		if words(h) == "" {
			c.wrong("an empty h%d", own)
		}
		if own > level+1 {
			c.wrong("%q is an h%d after an h%d", words(h), own, level)
		}
		level = own
	}
}

// words is an element's text as a visitor reads it: white space folded.
func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }
