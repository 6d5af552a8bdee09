package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const (
	consentsPath   = "/admin/oauth2/auth/sessions/consent"
	listConsents   = "GET " + consentsPath
	revokeConsents = "DELETE " + consentsPath
)

// consentTo is a consent of the stub's visitor as Hydra v2.3.0 lists it.
func consentTo(t testing.TB, client, handledAt string, scopes ...string) map[string]any {
	t.Helper()
	var sessions []map[string]any
	if err := json.Unmarshal(recorded(t, 200, "hydra-consent-sessions").body, &sessions); err != nil {
		t.Fatal(err)
	}
	session := sessions[0]
	session["grant_scope"], session["grant_access_token_audience"], session["handled_at"] = scopes, []string{}, nil
	if handledAt != "" {
		session["handled_at"] = handledAt
	}
	request := session["consent_request"].(map[string]any)
	request["subject"] = identityID(t)
	c := request["client"].(map[string]any)
	c["client_id"], c["client_name"] = client, "App "+client
	return session
}

// consented is Hydra's list of these consents.
func consented(t testing.TB, sessions ...map[string]any) reply {
	t.Helper()
	body, err := json.Marshal(append([]map[string]any{}, sessions...))
	if err != nil {
		t.Fatal(err)
	}
	return reply{body: body}
}

func texts(found *goquery.Selection) []string {
	return found.Map(func(_ int, e *goquery.Selection) string { return strings.TrimSpace(e.Text()) })
}

func TestApplications(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t, func(c *setup) { c.TrustedClients = []string{"trusted"} })
	withAudience := consentTo(t, "photos", "2026-03-03T09:30:00Z", "openid", "photos.read")
	withAudience["grant_access_token_audience"] = []string{"https://api.example", "https://api.example", "\u2067"}
	hydra.on(listConsents, consented(t,
		consentTo(t, "notes", "2026-11-20T08:00:00Z", "openid", "email"), withAudience, consentTo(t, "trusted", ""),
		consentTo(t, "notes", "2026-01-05T08:00:00Z", "openid", "profile"), consentTo(t, "notes", "", "phone"), consentTo(t, "", "", "openid")))
	a := s.get(t, "/applications", "Cookie", secretCookie).want(http.StatusOK)
	a.has("applications-content")
	if a.has("applications").AttrOr("aria-current", "") != "page" {
		t.Error("the navigation does not say where the visitor is")
	}
	private(t, a)
	if rows := a.doc.Find("article").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("data-testid", "") }); !slices.Equal(rows, []string{"application/notes", "application/photos", "application/trusted"}) {
		t.Fatalf("the rows are %q", rows)
	}
	notes := a.has("application/notes")
	if scopes := notes.Find("li").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("data-testid", "") }); !slices.Equal(scopes, []string{"scope/openid", "scope/email", "scope/profile", "scope/phone"}) {
		t.Errorf("the scopes of three consents are %q", scopes)
	}
	if !strings.Contains(notes.Text(), "See your email address") || !strings.Contains(notes.Find("h2").Text(), "App notes") {
		t.Errorf("the row says %q", notes.Text())
	}
	if times := notes.Find("time").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("datetime", "") }); !slices.Equal(times, []string{"2026-01-05T08:00:00Z", "2026-11-20T08:00:00Z"}) {
		t.Errorf("allowed at %q, want the earliest and the latest", times)
	}
	photos := a.has("application/photos")
	if audiences := texts(photos.Find("[data-testid=audience] li")); !slices.Equal(audiences, []string{"https://api.example"}) || photos.Find("time").Length() != 1 {
		t.Errorf("the audiences are %q, and there are %d times", audiences, photos.Find("time").Length())
	}
	if a.has("application/trusted").Find("time").Length() != 0 {
		t.Error("a consent without a date has one")
	}
	for id, sentence := range map[string]string{"notes": "it has to ask you again", "trusted": "It does not have to ask"} {
		if text := a.has("application/" + id).Find("details").Text(); !strings.Contains(text, sentence) {
			t.Errorf("%s: before it ends, the page says %q", id, text)
		}
	}
	a.lacks("more-applications")
	if call := hydra.one(t, listConsents); call.query.Get("subject") != identityID(t) || call.header.Get("Cookie") != "" || call.header.Get("Authorization") != "Bearer "+secretToken {
		t.Errorf("Hydra was asked with %v %v", call.query, call.header)
	}
}

func TestNoApplications(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on(listConsents, reply{body: []byte("[]")})
	a := s.get(t, "/applications").want(http.StatusOK)
	a.has("no-applications")
	if a.doc.Find("form[action='/applications']").Length() != 0 {
		t.Error("there is something to end")
	}
	hydra.on(listConsents, consented(t, consentTo(t, "notes", "")).with("X-Total-Count", "1001"))
	s.get(t, "/applications").want(http.StatusOK).has("more-applications")
}

// Without Hydra there is neither the page nor a way to it.
func TestNoApplicationsWithoutHydra(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signedIn(t)
	s.get(t, "/applications").want(http.StatusNotFound)
	s.post(t, "/applications", url.Values{"client": {"notes"}}).want(http.StatusNotFound)
	s.get(t, "/").want(http.StatusOK).lacks("applications")
	withHydra, _ := oauth2Site(t)
	withHydra.signedIn(t)
	if link := withHydra.get(t, "/").want(http.StatusOK).has("applications"); link.AttrOr("href", "") != "/applications" {
		t.Errorf("the navigation leads to %q", link.AttrOr("href", ""))
	}
}

func TestEndApplication(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on(listConsents, consented(t, consentTo(t, "notes", "", "openid"), consentTo(t, "photos", "", "openid")))
	hydra.on(revokeConsents, reply{status: http.StatusNoContent})

	list := s.get(t, "/applications").want(http.StatusOK)
	question := list.has("application/notes").Find("details")
	button := question.Find("form button")
	if _, open := question.Attr("open"); open || button.Length() != 1 {
		t.Error("a single click ends access")
	}
	form := url.Values{button.AttrOr("name", ""): {button.AttrOr("value", "")}}
	a := s.post(t, question.Find("form").AttrOr("action", ""), form, "Cookie", secretCookie).want(http.StatusOK)
	if text := a.has("application-ended").Text(); !strings.Contains(text, "App notes no longer has access") {
		t.Errorf("the page says %q", text)
	}
	a.lacks("application/notes")
	a.has("application/photos")
	if call := hydra.one(t, revokeConsents); len(call.query) != 2 || call.query.Get("subject") != identityID(t) || call.query.Get("client") != "notes" {
		t.Errorf("Hydra was told %v", call.query)
	}

	// The second of two clicks, and an application that has gone meanwhile.
	hydra.on(listConsents, consented(t, consentTo(t, "photos", "", "openid")))
	again := s.post(t, "/applications", form).want(http.StatusOK)
	again.has("application-ended")
	again.has("application/photos")
	if calls := hydra.got(revokeConsents); len(calls) != 2 {
		t.Errorf("Hydra was told %d times; tokens of consents that it does not list may be valid", len(calls))
	}
}

// What an application calls itself is text.
func TestApplicationsAreShownAsText(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	session := consentTo(t, `"><i>x</i>`, "", "<u>scope</u>")
	session["grant_access_token_audience"] = []string{"<script>x</script>"}
	session["consent_request"].(map[string]any)["client"].(map[string]any)["client_name"] = "<b>\u202eApp</b>"
	hydra.on(listConsents, consented(t, session))
	hydra.on(revokeConsents, reply{status: http.StatusNoContent})
	list := s.get(t, "/applications").want(http.StatusOK)
	ended := s.post(t, "/applications", url.Values{"client": {`"><i>x</i>`}}).want(http.StatusOK)
	ended.has("application-ended")
	for _, a := range []*answer{list, ended} {
		if found := a.doc.Find("main").Find("i, script, b, u"); found.Length() != 0 || strings.Contains(a.body, "\u202e") {
			t.Errorf("markup or direction of an application on the page: %d", found.Length())
		}
	}
}
