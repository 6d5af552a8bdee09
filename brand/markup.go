package brand

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// svgSpace is the XML namespace without which browsers show nothing of an SVG file.
const svgSpace = "http://www.w3.org/2000/svg"

// htmlSpace is the XML namespace of HTML elements, which work in an image as in a page: an <iframe> loads and runs.
const htmlSpace = "http://www.w3.org/1999/xhtml"

// svg refuses what could run or load something when a visitor opens the image by itself, since it comes from the server's
// own origin.
func svg(data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	root, space := true, ""
	var style []byte // all text, of a style or not: comments, CDATA and elements don't end a style
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && !root {
			if css(style) != nil {
				return errors.New("has a style that loads something, which is not allowed")
			}
			if space != svgSpace {
				return fmt.Errorf("has no xmlns=%q in its <svg>, without which browsers show nothing", svgSpace)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("is no SVG image: %w", err)
		}
		switch token := token.(type) {
		case xml.ProcInst:
			if token.Target != "xml" {
				return fmt.Errorf("holds <?%s?>, which is not allowed", token.Target)
			}
		case xml.CharData:
			style = append(style, token...)
		case xml.Directive:
			if bytes.Contains(token, []byte("[")) { // <!ATTLIST svg onload …> gives every <svg> that attribute
				return errors.New("holds a DOCTYPE with declarations, which is not allowed")
			}
		case xml.StartElement:
			name := strings.ToLower(token.Name.Local)
			if root && name != "svg" {
				return fmt.Errorf("is no SVG image: it begins with <%s>", name)
			}
			if root {
				root, space = false, token.Name.Space
			}
			if name == "script" || name == "foreignobject" || token.Name.Space == htmlSpace {
				return fmt.Errorf("holds <%s>, which is not allowed", token.Name.Local)
			}
			for _, a := range token.Attr {
				attribute := strings.ToLower(a.Name.Local)
				if strings.HasPrefix(attribute, "on") || attribute == "href" && !strings.HasPrefix(a.Value, "#") ||
					attribute == "attributename" && strings.HasSuffix(strings.ToLower(a.Value), "href") || css([]byte(a.Value)) != nil {
					return fmt.Errorf("holds %s=%q, which is not allowed", a.Name.Local, a.Value)
				}
			}
		}
	}
}
