package gallery

import (
	"cmp"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// State is one page in one situation.
type State struct {
	// ID names the state in its address: small letters, digits, dots, dashes and underscores.
	ID string `json:"id"`
	// Page is a page of the server, as in pageOrder.
	Page string `json:"page"`
	// Method is what the state is about: a way to sign in, or what else groups states; "" for none.
	Method string `json:"method"`
	Title  string `json:"title"`
	// Version is the source of the recording, as in package recordings; "" for a state that was made up.
	Version string `json:"version"`
	// Status is the HTTP status the page answers with.
	Status int `json:"status"`
	// URL is the path of the state alone. It takes the parameters lang, theme (light, dark) and dir (ltr, rtl).
	URL string `json:"url"`

	request request
	answers answers
}

// pageOrder is the order in which pages are listed.
var pageOrder = []string{"login", "registration", "recovery", "verification", "settings", "home", "sessions", "applications", "welcome", "consent", "device", "logout", "error"}

// request is what the browser asks the server for.
type request struct {
	method string // GET when empty
	path   string // under base, with its query
	form   url.Values
	header http.Header
	host   string
}

// get asks for a path, with cookies.
func get(path string, cookies ...string) request {
	r := request{path: path, header: http.Header{}}
	if len(cookies) > 0 {
		r.header.Set("Cookie", strings.Join(cookies, "; "))
	}
	return r
}

// post sends a form from a page of the given Sec-Fetch-Site.
func post(path, site string, form url.Values) request {
	return request{method: http.MethodPost, path: path, form: form, header: http.Header{
		"Sec-Fetch-Site": {site}, "Content-Type": {"application/x-www-form-urlencoded"},
	}}
}

// flowID is the flow that every state's browser asks for; what comes back is the state's.
const flowID = "00000000-0000-4000-8000-000000000000"

// getFlow asks for a flow page; cookies are those of ours.
func getFlow(kind string, cookies ...string) request {
	return get("/"+kind+"?flow="+flowID, cookies...)
}

// maker collects states, and the errors of the recordings they are made from.
type maker struct {
	files  fs.FS
	states []State
	errs   []error
}

var notSlug = regexp.MustCompile(`[^a-z0-9._]+`)

// add gives the state its id and address.
func (m *maker) add(s State, r request, a answers) {
	name := s.Page + " " + s.Title
	if s.Version != "" {
		name += " " + s.Version
	}
	s.ID = strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
	s.URL = "/states/" + s.ID
	if s.Status == 0 {
		s.Status = http.StatusOK
	}
	s.request, s.answers = r, a
	m.states = append(m.states, s)
}

// sort brings the states into the order of the list: what was recorded by method, the usual case first, then what was
// made up, as it is written.
func (m *maker) sort() {
	slices.SortStableFunc(m.states, func(a, b State) int {
		order := cmp.Or(
			cmp.Compare(slices.Index(pageOrder, a.Page), slices.Index(pageOrder, b.Page)),
			cmp.Compare(place(&a), place(&b)),
		)
		if order != 0 || a.Version == "" {
			return order
		}
		return cmp.Or(cmp.Compare(a.Method, b.Method), cmp.Compare(unnamed(&a), unnamed(&b)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Version, b.Version))
	})
}

// place is where a state stands among those of its page.
func place(s *State) int {
	switch {
	case s.Version == "":
		return 2
	case s.Method == severalMethods:
		return 0
	}
	return 1
}

// unnamed is 1 for recordings that make record named, which come after those that a person did.
func unnamed(s *State) int {
	if s.Version == "recorded" {
		return 1
	}
	return 0
}
