package gallery

import (
	"cmp"
	"slices"
	"strings"
)

// pageNames are the server's pages in the order in which they are listed, with the names that visitors have for them.
var pageNames = []struct{ page, name string }{
	{"login", "Sign in"},
	{"registration", "Sign up"},
	{"recovery", "Recovery"},
	{"verification", "Verification"},
	{"home", "Account home"},
	{"settings", "Settings"},
	{"sessions", "Devices"},
	{"applications", "Applications"},
	{"consent", "Consent"},
	{"device", "Device code"},
	{"logout", "Sign out"},
	{"welcome", "Welcome"},
	{"error", "Errors"},
	{"mail", "Mails"},
}

// groupOrder is the order of the groups on each page; a group that is not listed comes after these.
var groupOrder = []string{
	"", severalMethods, "password", "code", "link", "passkey", "security key", "social sign-in", "profile", "authenticator app", "backup codes",
	"identifier first", groupSecondStep, groupConfirm, groupApplication, groupNotices, groupLimits, groupUnknown,
	groupOurs, groupConsent, groupDevice, groupOthers, groupKratos, groupDown,
	"code to sign in", "code to sign up", "recovery code", "recovery link", "verification code", "verification link",
	"recovery by code, unknown address", "recovery by link, unknown address", "verification by code, unknown address", "verification by link, unknown address",
	"device key added", "address changed",
}

// versionOrder are the sources of recordings; a state is shown by the first that has it.
var versionOrder = []string{"v26.2.0", "next", "v1.3.1", "recorded"}

// place is where a value stands in an order; behind all others when it is not listed.
func place(order []string, value string) int {
	if i := slices.Index(order, value); i >= 0 {
		return i
	}
	return len(order)
}

// pagePlace is where a page stands; behind all others when it is not listed.
func pagePlace(page string) int {
	for i, p := range pageNames {
		if p.page == page {
			return i
		}
	}
	return len(pageNames)
}

// PageName is what visitors call the page: "Sign in" for login.
func (s *State) PageName() string {
	if i := pagePlace(s.Page); i < len(pageNames) {
		return pageNames[i].name
	}
	return capitalized(s.Page)
}

// Source says where the state comes from.
func (s *State) Source() string {
	switch s.Version {
	case "":
		return "made up"
	case "next":
		return "Kratos after v26.2.0"
	case "recorded":
		return "met by the end-to-end tests"
	}
	return "Kratos " + s.Version
}

// shortVersion is a state's version as it stands in the list.
func shortVersion(version string) string {
	if version == "recorded" {
		return "tests"
	}
	if strings.HasPrefix(version, "v") {
		return version[:strings.LastIndex(version, ".")]
	}
	return version
}

// sort brings the states into the order of the list: by page and group; within a group first what a person recorded, then what
// tests met, then what was made up, as it is written. Of what was recorded, pages without a message come first, the fullest at
// the front.
func (m *maker) sort() {
	leading := map[string]*State{} // the first version that shows a title
	title := func(s *State) string { return s.Page + "/" + s.Method + "/" + s.Title }
	states := slices.Clone(m.states)
	for i := range states {
		s := &states[i]
		if best := leading[title(s)]; best == nil || place(versionOrder, s.Version) < place(versionOrder, best.Version) {
			leading[title(s)] = s
		}
	}
	tests := slices.Index(versionOrder, "recorded")
	source := func(s *State) int { return max(place(versionOrder, leading[title(s)].Version), tests-1) }
	slices.SortStableFunc(m.states, func(a, b State) int {
		order := cmp.Or(
			cmp.Compare(pagePlace(a.Page), pagePlace(b.Page)),
			strings.Compare(a.Page, b.Page),
			cmp.Compare(place(groupOrder, a.Method), place(groupOrder, b.Method)),
			strings.Compare(a.Method, b.Method),
			cmp.Compare(source(&a), source(&b)),
		)
		if order != 0 || a.Version == "" && b.Version == "" {
			return order
		}
		return cmp.Or(
			cmp.Compare(leading[title(&a)].severity, leading[title(&b)].severity),
			-cmp.Compare(leading[title(&a)].offers, leading[title(&b)].offers),
			strings.Compare(a.Title, b.Title),
			cmp.Compare(place(versionOrder, a.Version), place(versionOrder, b.Version)),
		)
	})
}
