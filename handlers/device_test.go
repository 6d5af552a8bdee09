package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/hydra"
)

const (
	acceptUserCode = "PUT /admin/oauth2/auth/requests/device/accept"
	verifyURL      = "/device/verify?device_challenge=" + secretChallenge
	hydraPublic    = "http://127.0.0.1:4444"
	// hydraVerify is where a device sends people, and where Hydra wants the browser after a code.
	hydraVerify = hydraPublic + "/oauth2/device/verify"
)

// deviceSite is a site beside a stub Hydra, which takes every code; public is Hydra's public URL, where this server knows it.
func deviceSite(t testing.TB, public string, changes ...func(*setup)) (*site, *stub) {
	t.Helper()
	admin := newStub(t)
	client, err := hydra.New(hydra.Config{AdminURL: admin.URL, PublicURL: public, Token: secretToken, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	admin.on(acceptUserCode, recordedBy(t, "next", http.StatusOK, "hydra-device-accepted"))
	return newSite(t, append([]func(*setup){func(c *setup) { c.Hydra = client }}, changes...)...), admin
}

func codeForm(code string) url.Values {
	return url.Values{"device_challenge": {secretChallenge}, "user_code": {code}}
}

// wrongCode is Hydra's answer to a code that it does not know, does not know any more, or has seen before.
func wrongCode(t testing.TB) reply {
	t.Helper()
	return recordedBy(t, "next", http.StatusBadRequest, "hydra-error-device-user-code-wrong")
}

func TestDeviceCodeIsAskedFor(t *testing.T) {
	t.Parallel()
	s, hydra := deviceSite(t, hydraPublic)
	a := s.get(t, verifyURL, "Cookie", secretCookie).want(http.StatusOK)
	input := a.has("node/input/user_code").Find("input")
	for name, want := range map[string]string{
		"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "type": "text", "value": "", "dir": "ltr",
	} {
		if got := input.AttrOr(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, focused := input.Attr("autofocus"); !focused || input.Length() != 1 {
		t.Error("the visitor can't type at once")
	}
	for id := range strings.FieldsSeq(input.AttrOr("aria-describedby", "")) {
		if a.doc.Find("#"+id).Length() != 1 {
			t.Errorf("the field is described by %q, which is not there", id)
		}
	}
	if !strings.Contains(input.AttrOr("aria-describedby", ""), "device-warning") || !strings.Contains(a.has("device-warning").Text(), "somebody sent you") {
		t.Error("the warning about codes of strangers is not tied to the field")
	}
	if got := a.has("device-form").Find("[name=device_challenge]").AttrOr("value", ""); got != secretChallenge {
		t.Errorf("the challenge is %q", got)
	}
	a.lacks("device-compare")
	if calls := slices.Concat(hydra.got(""), s.kratos.got("")); len(calls) != 0 {
		t.Errorf("asking for a code needs nothing, and Hydra or Kratos got %v", calls)
	}
}

// Whoever made a link with a code in it may be after the visitor's account: it is shown, and nothing is sent before a click.
func TestDeviceCodeOfALinkIsNotSent(t *testing.T) {
	t.Parallel()
	s, hydra := deviceSite(t, hydraPublic)
	for code, want := range map[string]string{
		"aU9UmP6W":                    "aU9UmP6W",
		" aU9U-mP6W\n":                "aU9U-mP6W",
		`"><script>alert(1)</script>`: `"><script>alert(1)</script>`,
		"\u202eW6Pm":                  "W6Pm",
		"\u200b":                      "",
		strings.Repeat("é", 64):       strings.Repeat("é", 64),
		strings.Repeat("x", 65):       "",
	} {
		for _, header := range [][]string{nil, {"Sec-Purpose", "prefetch"}} {
			a := s.get(t, verifyURL+"&user_code="+url.QueryEscape(code), header...).want(http.StatusOK)
			input := a.has("node/input/user_code").Find("input")
			if got := input.AttrOr("value", ""); got != want {
				t.Errorf("the code %q is shown as %q, want %q", code, got, want)
			}
			if shown := a.doc.Find(`[data-testid="device-compare"]`).Length() == 1; shown != (want != "") {
				t.Errorf("%q: asked to compare it with the device: %t", code, shown)
			}
			if _, focused := input.Attr("autofocus"); focused != (want == "") {
				t.Errorf("%q: the field has the focus: %t", code, focused)
			}
		}
	}
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("without a click Hydra got %v", calls)
	}
}

// Blanks and dashes are for the eye, and no keyboard is alike; whether a letter is small is part of the code.
func TestDeviceCodeIsForgiving(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"aU9UmP6W":                      "aU9UmP6W",
		"  aU9U mP6W ":                  "aU9UmP6W",
		"aU9U-mP6W\r\n":                 "aU9UmP6W",
		"aU9U\u2013mP6W":                "aU9UmP6W", // en dash
		"aU9U\u2014\u2212\u2011mP6W":    "aU9UmP6W", // em dash, minus, non-breaking hyphen
		"\u200faU9U\u00a0m\u200bP6W":    "aU9UmP6W", // from a mail: a mark for the direction, blanks of no width and of no break
		"au9ump6w":                      "au9ump6w",
		"١٢٣-٤٥٦":                       "123456",
		"१२३ ۴۵۶":                       "123456",
		"\uff21\uff22\uff23\uff11":      "ABC1", // full width
		"\U0001d7ce\U0001d7d9":          "01",
		`{"user_code":"x"}`:             `{"user_code":"x"}`,
		strings.Repeat("é ", 64):        strings.Repeat("é", 64),
		"a+b%20c&user_code=other;z=\\x": "a+b%20c&user_code=other;z=\\x",
	} {
		s, hydra := deviceSite(t, hydraPublic)
		to := s.post(t, "/device/verify", codeForm(typed), "Cookie", secretCookie).leads(hydraVerify)
		if to.Get("device_verifier") == "" {
			t.Errorf("the browser goes on with %v", to)
		}
		call := hydra.one(t, acceptUserCode)
		var body map[string]string
		if err := json.Unmarshal(call.body, &body); err != nil || len(body) != 1 || body["user_code"] != want {
			t.Errorf("typed %q, Hydra was told %s, want %q", typed, call.body, want)
		}
		if call.query.Get("device_challenge") != secretChallenge || len(call.query) != 1 {
			t.Errorf("Hydra was asked with %v", call.query)
		}
		if call.header.Get("Cookie") != "" || call.header.Get("Authorization") != "Bearer "+secretToken {
			t.Errorf("Hydra got the headers %v", call.header)
		}
	}
}

// A code that is wrong, expired or used keeps the page, and the challenge with it.
func TestWrongDeviceCode(t *testing.T) {
	t.Parallel()
	for typed, c := range map[string]struct{ asked, shown, says string }{
		"aU9U-mP6W":             {"aU9UmP6W", "aU9U-mP6W", "wrong"},
		`<script>"x`:            {`<script>"x`, `<script>"x`, "wrong"},
		"":                      {"", "", "Enter the code"},
		" -\u200b– ":            {"", "", "Enter the code"},
		strings.Repeat("x", 65): {"", "", "wrong"},
	} {
		s, hydra := deviceSite(t, hydraPublic)
		hydra.on(acceptUserCode, wrongCode(t))
		a := s.post(t, "/device/verify", codeForm(typed)).want(http.StatusBadRequest)
		input := a.has("node/input/user_code").Find("input")
		if input.AttrOr("aria-invalid", "") != "true" || input.AttrOr("value", "") != c.shown {
			t.Errorf("typed %q: invalid %q, shown %q", typed, input.AttrOr("aria-invalid", ""), input.AttrOr("value", ""))
		}
		if !strings.Contains(a.has("ui/message/user_code").Text(), c.says) || a.has("error-summary").Find("a").AttrOr("href", "") != "#user_code" {
			t.Errorf("typed %q: the page says %q", typed, a.has("ui/message/user_code").Text())
		}
		if !strings.HasPrefix(a.doc.Find("title").Text(), "Error") || a.has("device-form").Find("[name=device_challenge]").AttrOr("value", "") != secretChallenge {
			t.Errorf("typed %q: the title is %q, or the challenge is lost", typed, a.doc.Find("title").Text())
		}
		if got := len(hydra.got(acceptUserCode)) > 0; got != (c.asked != "") {
			t.Errorf("typed %q: Hydra was asked: %t", typed, got)
		}
	}
}

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
	s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")).want(http.StatusSeeOther)
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
