package doctor

import (
	"fmt"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// notes are what was seen, and what could not be checked and why.
func (f *facts) notes() []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if isKratos(f.session) {
		add("Kratos's public API answers at %s%s.", kratos.Redact(f.setup.KratosURL), f.kratosVersion())
	}
	if f.pagesOrigin() != "" {
		add("The pages are at %s/, and browsers reach Kratos at %s.", f.pagesURL(), f.kratosForBrowsers())
	}
	if f.flow != nil {
		add("Ways to sign in: %s.", strings.Join(f.methods(), ", "))
	}
	for _, s := range f.others {
		if to := s.location(); to == nil || !to.Query().Has("flow") {
			add("Kratos starts no %s flow: it is switched off, or fails.", s.kind)
		}
	}
	if isHydraAdmin(f.hydra) {
		add("Hydra's admin API answers at %s.", kratos.Redact(f.setup.HydraAdminURL))
	}
	return append(list, f.unchecked()...)
}

// unchecked are what could not be checked.
func (f *facts) unchecked() []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, "Not checked: "+fmt.Sprintf(format, args...)) }
	if f.browserIsElsewhere() {
		add("%s, which is this machine only for browsers that run here.", f.setup.BrowserURL)
	}
	if f.hydraIsElsewhere() {
		add("%s, which is this machine only for browsers that run here.", f.setup.HydraPublicURL)
	}
	if f.pages.asked() && (!f.pages.came() || f.pagesAreClosed()) {
		add("the pages themselves, since %s.", f.pages)
	}
	if f.setup.Config == nil {
		add("ui_url of settings, origins of passkeys and mail templates, which only Kratos's configuration tells: --kratos-config FILE.")
	}
	return list
}

// kratosVersion is what the admin API tells, in words that follow an address.
func (f *facts) kratosVersion() string {
	var body struct {
		Version string `json:"version"`
	}
	if !f.version.document(&body) || body.Version == "" {
		return ""
	}
	return " (version " + body.Version + ")"
}

func (f *facts) kratosForBrowsers() string {
	if f.setup.BrowserPath != "" {
		return f.setup.BrowserPath + " on every host"
	}
	return f.setup.BrowserURL
}
