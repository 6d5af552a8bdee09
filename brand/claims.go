package brand

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	hostName     = regexp.MustCompile(`^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]+)?$`)
	organization = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

// claims checks the hosts, clients and organizations that a brand claims. NewSet checks that no two brands claim the same.
func (v *validator) claims(b *Brand) {
	for i, host := range b.Hosts {
		if !hostName.MatchString(host) {
			v.add(fmt.Sprintf("hosts[%d]", i), "is %q%s", host, hostAdvice(host))
		}
	}
	v.each("clients", b.Clients, notEmpty, "the id of an OAuth2 client")
	v.each("organizations", b.Organizations, organization.MatchString, "a UUID in lower case")
	v.once("hosts", "host", b.Hosts)
	v.once("clients", "client", b.Clients)
	v.once("organizations", "organization", b.Organizations)
}

// once checks that a list has no name twice.
func (v *validator) once(key, kind string, names []string) {
	seen := map[string]bool{}
	for i, name := range names {
		name = normal(kind, name)
		if seen[name] {
			v.add(fmt.Sprintf("%s[%d]", key, i), "is %q, which is listed twice", names[i])
		}
		seen[name] = true
	}
}

// hostAdvice says what to write instead of an invalid host name, which often is a host name with too much around it.
func hostAdvice(host string) string {
	if strings.Contains(host, "*") {
		return ": list each host"
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return ": write it as DNS has it, xn--…"
	}
	_, name, ok := strings.Cut(strings.ToLower(host), "//")
	if !ok {
		name = strings.ToLower(host)
	}
	name, _, _ = strings.Cut(name, "/")
	name = strings.TrimSuffix(strings.TrimSpace(name), ".")
	if hostName.MatchString(name) {
		return "; write " + name
	}
	return ": it must be a host name in lower case, such as id.example.org"
}
