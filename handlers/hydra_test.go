package handlers_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/hydra"
)

const (
	consentPath   = "/admin/oauth2/auth/requests/consent"
	acceptConsent = "PUT " + consentPath + "/accept"
	rejectConsent = "PUT " + consentPath + "/reject"
	secretToken   = "token-of-the-operator"
	// secretChallenge opens an application's question to whoever knows it.
	secretChallenge = "challenge-that-nobody-else-may-know"
	// hydraNext is where Hydra wants the browser next.
	hydraNext = "http://127.0.0.1:4444/oauth2/auth?consent_verifier=verifier-that-is-secret"
)

// oauth2Site is a site beside a stub Hydra, which asks the signed-in visitor for openid, offline and email.
func oauth2Site(t testing.TB, changes ...func(*setup)) (*site, *stub) {
	t.Helper()
	admin := newStub(t)
	client, err := hydra.New(hydra.Config{AdminURL: admin.URL, Token: secretToken, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, append([]func(*setup){func(c *setup) { c.Hydra, c.RememberConsentFor = client, time.Hour }}, changes...)...)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	admin.on("GET "+consentPath, asked(t, nil))
	admin.on(acceptConsent, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	admin.on(rejectConsent, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	return s, admin
}

// asked is the recorded consent request about the stub's visitor, changed.
func asked(t testing.TB, change func(request, client map[string]any)) reply {
	t.Helper()
	subject := identityID(t)
	return edited(t, "hydra-consent-request", func(request map[string]any) {
		request["subject"] = subject
		if change != nil {
			change(request, request["client"].(map[string]any))
		}
	})
}

// identityID is whose session the stub's visitor has.
func identityID(t testing.TB) string {
	t.Helper()
	var session struct{ Identity struct{ ID string } }
	if err := json.Unmarshal(recorded(t, 200, "session-whoami-aal1").body, &session); err != nil {
		t.Fatal(err)
	}
	return session.Identity.ID
}

// edited is a recorded answer, changed.
func edited(t testing.TB, name string, change func(map[string]any)) reply {
	t.Helper()
	return editedBy(t, "v1.3.1", name, change)
}

// editedBy is edited for the answers of a version of Kratos.
func editedBy(t testing.TB, version, name string, change func(map[string]any)) reply {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(recordedBy(t, version, 200, name).body, &document); err != nil {
		t.Fatal(err)
	}
	change(document)
	body, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return reply{body: body}
}

// accepted is what Hydra was told.
type accepted struct {
	Scopes      []string `json:"grant_scope"`
	Audiences   []string `json:"grant_access_token_audience"`
	Remember    bool     `json:"remember"`
	RememberFor *int64   `json:"remember_for"`
	Session     struct {
		IDToken map[string]any `json:"id_token"`
	} `json:"session"`
}

func (k *stub) accepted(t testing.TB) accepted {
	t.Helper()
	calls := k.got(acceptConsent)
	if len(calls) == 0 {
		t.Fatalf("nothing was accepted; Hydra got %v", k.got(""))
	}
	var a accepted
	if err := json.Unmarshal(calls[len(calls)-1].body, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

const askURL = "/consent?consent_challenge=" + secretChallenge

func consentForm(action string, pairs ...string) url.Values {
	form := url.Values{"consent_challenge": {secretChallenge}, "consent_action": {action}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}
