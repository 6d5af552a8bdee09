package gallery

import (
	"fmt"
	"net/http"
	"time"
)

// session is whoami's answer of a visitor who signed in with a password; edit changes the identity.
func (m *maker) session(edit func(identity, traits object)) answer {
	s := m.object(latest + "session-whoami-aal1")
	identity := part(s, "identity")
	traits := part(identity, "traits")
	if traits == nil || len(addresses(identity)) == 0 {
		m.errs = append(m.errs, fmt.Errorf("gallery: recording %ssession-whoami-aal1 has no traits or addresses", latest))
		return answer{}
	}
	if edit != nil {
		edit(identity, traits)
	}
	return ok(s)
}

func addresses(identity object) []any {
	list, _ := identity["verifiable_addresses"].([]any)
	return list
}

// home is the account home: whose it is, what is set up, where else it is in use.
func (m *maker) home() {
	fresh, everything := m.flow(latest+"settings-all-fresh").answer(), m.flow(latest+"settings-keys-active").answer()
	none := ok([]any{})
	some := ok(m.devices(1))
	some.header = http.Header{"X-Total-Count": {"3"}}
	add := func(title string, whoami answer, others, settings answer) {
		m.add(State{Page: "home", Title: title}, get("/"), answers{callWhoami: whoami, callSessions: others, callNewSettings: settings})
	}
	verified := func(identity, _ object) {
		addresses(identity)[0].(object)["verified"] = true
	}
	add("nothing set up, address not verified", m.session(nil), none, fresh)
	add("much set up, address verified", m.session(verified), some, everything)
	add("no name", m.session(func(_, traits object) { delete(traits, "name") }), none, fresh)
	add("no address", m.session(func(identity, _ object) { delete(identity, "verifiable_addresses") }), none, fresh)
	add("long name and address", m.session(func(identity, traits object) {
		traits["name"] = object{"first": longWord, "last": longWord}
		first := clone(addresses(identity)[0].(object))
		first["value"] = longAddress
		identity["verifiable_addresses"] = append(addresses(identity), first)
	}), none, everything)
	down := answer{status: http.StatusInternalServerError}
	add("devices and ways to sign in unknown", m.session(verified), down, down)
}

// agents are what browsers, phones and programs call themselves; the last says nothing.
var agents = []string{
	"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
	"Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
	"curl/8.14.1",
	"",
}

// devices are sessions on different devices, each a day older than the one before.
func (m *maker) devices(count int) []any {
	var list []object
	m.read(latest+"sessions-list", &list)
	if len(list) == 0 {
		m.errs = append(m.errs, fmt.Errorf("gallery: recording %ssessions-list is empty", latest))
		return nil
	}
	out := make([]any, count)
	for i := range out {
		s := clone(list[0])
		s["id"] = fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1)
		s["authenticated_at"] = time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC).AddDate(0, 0, -i).Format(time.RFC3339)
		s["authenticator_assurance_level"] = []string{"aal1", "aal2"}[i%2]
		s["devices"] = []any{object{
			"id": s["id"], "ip_address": fmt.Sprintf("192.0.2.%d", i+1), "user_agent": agents[i%len(agents)],
			"location": []string{"Bern, CH", "", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, GB"}[i%3],
		}}
		out[i] = s
	}
	return out
}

// sessions is the list of devices.
func (m *maker) sessions() {
	current := m.session(nil)
	add := func(title string, whoami answer, others []any, next bool) {
		list := ok(others)
		if next {
			list.header = http.Header{"Link": {`</sessions?page_size=20&page_token=x>; rel="next"`}}
		}
		m.add(State{Page: "sessions", Title: title}, get("/sessions"), answers{callWhoami: whoami, callSessions: list})
	}
	add("none elsewhere", current, []any{}, false)
	add("one elsewhere", current, m.devices(1), false)
	add("phones, programs and the unknown", current, m.devices(len(agents)), false)
	add("a full page and more", current, m.devices(20), true)
	add("signed in with many methods", ok(m.object(latest+"session-whoami-aal2")), m.devices(1), false)
	add("a session of which nothing is known", ok(object{"id": flowID}), []any{object{"id": flowID}}, false)
}

// simple are the pages with next to no states, and the notices that follow a visitor from one page to another.
func (m *maker) simple() {
	m.add(State{Page: "welcome", Title: "signed in"}, get("/welcome"), answers{callWhoami: m.session(nil)})
	m.add(State{Page: "welcome", Title: "signed out"}, get("/welcome"), nil)
	m.add(State{Page: "welcome", Title: "languages"}, get("/welcome?languages=all"), nil)
	m.add(State{Page: "logout", Title: "question"}, get("/logout"), nil)

	login := m.flow(latest + "login-initial").answer()
	for _, n := range []struct{ word, title string }{{"flow_expired", "the page had expired"}, {"flow_gone", "the link no longer works"}} {
		m.add(State{Page: "login", Method: groupNotices, Title: n.title}, getFlow("login", noticeCookie+n.word), answers{callFlow("login"): login})
	}
	for _, n := range []struct{ word, title string }{{"session_revoked", "one device signed out"}, {"sessions_revoked", "all others signed out"}} {
		m.add(State{Page: "sessions", Method: groupNotices, Title: n.title}, get("/sessions", noticeCookie+n.word),
			answers{callWhoami: m.session(nil), callSessions: ok(m.devices(1))})
	}
	for _, l := range []struct{ method, title, recording string }{
		{"password", "password used last", "login-initial"},
		{"passkey", "passkey used last", "login-initial"},
		{"code", "code used last", "login-idfirst-step2"},
		{"oidc:acme", "provider used last", "login-initial"},
	} {
		m.add(State{Page: "login", Method: groupLastUsed, Title: l.title}, getFlow("login", lastUsedCookie+l.method),
			answers{callFlow("login"): m.flow(latest + l.recording).answer()})
	}
	m.add(State{Page: "verification", Method: groupNotices, Title: "after signing in with an unverified address"},
		get("/verification?flow="+flowID+"&message=4000010"), answers{callFlow("verification"): m.flow(latest + "verification-code-sent").answer()})
}
