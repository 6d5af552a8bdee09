package hydra_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/hydra"
)

const person = "f4e28c62-7c9d-4666-a905-db0af1214ae1"

// consentSession is a consent session that Hydra v2.3.0 answered with, changed.
func consentSession(t *testing.T, subject, client string, handledAt any) map[string]any {
	t.Helper()
	var sessions []map[string]any
	if err := json.Unmarshal(recorded(t)["v1.3.1/hydra-consent-sessions"], &sessions); err != nil {
		t.Fatal(err)
	}
	session := sessions[0]
	request := session["consent_request"].(map[string]any)
	request["subject"], request["client"].(map[string]any)["client_id"], session["handled_at"] = subject, client, handledAt
	return session
}

func answerJSON(t *testing.T, w http.ResponseWriter, value any) {
	t.Helper()
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		t.Error(err)
	}
}

func TestConsentsAreRead(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.March, 3, 9, 30, 0, 0, time.UTC)
	nobody := consentSession(t, person, "app", nil)
	delete(nobody, "consent_request")
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		answerJSON(t, w, []any{consentSession(t, person, "app", at), consentSession(t, person, "other", nil), consentSession(t, "somebody else", "app", at), nobody})
	})
	list, err := c.Consents(t.Context(), person)
	if err != nil || list.More || len(list.Consents) != 2 {
		t.Fatalf("read as %+v, %v; want the two consents of this person", list, err)
	}
	first, second := list.Consents[0], list.Consents[1]
	if first.Client.ID != "app" || first.Client.Name != "Demo App" || !first.HandledAt.Equal(at) ||
		!slices.Equal(first.Scopes, []string{"openid", "profile"}) || !slices.Equal(first.Audiences, []string{"https://api.example.com"}) {
		t.Errorf("read as %+v", first)
	}
	if second.Client.ID != "other" || !second.HandledAt.IsZero() {
		t.Errorf("read as %+v, want no date", second)
	}
}

// pages answers with one consent a page, so many pages, and links to each next one; total is X-Total-Count.
func pages(t *testing.T, count int, total string, asked *[]url.Values) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		*asked = append(*asked, query)
		if page := len(*asked); page < count {
			w.Header().Set("Link", fmt.Sprintf(`</admin/oauth2/auth/sessions/consent?page_size=1&page_token=%d>; rel="next"`, page))
		}
		if total != "" {
			w.Header().Set("X-Total-Count", total)
		}
		answerJSON(t, w, []any{consentSession(t, person, "app", nil)})
	}
}

func TestConsentsOfAllPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pages int
		total string
		calls int
		more  bool
	}{
		{1, "1", 1, false},
		{1, "", 1, false},
		{3, "", 3, false},
		{3, "300", 3, false},
		{10, "", 10, false},
		{11, "", 10, true},
		{2, "201", 2, true}, // Hydra v2.3.0 links no third page
	} {
		var asked []url.Values
		list, err := serve(t, pages(t, c.pages, c.total, &asked)).Consents(t.Context(), person)
		if err != nil || len(asked) != c.calls || len(list.Consents) != c.calls || list.More != c.more {
			t.Errorf("%d pages of %q: %d calls, %d consents, more %t, %v", c.pages, c.total, len(asked), len(list.Consents), list.More, err)
		}
		for i, query := range asked {
			if want := map[bool]string{false: fmt.Sprint(i)}[i == 0]; query.Get("page_token") != want || query.Get("subject") != person {
				t.Errorf("%d pages: call %d asks for %v", c.pages, i, query)
			}
		}
	}
}

// Hydra v2.3.0 answers a page whose consents are all past their time with nothing at all, though older ones may not be.
func TestConsentsBehindExpiredOnes(t *testing.T) {
	t.Parallel()
	var sizes []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		size := r.URL.Query().Get("page_size")
		if sizes = append(sizes, size); size == "100" {
			answerJSON(t, w, []any{})
			return
		}
		w.Header().Set("X-Total-Count", "400")
		answerJSON(t, w, []any{consentSession(t, person, "old", nil)})
	})
	list, err := c.Consents(t.Context(), person)
	if err != nil || len(list.Consents) != 1 || list.More || !slices.Equal(sizes, []string{"100", "1000"}) {
		t.Errorf("read as %+v, %v in pages of %v", list, err, sizes)
	}
}

// Without a person or an application nothing is asked: no answer could be about nobody.
func TestNoConsentsOfNobody(t *testing.T) {
	t.Parallel()
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("Hydra got %s %s", r.Method, r.URL) })
	_, err := c.Consents(t.Context(), "")
	for _, err := range []error{err, c.RevokeConsents(t.Context(), "", "app"), c.RevokeConsents(t.Context(), person, "")} {
		if e := refusal(t, err); *e != (hydra.Error{Status: http.StatusBadRequest}) {
			t.Errorf("refused as %+v", *e)
		}
	}
}
