package brand

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// svg refuses what could run or load something if a visitor opened the image by itself: it lies on the server's own origin.
func svg(data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	root := true
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && !root {
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
			if css(token) != nil {
				return errors.New("has a style that loads something, which is not allowed")
			}
		case xml.StartElement:
			name := strings.ToLower(token.Name.Local)
			if root && name != "svg" {
				return fmt.Errorf("is no SVG image: it begins with <%s>", name)
			}
			root = false
			if name == "script" || name == "foreignobject" {
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

var (
	cssEscape = regexp.MustCompile(`(?s)\\(?:[0-9a-fA-F]{1,6}\s?|.)`)
	// cssForbidden is what loads from elsewhere, runs in browsers of old, or would end a style element.
	cssForbidden = regexp.MustCompile(`@import|url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:|//)|["']\s*(?:[a-z][a-z0-9+.-]*:)?//|expression\s*\(|</style`)
)

func css(data []byte) error {
	text := cssEscape.ReplaceAllStringFunc(string(data), func(escape string) string {
		if r, err := strconv.ParseInt(strings.TrimSpace(escape[1:]), 16, 32); err == nil {
			return string(rune(r)) // @\69mport is an import
		}
		return strings.TrimPrefix(escape[1:], "\n") // a text that goes on in the next line
	})
	if found := cssForbidden.FindString(strings.ToLower(text)); found != "" {
		return fmt.Errorf("holds %s, which is not allowed: a brand's stylesheet loads nothing but files of its folder", found)
	}
	return nil
}
