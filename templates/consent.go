package templates

import (
	"github.com/thyra-ui/thyra/locales"
)

// Application is an OAuth2 client as a page names it. Its words and links are its own.
type Application struct {
	Name      string
	Logo      string // "" for none
	PolicyURL string
	TermsURL  string
}

// ConsentView is what an application asks of the visitor.
type ConsentView struct {
	Challenge string
	App       Application
	Account   string // who is signed in
	// NotYouReturn is where somebody else, who signs out first, goes on to; empty where they can't.
	NotYouReturn string
	Scopes       []Scope
	Audiences    []string // whose APIs it may use with that
	Next         Destination
	// ForDevice is set when a device asks (RFC 8628), which somebody else may have before them.
	ForDevice bool
}

// Destination is where an answer takes the browser. It is unknown where neither is set.
type Destination struct {
	// Host is the host, with the port where there is one, in ASCII.
	Host string
	// OnDevice is set when an application on the visitor's device waits for the browser.
	OnDevice bool
}

// Scope is one thing that an application asks for.
type Scope struct {
	Name string // as it is granted
	Text string
	// Fixed can't be left out: without it there is no sign-in at all (OpenID Connect Core 3.1.2.1).
	Fixed bool
}

// OAuth2LogoutView is an application's wish to sign the visitor out; App has no name when there is none.
type OAuth2LogoutView struct {
	Challenge string
	App       Application
}

// Scopes puts scopes into words. Those that neither OpenID Connect nor the brand knows keep their names.
func Scopes(names []string, l *locales.Localizer) []Scope {
	var scopes []Scope
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			continue
		}
		seen[name] = true
		s := Scope{Name: name, Text: name, Fixed: name == "openid"}
		key := "scope." + name
		if name == "offline" {
			key = "scope.offline_access" // Hydra's other name for it
		}
		if text := l.T(key); text != key {
			s.Text = text
		}
		scopes = append(scopes, s)
	}
	return scopes
}
