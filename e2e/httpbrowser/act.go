package httpbrowser

import (
	"net/http"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Fill types into the one visible field of that name, replacing what it held.
func (b *Browser) Fill(name, value string) {
	b.tb.Helper()
	b.fill(name, b.only("field "+name, b.fields(name)), value)
}

// FillAll types into all visible fields of that name, one value each.
func (b *Browser) FillAll(name string, values ...string) {
	b.tb.Helper()
	fields := b.fields(name)
	if fields.Length() != len(values) {
		b.fatalf("%d fields %s, want %d", fields.Length(), name, len(values))
	}
	for i, value := range values {
		b.fill(name, fields.Eq(i), value)
	}
}

func (b *Browser) fill(name string, field *goquery.Selection, value string) {
	b.tb.Helper()
	switch goquery.NodeName(field) {
	case "textarea":
		field.SetText(value)
	case "select":
		option := field.Find("option").FilterFunction(func(_ int, o *goquery.Selection) bool { return optionValue(o) == value })
		if option.Length() == 0 {
			b.fatalf("select %s has no option %q", name, value)
		}
		field.Find("option").RemoveAttr("selected")
		option.First().SetAttr("selected", "")
	default:
		if t := inputType(field); t == "checkbox" || t == "radio" {
			b.fatalf("fill %s: it is a %s, use Check", name, t)
		}
		field.SetAttr("value", value)
	}
}

// Check ticks or clears the checkbox of that name.
func (b *Browser) Check(name string, on bool) {
	b.tb.Helper()
	box := b.only("checkbox "+name, b.fields(name).Filter(`[type="checkbox" i]`))
	if on {
		box.SetAttr("checked", "")
	} else {
		box.RemoveAttr("checked")
	}
}

// Click presses the one submit button with that name and value.
func (b *Browser) Click(name, value string) {
	b.tb.Helper()
	b.press(b.only("button "+name+"="+value, b.buttons(name, value)))
}

// HasButton says whether Click would find its button.
func (b *Browser) HasButton(name, value string) bool { return b.buttons(name, value).Length() == 1 }

// Follow clicks the first link or button with that data-testid.
func (b *Browser) Follow(testID string) {
	b.tb.Helper()
	b.ClickOn(byTestID(testID))
}

// ClickOn clicks the first element that matches: a link is followed, a submit button pressed. When neither matches itself,
// the first one inside is taken.
func (b *Browser) ClickOn(css string) {
	b.tb.Helper()
	const clickable = "a[href], button, input"
	target := b.Doc.Find(css).First()
	if target.Length() == 0 {
		b.fatalf("nothing matches %s", css)
	}
	if !target.Is(clickable) {
		target = target.Find(clickable).Not(`[type="hidden"]`).First()
	}
	switch {
	case target.Is("a[href]"):
		b.followLink(target.AttrOr("href", ""))
	case target.Length() > 0 && isSubmit(target):
		b.press(target)
	default:
		b.fatalf("%s is neither a link nor a submit button", css)
	}
}

// PressEnter submits the form of a field as the Enter key does: through its first submit button, if it has one.
func (b *Browser) PressEnter(fieldName string) {
	b.tb.Helper()
	form := b.formOf(b.only("field "+fieldName, b.fields(fieldName)))
	if form.Length() == 0 {
		b.fatalf("field %s belongs to no form", fieldName)
	}
	submits := b.controls(form).FilterFunction(func(_ int, s *goquery.Selection) bool { return isSubmit(s) })
	if submits.Length() == 0 {
		b.submit(form, nil)
		return
	}
	if first := submits.First(); !b.disabled(first) {
		b.press(first)
		return
	}
	b.fatalf("Enter in %s does nothing: the first submit button is disabled", fieldName)
}

// Blockers are the fields that would keep a button from submitting its form, with the reason.
func (b *Browser) Blockers(name, value string) []string {
	b.tb.Helper()
	button := b.only("button "+name+"="+value, b.buttons(name, value))
	return b.blockers(b.formOf(button), button)
}

func (b *Browser) press(button *goquery.Selection) {
	b.tb.Helper()
	form := b.formOf(button)
	if form.Length() == 0 {
		b.fatalf("the button belongs to no form")
	}
	b.submit(form, button)
}

func (b *Browser) followLink(href string) {
	b.tb.Helper()
	target, err := b.base().Parse(strings.TrimSpace(href))
	if err != nil || target.Scheme != "http" && target.Scheme != "https" {
		b.fatalf("link to %q leads nowhere: %v", href, err)
	}
	b.navigate(request{method: http.MethodGet, url: target, from: b.Page})
}

// only fails the test unless there is exactly one element.
func (b *Browser) only(what string, s *goquery.Selection) *goquery.Selection {
	b.tb.Helper()
	if s.Length() != 1 {
		b.fatalf("%d times %s, want one", s.Length(), what)
	}
	return s
}

// fields are the enabled controls of that name that a user can change.
func (b *Browser) fields(name string) *goquery.Selection {
	return b.Doc.Find("input" + byName(name) + ", textarea" + byName(name) + ", select" + byName(name)).
		FilterFunction(func(_ int, s *goquery.Selection) bool {
			switch inputType(s) {
			case "hidden", "submit", "button", "image", "reset":
				return false
			}
			return visible(s) && !b.disabled(s)
		})
}

func (b *Browser) buttons(name, value string) *goquery.Selection {
	return b.Doc.Find(byName(name)).FilterFunction(func(_ int, s *goquery.Selection) bool {
		return isSubmit(s) && s.AttrOr("value", "") == value && visible(s) && !b.disabled(s)
	})
}

// visible goes by the hidden attribute; style sheets are not read.
func visible(s *goquery.Selection) bool { return s.Closest("[hidden]").Length() == 0 }
