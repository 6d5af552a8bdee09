package gallery

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

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
	Words string // that the list is searched for
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
	v := view{
		State: q.Get("state"), Lang: "en", Brand: brandID.FindString(q.Get("brand")), Theme: pick("theme", themes), Dir: pick("dir", directions),
		Width: pick("width", widths), Words: strings.TrimSpace(q.Get("q")),
	}
	if tag, err := language.Parse(q.Get("lang")); err == nil {
		v.Lang = tag.String()
	}
	return v
}

// parameters are what of the view is not the default. Those of a state alone have neither name, width nor words.
func (v view) parameters(alone bool) url.Values {
	q := url.Values{}
	set := func(name, value, usual string) {
		if value != usual {
			q.Set(name, value)
		}
	}
	if !alone {
		set("state", v.State, "")
		set("width", v.Width, "")
		set("q", v.Words, "")
	}
	set("lang", v.Lang, "en")
	set("theme", v.Theme, "")
	set("dir", v.Dir, "")
	set("brand", v.Brand, "")
	return q
}

// URL is the list with the state in this view, scrolled to its entry.
func (v view) URL() string {
	if v.State == "" {
		return address("/", v.parameters(false))
	}
	return address("/", v.parameters(false)) + "#" + v.State
}

// alone is the state by itself in this view.
func (v view) alone(s *State) string { return address(s.URL, v.parameters(true)) }

// still is the state as one of several on a page: nothing on it takes the focus, and the page around it watches its brand.
func (v view) still(s *State) string {
	q := v.parameters(true)
	q.Set("still", "yes")
	return address(s.URL, q)
}

func address(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
