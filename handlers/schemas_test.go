package handlers_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

// schemaReply is what Kratos says of its identity schemas: each id with the properties of the traits.
func schemaReply(properties map[string]string) reply {
	var list []string
	for id, traits := range properties {
		list = append(list, `{"id": "`+id+`", "schema": {"properties": {"traits": {"type": "object", "properties": {`+traits+`}}}}}`)
	}
	return reply{body: []byte("[" + strings.Join(list, ",") + "]")}
}

const (
	listOfNicks   = `"nick": {"type": "array", "items": {"type": "string"}}`
	signInByEmail = `"email": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}`
	signInByNick  = `"nick": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}`
)

// A list without entries looks like any text: the identity's schema tells it apart, and which one counts.
func TestSchemaTellsListsFromTexts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind, recording string
		schemas         reply
		list            bool
	}{
		"settings, the identity's schema": {"settings", "settings-all-fresh", schemaReply(map[string]string{"customer": listOfNicks, "other": `"x": {}`}), true},
		"settings, another schema":        {"settings", "settings-all-fresh", schemaReply(map[string]string{"other": listOfNicks}), false},
		"settings, no schemas":            {"settings", "settings-all-fresh", reply{status: http.StatusInternalServerError}, false},
		"settings, nonsense":              {"settings", "settings-all-fresh", reply{body: []byte("{}")}, false},
		"sign-up with the only schema":    {"registration", "registration-step1", schemaReply(map[string]string{"only": listOfNicks}), true},
		"sign-up with one of several":     {"registration", "registration-step1", schemaReply(map[string]string{"a": listOfNicks, "b": listOfNicks}), false},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath(c.kind), recorded(t, http.StatusOK, c.recording))
		s.kratos.on("GET /schemas", c.schemas)
		a := s.get(t, "/"+c.kind+"?flow="+flowID, "Cookie", secretCookie).want(http.StatusOK)
		if got := a.has("node/input/traits.nick").Is("[data-list]"); got != c.list {
			t.Errorf("%s: the nickname is a list: %v, want %v", name, got, c.list)
		}
		if asked := s.kratos.one(t, "GET /schemas"); asked.header.Get("Cookie") != "" {
			t.Errorf("%s: Kratos got the visitor's cookie with a question about its schemas", name)
		}
	}
}

// Many pages cost one call, and a Kratos that does not tell costs no page.
func TestSchemasAreAskedForOnce(t *testing.T) {
	t.Parallel()
	for name, schemas := range map[string]reply{"told": schemaReply(map[string]string{"customer": listOfNicks}), "refused": {status: http.StatusForbidden}} {
		s := newSite(t)
		s.kratos.on(fetchPath("settings"), recorded(t, http.StatusOK, "settings-all-fresh"))
		s.kratos.on("GET /schemas", schemas)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if status := s.get(t, "/settings?flow="+flowID).StatusCode; status != http.StatusOK {
					t.Errorf("%s: status %d", name, status)
				}
			})
		}
		all.Wait()
		if n := len(s.kratos.got("GET /schemas")); n != 1 {
			t.Errorf("%s: Kratos was asked %d times", name, n)
		}
	}
}

// Password managers and Kratos are told what signs in, by the schema.
func TestSchemaTellsWhatSignsIn(t *testing.T) {
	t.Parallel()
	for schema, want := range map[string]string{signInByEmail: "ann@example.com", signInByNick: ""} {
		s := newSite(t)
		s.kratos.on(fetchPath("settings"), recorded(t, http.StatusOK, "settings-all-fresh"))
		s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-refresh"))
		s.kratos.on("GET /sessions/whoami", recorded(t, http.StatusOK, "session-whoami-aal1"))
		s.kratos.on("GET /schemas", schemaReply(map[string]string{"customer": schema}))
		username := s.get(t, "/settings?flow="+flowID).want(http.StatusOK).has("password-flow").Find(`[autocomplete="username"]`)
		if strings.Contains(username.AttrOr("value", ""), "@") != (want != "") {
			t.Errorf("a new password is filed under %q", username.AttrOr("value", ""))
		}
		if got := s.get(t, "/login?flow="+flowID).want(http.StatusOK).doc.Find("input[name=identifier]").AttrOr("value", ""); got != want {
			t.Errorf("who confirms who they are is taken for %q, want %q", got, want)
		}
	}
}

// Beside the name that signs in, an address does not; and the other way round.
func TestSignUpTellsWhatSignsIn(t *testing.T) {
	t.Parallel()
	for schema, want := range map[string]string{signInByEmail: "traits.email", signInByNick: "traits.nick"} {
		s := newSite(t)
		flow := recorded(t, http.StatusOK, "registration-onestep").replaced(t, "traits.website", "traits.username")
		s.kratos.on(fetchPath("registration"), flow)
		s.kratos.on("GET /schemas", schemaReply(map[string]string{"customer": schema}))
		said := s.get(t, "/registration?flow="+flowID).want(http.StatusOK).doc.Find(`[autocomplete="username"]`)
		if said.Length() != 1 || said.AttrOr("name", "") != want {
			t.Errorf("%d fields are said to sign in, %s among them; want %s", said.Length(), said.AttrOr("name", ""), want)
		}
	}
}
