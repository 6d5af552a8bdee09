package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
)

// What Hydra says when it can't take any code with this challenge, and the page that follows.
func TestDeviceCodeIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer reply
		status int
		page   string
	}{
		"unknown":           {recordedBy(t, "next", 404, "hydra-error-device-challenge-unknown"), 404, "error/device"},
		"expired":           {recordedBy(t, "next", 401, "hydra-error-device-challenge-expired"), 410, "error/device"},
		"an older Hydra":    {reply{status: 404, body: []byte("404 page not found\n")}, 404, "error/device"},
		"bad token":         {reply{status: 401, body: []byte(`{"error":{"code":401}}`)}, 502, "error/unavailable"},
		"token not allowed": {reply{status: 403}, 502, "error/unavailable"},
		"too many":          {reply{status: 429}, 429, "error/too_many"},
		"broken":            {reply{status: 500, body: []byte("<html>")}, 502, "error/unavailable"},
		"being started":     {reply{status: 503}, 503, "error/unavailable"},
		"garbage":           {reply{body: []byte(`{"redirect_to":7}`)}, 502, "error/unavailable"},
		"empty":             {reply{body: []byte("")}, 502, "error/unavailable"},
		"leads elsewhere":   {reply{body: []byte(`{"redirect_to":"https://evil.example/x"}`)}, 502, "error/unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, public := range []string{hydraPublic, ""} {
				if public == "" && name == "leads elsewhere" {
					continue // nobody knows where Hydra is
				}
				s, hydra := deviceSite(t, public)
				hydra.on(acceptUserCode, c.answer)
				a := s.post(t, "/device/verify", codeForm("aU9UmP6W")).want(c.status)
				a.has(c.page)
				if c.page != "error/device" {
					continue
				}
				if public == "" {
					a.lacks("restart-link")
				} else if way := a.has("restart-link").AttrOr("href", ""); way != hydraVerify {
					t.Errorf("the way to start again is %q", way)
				}
			}
		})
	}
}

// Without a challenge nothing can be answered; Hydra gives one, and the code goes with the browser.
func TestDeviceWithoutAChallenge(t *testing.T) {
	t.Parallel()
	s, hydra := deviceSite(t, hydraPublic)
	only(t, s.get(t, "/device/verify").leads(hydraVerify))
	only(t, s.get(t, "/device/verify?device_challenge=&user_code=aU9U+mP%266W").leads(hydraVerify), "user_code", "aU9U mP&6W")
	only(t, s.post(t, "/device/verify", url.Values{"user_code": {"aU9UmP6W"}}).leads(hydraVerify))
	s.get(t, "/device/verify", "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	unknown, _ := deviceSite(t, "")
	unknown.get(t, "/device/verify?user_code=aU9UmP6W").want(http.StatusNotFound).has("error/device")
	unknown.post(t, "/device/verify", nil).want(http.StatusNotFound).has("error/device")
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
}

func TestDeviceCodeFromElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	s, hydra := deviceSite(t, hydraPublic)
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		s.do(t, http.MethodPost, "/device/verify", codeForm("aU9UmP6W").Encode(), "Content-Type", "application/x-www-form-urlencoded", header[0], header[1]).
			want(http.StatusForbidden)
	}
	s.do(t, http.MethodPut, "/device/verify", "").want(http.StatusMethodNotAllowed)
	s.do(t, http.MethodPost, "/device/success", "", "Sec-Fetch-Site", "same-origin").want(http.StatusMethodNotAllowed)
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
}

func TestWithoutHydraThereAreNoDevices(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.get(t, verifyURL).want(http.StatusNotFound).has("error/not_found")
	s.get(t, "/device/success?client_id=x").want(http.StatusNotFound).has("error/not_found")
	s.post(t, "/device/verify", codeForm("aU9UmP6W")).want(http.StatusNotFound)
}

// Forms of the page go on to Hydra, whatever origins the operator lists for the rest.
func TestFormsOfDevicesMayEndAtHydra(t *testing.T) {
	t.Parallel()
	for public, want := range map[string][]string{hydraPublic: {hydraPublic}, "": {"https:", "http:"}} {
		s, _ := deviceSite(t, public, func(c *setup) { c.FormActions = []string{"https://accounts.example"} })
		want = append([]string{"'self'", browserURL, "https://accounts.example"}, want...)
		if got := s.get(t, verifyURL).directive("form-action"); !slices.Equal(got, want) {
			t.Errorf("with the public URL %q forms may end at %q, want %q", public, got, want)
		}
	}
}
