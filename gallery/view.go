package gallery

import (
	"net/url"
	"regexp"
	"slices"

	"golang.org/x/text/language"
)

// view is how a state is shown.
type view struct {
	State string
	Lang  string
	Theme string // light, dark or "" for the system's
	Dir   string // ltr, rtl or "" for the language's
	Brand string // the id of one; "" for the server's own look
	Width string // phone, tablet or "" for all there is
}

// The values of a view besides its state and language; "" is the default of each.
var (
	themes     = []string{"", "light", "dark"}
	directions = []string{"", "ltr", "rtl"}
	widths     = []string{"", "tablet", "phone"}
)

// brandID is the shape of a brand's id.
var brandID = regexp.MustCompile(`^[a-z0-9-]+$`)

// viewOf reads a query. What it does not know is the default.
func viewOf(q url.Values) view {
	pick := func(name string, known []string) string {
		if value := q.Get(name); slices.Contains(known, value) {
			return value
		}
		return ""
	}
	v := view{State: q.Get("state"), Lang: "en", Brand: brandID.FindString(q.Get("brand")), Theme: pick("theme", themes), Dir: pick("dir", directions), Width: pick("width", widths)}
	if tag, err := language.Parse(q.Get("lang")); err == nil {
		v.Lang = tag.String()
	}
	return v
}

// query is what of the view is not the default; that of a state alone has neither name nor width.
func (v view) query(alone bool) string {
	q := url.Values{}
	set := func(name, value, usual string) {
		if value != usual {
			q.Set(name, value)
		}
	}
	if !alone {
		set("state", v.State, "")
		set("width", v.Width, "")
	}
	set("lang", v.Lang, "en")
	set("theme", v.Theme, "")
	set("dir", v.Dir, "")
	set("brand", v.Brand, "")
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// URL is the list with the state in this view, scrolled to its entry.
func (v view) URL() string { return "/" + v.query(false) + "#" + v.State }
