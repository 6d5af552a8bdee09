package gallery

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// makeStates makes all states from recordings.
func makeStates(files fs.FS) ([]State, error) {
	m := &maker{files: files}
	m.madeFlows()
	m.madeLists()
	m.trustedDevices()
	m.newer()
	m.home()
	m.sessions()
	m.simple()
	m.oauth2()
	m.devicePages()
	m.applications()
	m.errors()
	m.mails()
	m.recorded()
	m.sort()
	return m.states, errors.Join(m.errs...)
}

// recorded makes a state of every recorded flow.
func (m *maker) recorded() {
	names, err := fs.Glob(m.files, "*/*.json")
	if err != nil || len(names) == 0 {
		m.errs = append(m.errs, errors.New("gallery: no recordings"), err)
	}
	var flows []*flow
	for _, file := range names {
		var document any
		name := strings.TrimSuffix(file, ".json")
		m.read(name, &document)
		if o, isObject := document.(object); isObject && o["ui"] != nil { // others are a list, a refusal, a mail
			flows = append(flows, m.newFlow(name, o))
		}
	}
	slices.SortStableFunc(flows, func(a, b *flow) int {
		return cmp.Compare(place(versionOrder, path.Dir(a.name)), place(versionOrder, path.Dir(b.name)))
	})
	whoami := ok(m.object(latest + "session-whoami-aal1"))
	for i, title := range titled(flows) {
		f := flows[i]
		s := State{Page: f.kind(), Method: f.method(), Version: path.Dir(f.name), Title: title, severity: f.severity()}
		s.ID = slug(path.Base(f.name) + " " + s.Version)
		if s.severity == 0 {
			s.offers = len(f.offers())
		}
		m.add(s, getFlow(f.kind()), answers{callFlow(f.kind()): f.answer(), callWhoami: whoami})
	}
}

// methodWords tell by a recording's name what it is about; the first that fits does.
var methodWords = []struct{ word, method string }{
	{"webauthn", "security key"},
	{"passkey", "passkey"},
	{"keys", "passkey"},
	{"totp", "authenticator app"},
	{"lookup", "backup codes"},
	{"oidc", "social sign-in"},
	{"account-linking", "social sign-in"},
	{"idfirst", "identifier first"},
	{"identifier_first", "identifier first"},
	{"recovery-v2", "code"},
	{"code", "code"},
	{"link", "link"},
	{"password", "password"},
	{"profile", "profile"},
}

// methodNames are our words for Kratos's groups.
var methodNames = map[string]string{
	"code": "code", "link": "link", "password": "password", "oidc": "social sign-in", "passkey": "passkey", "totp": "authenticator app",
	"webauthn": "security key", "lookup_secret": "backup codes", "identifier_first": "identifier first",
}

// The groups of flows by what they are for, whatever the method.
const (
	groupSecondStep  = "second step"
	groupConfirm     = "confirm it is you"
	groupApplication = "for an application"
)

// severalMethods stands for a flow that offers more than one.
const severalMethods = "several methods"

// method says what a recorded flow is about: by its name, else by what was chosen in it, else by the only method offered.
func (f *flow) method() string {
	name := path.Base(f.name)
	switch challenge, _ := f.object["oauth2_login_challenge"].(string); {
	case f.object["requested_aal"] == "aal2":
		return groupSecondStep
	case challenge != "":
		return groupApplication
	case f.object["refresh"] == true:
		return groupConfirm
	}
	for _, w := range methodWords {
		if strings.Contains(name, w.word) {
			return w.method
		}
	}
	if active, _ := f.object["active"].(string); methodNames[active] != "" {
		return methodNames[active]
	}
	if slices.ContainsFunc(f.nodes, ways[0].isOf) {
		return severalMethods // a profile, and what is chosen after it
	}
	only := ""
	for _, n := range f.nodes {
		group, _ := n["group"].(string)
		if methodNames[group] == "" || group == only || part(n, "attributes")["type"] == "hidden" {
			continue
		}
		if only != "" {
			return severalMethods
		}
		only = group
	}
	if only == "" {
		return severalMethods
	}
	return methodNames[only]
}
