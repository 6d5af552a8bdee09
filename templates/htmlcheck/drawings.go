package htmlcheck

import (
	"strconv"

	"github.com/PuerkitoBio/goquery"
)

// drawings looks for what has a size or a shape by the stylesheet only. Without it a drawing fills the window, black.
func (c *checker) drawings() {
	for _, e := range c.doc.Find("svg").EachIter() {
		c.sized(e, "width", "height")
		for _, attribute := range []string{"fill", "stroke"} {
			if _, ok := e.Attr(attribute); !ok {
				c.wrong("<svg class=%q> without %s", e.AttrOr("class", ""), attribute)
			}
		}
	}
	// One side is enough for an image: it knows how it is shaped.
	for _, e := range c.doc.Find("img").EachIter() {
		if e.AttrOr("width", "") == "" {
			c.sized(e, "height")
		} else {
			c.sized(e, "width")
		}
	}
}

func (c *checker) sized(e *goquery.Selection, attributes ...string) {
	for _, attribute := range attributes {
		if n, err := strconv.Atoi(e.AttrOr(attribute, "")); err != nil || n <= 0 {
			c.wrong("<%s class=%q> has the %s %q", goquery.NodeName(e), e.AttrOr("class", ""), attribute, e.AttrOr(attribute, ""))
		}
	}
}
