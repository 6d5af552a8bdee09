package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
)

// The last page has the brand of the application, and says nothing that a link could make it say.
func TestDeviceIsConnected(t *testing.T) {
	t.Parallel()
	first, tv := brand.Default(), brand.Default()
	first.Default = true
	tv.ID, tv.Name, tv.Clients = "tv", brand.Same("Television"), []string{"2019bdd3-90c3-42c1-9da2-bb9f7c441334"}
	set, err := brand.NewSet(&first, &tv)
	if err != nil {
		t.Fatal(err)
	}
	s, hydra := deviceSite(t, hydraPublic, func(c *setup) { c.Brands = func() *brand.Set { return set } })
	for client, want := range map[string]string{"2019bdd3-90c3-42c1-9da2-bb9f7c441334": "Television", "": "Thyra", "<b>words of a stranger": "Thyra"} {
		a := s.get(t, "/device/success?client_id="+url.QueryEscape(client), "Accept-Language", "de").want(http.StatusOK)
		a.has("device-connected")
		if title := a.doc.Find("title").Text(); !strings.Contains(title, want) || a.doc.Find("html").AttrOr("lang", "") != "de" {
			t.Errorf("for the client %q the title is %q", client, title)
		}
		if strings.Contains(a.body, "stranger") {
			t.Error("the page repeats its address")
		}
	}
	if calls := slices.Concat(hydra.got(""), s.kratos.got("")); len(calls) != 0 {
		t.Errorf("Hydra or Kratos got %v", calls)
	}
}

// askedByDevice is the recorded consent request of a device about the stub's visitor.
func askedByDevice(t testing.TB) reply {
	t.Helper()
	subject := identityID(t)
	return editedBy(t, "next", "hydra-consent-request-device", func(request map[string]any) { request["subject"] = subject })
}

func TestConsentOfADevice(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on("GET "+consentPath, askedByDevice(t))
	a := s.get(t, askURL).want(http.StatusOK)
	if !strings.Contains(a.has("device-warning").Text(), "in front of you") || !strings.Contains(a.doc.Find("h1").Text(), "Living Room TV") {
		t.Error("the page does not warn, or does not name the application")
	}
	if a.doc.Find("[name=remember]").Length() != 0 {
		t.Error("the next device, which somebody else may have, could be connected without a question")
	}
	s.post(t, "/consent", consentForm("accept", "grant_scope", "openid", "remember", "on")).want(http.StatusSeeOther)
	if got := hydra.accepted(t); got.Remember || !slices.Equal(got.Scopes, []string{"openid"}) {
		t.Errorf("granted %+v", got)
	}
	hydra.on("GET "+consentPath, asked(t, nil))
	s.get(t, askURL).want(http.StatusOK).lacks("device-warning")
}

// A browser that followed Hydra after a no would end at JSON.
func TestConsentOfADeviceIsDenied(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on("GET "+consentPath, askedByDevice(t))
	hydra.on(rejectConsent, recordedBy(t, "next", http.StatusOK, "hydra-device-consent-rejected"))
	a := s.post(t, "/consent", consentForm("reject")).want(http.StatusOK)
	if heading := a.has("device-denied").Find("h1").Text(); !strings.Contains(heading, "Living Room TV") {
		t.Errorf("the page says %q", heading)
	}
	if body := string(hydra.one(t, rejectConsent).body); !strings.Contains(body, `"access_denied"`) {
		t.Errorf("Hydra was told %s", body)
	}
	hydra.on(rejectConsent, reply{status: http.StatusInternalServerError})
	s.post(t, "/consent", consentForm("reject")).want(http.StatusBadGateway).has("error/unavailable")
}

// The code opens the visitor's account to a device: it gets into no log and no metric.
func TestDeviceSecretsAreKept(t *testing.T) {
	t.Parallel()
	const code = "secretCODE"
	s, hydra := deviceSite(t, hydraPublic)
	for _, said := range []reply{
		recordedBy(t, "next", http.StatusOK, "hydra-device-accepted"), wrongCode(t),
		{status: 404},
		{status: 401, body: []byte(`{"error":"` + code + `"}`)},
		{status: 500, body: []byte(code)},
		{body: []byte(`{"` + code)},
		{status: 302, header: http.Header{"Location": {hydraVerify + "?user_code=" + code}}},
	} {
		hydra.on(acceptUserCode, said)
		s.get(t, verifyURL+"&user_code="+code)
		s.get(t, "/device/verify?user_code="+code)
		s.post(t, "/device/verify", codeForm(code))
		s.post(t, "/device/verify?user_code="+code, nil)
	}
	hydra.Close()
	s.post(t, "/device/verify", codeForm(code)).want(http.StatusBadGateway).has("error/unavailable")
	log := s.logged()
	for _, secret := range []string{code, secretChallenge, secretToken, "device_verifier"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}
