package templates_test

import (
	"fmt"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// pressed is the button that Enter presses in a field (HTML 4.10.21.2, and our script's data-enter): its name and value,
// or "" when it presses none.
func pressed(doc *goquery.Document, field *goquery.Selection) string {
	button := field.Closest("form").Find("button[type=submit], button:not([type]), input[type=submit], input[type=image]").First()
	if id, ok := field.Attr("data-enter"); ok {
		button = byID(doc, id)
	}
	if button.Length() == 0 || has(button, "disabled") {
		return ""
	}
	return button.AttrOr("name", "") + "=" + button.AttrOr("value", "")
}

func TestDump(t *testing.T) {
	for _, f := range fixtures(t) {
		doc, v, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		doc.Find("form input").Each(func(_ int, e *goquery.Selection) {
			switch e.AttrOr("type", "") {
			case "hidden", "checkbox":
				return
			}
			p := pressed(doc, e)
			if len(p) > 60 {
				p = p[:60]
			}
			fmt.Println(f.name, e.AttrOr("name", "-"), "->", p, has(e, "data-enter"))
		})
		if len(v.Unknown) > 0 {
			fmt.Println("UNKNOWN", f.name, v.Unknown)
		}
	}
}
