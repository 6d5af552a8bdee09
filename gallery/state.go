package gallery

import (
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// State is one page in one situation.
type State struct {
	// ID names the state in its address: small letters, digits, dots and dashes.
	ID string `json:"id"`
	// Page is a page of the server, as in pageNames.
	Page string `json:"page"`
	// Method is what the state is about: a way to sign in, or what else groups states; "" for none.
	Method string `json:"method"`
	// Title says what is to be seen. Together with Page, Method and Version it is that of one state alone.
	Title string `json:"title"`
	// Version is the source of the recording, as in package recordings; "" for a state that was made up.
	Version string `json:"version"`
	// Status is the HTTP status the page answers with.
	Status int `json:"status"`
	// URL is the path of the state alone. It takes the parameters lang, theme (light, dark) and dir (ltr, rtl).
	URL string `json:"url"`

	severity int // of the messages, as of flow.severity
	offers   int // how much a page without messages offers
	request  request
	answers  answers
	mail     *mailShown // a mail instead of a page
}

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

var notSlug = regexp.MustCompile(`[^a-z0-9.]+`)

func slug(name string) string {
	return strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
}

// add gives the state its address, and its id when it has none.
func (m *maker) add(s State, r request, a answers) {
	if s.ID == "" {
		s.ID = slug(s.Page + " " + s.Title)
	}
	s.Title = capitalized(s.Title)
	s.URL = "/states/" + s.ID
	if s.Status == 0 {
		s.Status = http.StatusOK
	}
	s.request, s.answers = r, a
	m.states = append(m.states, s)
}
