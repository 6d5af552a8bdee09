package mails_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// verifyByAPI has Kratos send a code to a user in a flow that an app began, which knows no page; query is what it was begun with.
func verifyByAPI(u *user.User, query string) {
	u.T.Helper()
	address := u.Stack.KratosURL + "/self-service/verification/api" + query
	_, answer, err := oneshot.JSON(u.T.Context(), http.MethodGet, address, nil)
	if err != nil {
		u.T.Fatal(err)
	}
	var flow struct {
		UI struct{ Action string }
	}
	if err := json.Unmarshal(answer, &flow); err != nil {
		u.T.Fatal(err)
	}
	res, answer, err := oneshot.JSON(u.T.Context(), http.MethodPost, flow.UI.Action, map[string]string{"method": "code", "email": u.Email})
	if err != nil || res.StatusCode != http.StatusOK {
		u.T.Fatalf("%v: %s", err, answer)
	}
}

// A flow that says nothing about a page, begun by an app, gets mails in the language of the identity, else of the address that it
// was begun at, and in the brand of its host.
func TestMailsOfFlowsWithoutAPage(t *testing.T) {
	s := shared.SharedStack(t, "hosts,locale", atHosts(t, "locale"))
	for name, c := range map[string]struct {
		locale, query string
		want          look
	}{
		"identity":     {"ar-EG", "", look{"ar", "Thyra"}},
		"identity too": {"de_AT", "?lang=ar", look{"de", "Thyra"}},
		"address":      {"", "?lang=de", look{"de", "Thyra"}},
		"neither":      {"", "", plainEnglish},
		"unknown":      {"<b>tlh</b>", "?lang={{.To}}", plainEnglish},
	} {
		t.Run(name, func(t *testing.T) {
			u := user.New(t, s)
			traits := map[string]any{"email": u.Email}
			if c.locale != "" {
				traits["locale"] = c.locale
			}
			if _, err := s.CreateIdentity(t.Context(), stack.Identity{Email: u.Email, Schema: "locale", Traits: traits}); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			verifyByAPI(u, c.query)
			c.want.await(u, begun, "mail.verification.subject.code")
		})
	}
	t.Run("host", func(t *testing.T) {
		u := user.NewRegistered(t, shared.SharedStack(t, "hosts", atHosts(t)))
		u.Goto(u.At(shop, "ar").Stack.KratosURL + "/self-service/verification/browser?lang=ar")
		begun := time.Now()
		u.Find(`[name=transient_payload]`).Remove()
		u.Fill("email", u.Email)
		u.PressEnter("email")
		look{"ar", "Quince & Thyme"}.await(u, begun, "mail.verification.subject.code")
	})
}
