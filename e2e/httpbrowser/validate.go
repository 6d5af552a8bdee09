package httpbrowser

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// blockers applies constraint validation, as far as HTML alone defines it.
func (b *Browser) blockers(form, button *goquery.Selection) []string {
	if _, off := form.Attr("novalidate"); off {
		return nil
	}
	if button != nil {
		if _, off := button.Attr("formnovalidate"); off {
			return nil
		}
	}
	var reasons []string
	b.controls(form).Each(func(_ int, s *goquery.Selection) {
		if reason := invalid(s); reason != "" && !b.disabled(s) {
			reasons = append(reasons, s.AttrOr("name", "?")+" "+reason)
		}
	})
	return reasons
}

func invalid(s *goquery.Selection) string {
	kind := inputType(s)
	_, readonly := s.Attr("readonly")
	switch kind {
	case "hidden", "submit", "button", "reset", "image":
		return ""
	}
	if readonly {
		return ""
	}
	value := s.AttrOr("value", "")
	switch goquery.NodeName(s) {
	case "textarea":
		value = s.Text()
	case "select":
		value = optionValue(selected(s).First())
	}
	if kind == "checkbox" || kind == "radio" {
		if _, on := s.Attr("checked"); !on {
			value = ""
		}
	}
	if _, required := s.Attr("required"); required && value == "" {
		return "is required"
	}
	if value == "" {
		return ""
	}
	if pattern, ok := s.Attr("pattern"); ok {
		if re, err := regexp.Compile("^(?:" + pattern + ")$"); err == nil && !re.MatchString(value) {
			return "does not match " + pattern
		}
	}
	if kind == "email" && !strings.Contains(value, "@") {
		return "is not an address"
	}
	return ""
}
