package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

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
