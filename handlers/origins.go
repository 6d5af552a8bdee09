package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/templates"
)

// IsOrigin reports whether this is an http or https origin that may stand in a header, where a space or semicolon would begin
// something else.
func IsOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && webAddress(s) != "" && u.Scheme+"://"+u.Host == s && plainHost(u.Host)
}

// foreignOrigins are the origins of the scripts that come neither from us nor from Kratos.
func (s *server) foreignOrigins(scripts []templates.Script) []string {
	var origins []string
	for _, script := range scripts {
		u, err := url.Parse(script.Src)
		if err != nil || u.Host == "" || s.kratos.Owns(script.Src) {
			continue
		}
		if origin := u.Scheme + "://" + u.Host; !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins
}

// logoOrigins is the origin of an application's logo; none when it has no logo that a page may show.
func logoOrigins(logo string) []string {
	u, err := url.Parse(logo)
	if err != nil || u.Scheme != "https" || !plainHost(u.Host) {
		return nil
	}
	return []string{u.Scheme + "://" + u.Host}
}

// plainHost reports whether a host can stand in a policy, where other signs would begin something else.
func plainHost(host string) bool {
	return host != "" && strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == ""
}

// webAddress is an http or https address, or "" for anything else.
func webAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return raw
}
