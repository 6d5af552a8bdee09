package templates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/a-h/templ"
)

// appAddress is an address with a scheme (RFC 3986 3.1) and none of the signs that browsers drop before they read it.
var appAddress = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*):[^\x00-\x20\x7f]*$`)

// notApps are the schemes that lead to no application, whoever let them through. The web's own are judged by their origin. Of
// the others some run or show what the address itself holds, some open the browser's and the device's own documents, and some
// hold a second address, which nobody has judged: intent names any application, and any site to go to without it.
var notApps = []string{
	"http", "https", "ws", "wss", "ftp",
	"javascript", "livescript", "mocha", "vbscript", "data", "blob", "filesystem", "mhtml", "jar",
	"file", "about", "view-source", "resource", "res", "chrome", "chrome-extension", "chrome-untrusted", "devtools", "edge",
	"moz-extension", "moz-icon", "safari-web-extension", "webkit-fake-url",
	"intent", "android-app", "feed", "wyciwyg",
}

// AppScheme is the scheme of an address that an application on the visitor's device answers (RFC 8252 7.1), in small letters;
// empty for every other address.
func AppScheme(raw string) string {
	match := appAddress.FindStringSubmatch(raw)
	if match == nil {
		return ""
	}
	scheme := strings.ToLower(match[1])
	if slices.Contains(notApps, scheme) {
		return ""
	}
	return scheme
}

// address is where a link of Kratos's leads: to a page, or to an application.
func address(raw string) templ.SafeURL {
	if AppScheme(raw) != "" {
		return templ.SafeURL(raw)
	}
	return templ.URL(raw)
}
