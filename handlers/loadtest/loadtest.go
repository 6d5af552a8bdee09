// Package loadtest measures what pages cost, for benchmarks: a client that needs little of the processor, a stand-in for Kratos, a
// pass-through that hands the stand-in's answers on, and the ratios of two servers that take turns. It does not know how a server is
// started, nor what is on its pages. The server does not import it.
package loadtest

import (
	"net/url"
	"strings"
)

// flowID is a flow that a browser asks for.
const flowID = "0f0f0f0f-1111-4222-8333-444444444444"

// Cookie is what a browser sends that has begun a flow and is signed in.
const Cookie = "csrf_token_82b119fa=aGVsbG8td29ybGQ; ory_kratos_session=MTc2MzgzNjMzMHxYWFhY"

// Page is a page, and what it takes from Kratos.
type Page struct {
	Name  string
	Path  string // with its query, as browsers ask for it
	Calls []Call // in this order
}

// Call is a GET request to Kratos's public API.
type Call struct {
	Path      string // with its query
	Recording string // the answer's, of Kratos v1.3.1
}

// LoginPage is the sign-in page of a flow that has begun.
func LoginPage() Page { return flowPage("login", "login-initial") }

// SettingsPage is the page of a settings flow in which everything is switched on.
func SettingsPage() Page { return flowPage("settings", "settings-everything") }

// SessionsPage is the list of where the visitor is signed in, which takes two calls.
func SessionsPage() Page {
	return Page{"sessions", "/sessions", []Call{
		{"/sessions/whoami", "session-whoami-aal2"},
		{"/sessions?page_size=20", "sessions-list"},
	}}
}

func flowPage(kind, recording string) Page {
	return Page{kind, "/" + kind + "?flow=" + flowID, []Call{{"/self-service/" + kind + "/flows?" + url.Values{"id": {flowID}}.Encode(), recording}}}
}

// Pages are all of them.
func Pages() []Page { return []Page{LoginPage(), SettingsPage(), SessionsPage()} }

// pathOf is an address without its query.
func pathOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path
}
