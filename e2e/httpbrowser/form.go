package httpbrowser

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// submit validates and sends a form. The button is nil when Enter submits a form that has none.
func (b *Browser) submit(form, button *goquery.Selection) {
	b.tb.Helper()
	if reasons := b.blockers(form, button); len(reasons) > 0 {
		b.fatalf("a browser would not submit this form: %s", strings.Join(reasons, "; "))
	}
	attr := func(name string) string {
		if button != nil {
			if v, ok := button.Attr("form" + name); ok {
				return v
			}
		}
		return form.AttrOr(name, "")
	}
	target, err := b.base().Parse(strings.TrimSpace(attr("action")))
	if err != nil {
		b.fatalf("form action: %v", err)
	}
	if attr("action") == "" {
		target = b.URL
	}
	if enctype := attr("enctype"); enctype != "" && enctype != "application/x-www-form-urlencoded" {
		b.fatalf("enctype %s is not supported", enctype)
	}
	body := b.entries(form, button)
	if strings.EqualFold(attr("method"), http.MethodPost) {
		b.navigate(request{method: http.MethodPost, url: target, form: body, from: b.Page})
		return
	}
	withQuery := *target
	withQuery.RawQuery = body
	b.navigate(request{method: http.MethodGet, url: &withQuery, from: b.Page})
}

// entries are the successful controls in tree order, urlencoded. url.Values won't do: it sorts.
func (b *Browser) entries(form, button *goquery.Selection) string {
	var pairs []string
	add := func(name, value string) {
		value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\n", "\r\n")
		pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	b.controls(form).Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		if name == "" || b.disabled(s) || s.Closest("datalist").Length() > 0 {
			return
		}
		switch goquery.NodeName(s) {
		case "textarea":
			add(name, s.Text())
			return
		case "select":
			selected(s).Each(func(_ int, o *goquery.Selection) { add(name, optionValue(o)) })
			return
		}
		switch inputType(s) {
		case "submit":
			if button != nil && s.Get(0) == button.Get(0) {
				add(name, s.AttrOr("value", ""))
			}
		case "button", "reset", "image", "file":
		case "checkbox", "radio":
			if _, on := s.Attr("checked"); on {
				add(name, s.AttrOr("value", "on"))
			}
		default:
			add(name, s.AttrOr("value", ""))
		}
	})
	return strings.Join(pairs, "&")
}

// controls are the elements whose form owner is this form: those inside without a form attribute, and those anywhere that
// name it.
func (b *Browser) controls(form *goquery.Selection) *goquery.Selection {
	return b.Doc.Find("input, button, select, textarea").FilterFunction(func(_ int, s *goquery.Selection) bool {
		owner := b.formOf(s)
		return owner.Length() > 0 && owner.Get(0) == form.Get(0)
	})
}

func (b *Browser) formOf(control *goquery.Selection) *goquery.Selection {
	if id, ok := control.Attr("form"); ok {
		return b.Doc.Find("form[id=" + quote(id) + "]").First()
	}
	return control.Closest("form")
}

func (b *Browser) disabled(s *goquery.Selection) bool {
	if _, off := s.Attr("disabled"); off {
		return true
	}
	return s.Closest("fieldset[disabled]").Length() > 0
}

// base is what relative links of the page are relative to.
func (b *Browser) base() *url.URL {
	if href, ok := b.Doc.Find("base[href]").First().Attr("href"); ok {
		if base, err := b.URL.Parse(href); err == nil {
			return base
		}
	}
	return b.URL
}

func inputType(s *goquery.Selection) string {
	switch kind := strings.ToLower(s.AttrOr("type", "")); goquery.NodeName(s) {
	case "button":
		if kind == "button" || kind == "reset" {
			return kind
		}
		return "submit"
	case "input":
		if kind == "" {
			return "text"
		}
		return kind
	}
	return ""
}

func isSubmit(s *goquery.Selection) bool {
	kind := inputType(s)
	return kind == "submit" || kind == "image"
}

func selected(s *goquery.Selection) *goquery.Selection {
	if chosen := s.Find("option[selected]"); chosen.Length() > 0 {
		return chosen
	}
	if _, multiple := s.Attr("multiple"); multiple {
		return s.Find("option").Slice(0, 0)
	}
	return s.Find("option").First()
}

func optionValue(o *goquery.Selection) string {
	return o.AttrOr("value", strings.TrimSpace(o.Text()))
}
