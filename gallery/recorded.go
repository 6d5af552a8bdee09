package gallery

import (
	"errors"
	"io/fs"
	"path"
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
	whoami := ok(m.object(latest + "session-whoami-aal1"))
	for _, file := range names {
		var document any
		name := strings.TrimSuffix(file, ".json")
		m.read(name, &document)
		o, isObject := document.(object)
		if !isObject || o["ui"] == nil {
			continue // a list, a refusal, a mail
		}
		f := m.newFlow(name, o)
		kind, title, _ := strings.Cut(path.Base(name), "-")
		m.add(State{
			Page: kind, Method: f.method(), Version: path.Dir(name),
			Title: strings.NewReplacer("-", " ", "_", " ").Replace(title),
		}, getFlow(kind), answers{callFlow(kind): f.answer(), callWhoami: whoami})
	}
}

// methodWords tell by a recording's name what it is about; the first that fits does.
var methodWords = []struct{ word, method string }{
	{"aal2", "second factor"},
	{"oauth2", "OAuth2"},
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

// severalMethods stands for a flow that offers more than one.
const severalMethods = "several methods"

// method says what a recorded flow is about: by its name, else by what was chosen in it, else by the only method offered.
func (f *flow) method() string {
	name := path.Base(f.name)
	if f.object["requested_aal"] == "aal2" {
		return "second factor"
	}
	for _, w := range methodWords {
		if strings.Contains(name, w.word) {
			return w.method
		}
	}
	if active, _ := f.object["active"].(string); methodNames[active] != "" {
		return methodNames[active]
	}
	only := ""
	for _, n := range f.nodes {
		group, _ := n["group"].(string)
		if methodNames[group] == "" || group == only {
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
