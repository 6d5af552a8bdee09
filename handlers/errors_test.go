package handlers_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

const errorsPath = "GET /self-service/errors"

func TestErrorOfKratos(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, version := range versions {
		for _, c := range []struct {
			fixture string
			answers int
			status  int
			key     string
		}{
			{"error-stub-500", 200, http.StatusInternalServerError, "internal"},
			{"error-csrf-flow-error", 200, http.StatusForbidden, "csrf"},
			{"error-flow-error-404", 404, http.StatusNotFound, "gone"},
		} {
			t.Run(version+"/"+c.fixture, func(t *testing.T) {
				answer := recordedBy(t, version, c.answers, c.fixture)
				s.kratos.on(errorsPath, answer)
				a := s.get(t, "/error?id=stub%3A500%26x", "Cookie", secretCookie).want(c.status)
				a.has("error/" + c.key)
				calls := s.kratos.got(errorsPath)
				only(t, calls[len(calls)-1].query, "id", "stub:500&x")
				for _, internal := range []string{"stub error", "CSRF", "ory.sh", "reject_reason", "391eea0b", "stub:500"} {
					if strings.Contains(a.body, internal) {
						t.Errorf("%q of Kratos is on the page", internal)
					}
				}
			})
		}
	}
}

// Kratos refuses the form of a browser that keeps no cookies in the words for a form that is out of date.
func TestErrorOfABrowserWithoutCookies(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(errorsPath, recorded(t, 200, "error-csrf-flow-error"))
	s.get(t, "/error?id=1").want(http.StatusForbidden).has("error/cookies")
}

func TestErrorCodes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, c := range []struct {
		error  string
		status int
		key    string
	}{
		{`{"code":400,"id":"self_service_flow_return_to_forbidden"}`, 400, "return_to"},
		{`{"code":400,"id":"self_service_flow_disabled"}`, 400, "disabled"},
		{`{"code":400}`, 400, "bad_request"},
		{`{"code":401}`, 401, "signed_out"},
		{`{"code":403}`, 403, "forbidden"},
		{`{"code":410}`, 410, "gone"},
		{`{"code":429}`, 429, "bad_request"},
		{`{"code":503}`, 503, "internal"},
		{`{}`, 500, "internal"},
		{`{"code":200}`, 500, "internal"},
		{`{"code":-1}`, 500, "internal"},
		{`{"code":1000}`, 500, "internal"},
		{`{"code":"404"}`, 500, "internal"},
		{`{"code":1e300,"id":7}`, 500, "internal"},
	} {
		s.kratos.on(errorsPath, reply{body: []byte(`{"id":"1","error":` + c.error + `}`)})
		if a := s.get(t, "/error?id=1"); a.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.error, a.StatusCode, c.status)
		} else {
			a.has("error/" + c.key)
		}
	}
	for _, nonsense := range []string{"", "null", "[]", "<html>"} {
		s.kratos.on(errorsPath, reply{body: []byte(nonsense)})
		s.get(t, "/error?id=1").want(http.StatusBadGateway).has("error/unavailable")
	}
}

// Ory Hydra sends browsers here with its own words. They are shown as another application's, and as text.
func TestErrorOfAnotherApplication(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, text := range []string{
		"login_required", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "</dd></main>", "{{.}}", "javascript:alert(1)",
		"\u202eevil", strings.Repeat("x", 1000), `' onmouseover='alert(1)`,
	} {
		query := url.Values{"error": {text}, "error_description": {text}, "error_hint": {text}, "error_debug": {"hidden-" + text}, "other": {"hidden-" + text}}
		a := s.get(t, "/error?"+query.Encode()).want(http.StatusBadRequest)
		lines := a.has("error/foreign").Find("[data-testid=foreign-error] dd")
		if lines.Length() != 3 {
			t.Fatalf("%q: %d lines, want 3", text, lines.Length())
		}
		for i := range 3 {
			if got := lines.Eq(i).Text(); got != text {
				t.Errorf("%q is shown as %q", text, got)
			}
			if lines.Eq(i).Children().Length() != 0 {
				t.Errorf("%q became markup", text)
			}
		}
		if a.doc.Find("img, script:not([nonce]), [onerror], [onmouseover]").Length() != 0 {
			t.Errorf("%q became markup", text)
		}
		if strings.Contains(a.body, "hidden-") {
			t.Errorf("%q: an unknown parameter is on the page", text)
		}
		if title := a.doc.Find("title").Text(); strings.Contains(title, text) {
			t.Errorf("%q is in the title, as if it were ours", text)
		}
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
}

func TestErrorOfNobody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, query := range []string{"", "?id=", "?error=&error_hint=", "?message=hello"} {
		a := s.get(t, "/error"+query).want(http.StatusNotFound)
		a.has("error/not_found")
		a.has("home-link")
		a.lacks("foreign-error")
	}
}

// Every error page says its status and the reference that the log has.
func TestErrorReference(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.get(t, "/none").want(http.StatusNotFound)
	reference := a.has("error/not_found").Find(".reference code").Text()
	if !strings.Contains(a.has("error/not_found").Find(".reference").Text(), strconv.Itoa(http.StatusNotFound)) {
		t.Error("the page does not say its status")
	}
	if log := s.logged(); reference == "" || !strings.Contains(log, reference) {
		t.Errorf("reference %q is not in the log %s", reference, log)
	}
}

// What only the operator can mend is said in the log, under the reference that the page shows, and with no more of the address
// than its origin.
func TestRefusedReturnIsTheOperatorsToMend(t *testing.T) {
	t.Parallel()
	const secret = "secret-in-the-address"
	refusal := func(reason string) []byte {
		text, err := json.Marshal(reason)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(`{"id":"1","error":{"id":"self_service_flow_return_to_forbidden","code":400,"reason":` + string(text) + `}}`)
	}
	for reason, origin := range map[string]string{
		`Requested return_to URL "https://app.example:8443/` + secret + `?x=` + secret + `" is not allowed.`: "https://app.example:8443",
		`Requested return_to URL "com.example.app:/` + secret + `" is not allowed.`:                          "com.example.app",
		`Requested return_to URL "` + secret + `" is not allowed.`:                                           "not known",
		secret: "not known",
	} {
		s := newSite(t)
		s.kratos.on(errorsPath, reply{body: refusal(reason)})
		a := s.get(t, "/error?id=1").want(http.StatusBadRequest)
		reference := a.has("error/return_to").Find(".reference code").Text()
		log := s.logged()
		if !strings.Contains(log, `"reference":"`+reference+`","route":"/error","origin":"`+origin+`"`) || !strings.Contains(log, "allowed_return_urls") {
			t.Errorf("%s: the log does not tell the operator: %s", reason, log)
		}
		if strings.Contains(log, secret) || strings.Contains(a.body, "Kratos") {
			t.Errorf("%s: the log is %s, the page %s", reason, log, a.body)
		}
	}
	s := newSite(t)
	s.kratos.on(logoutPath, reply{status: http.StatusBadRequest, body: []byte(`{"error":{"id":"self_service_flow_return_to_forbidden","code":400}}`)})
	s.get(t, "/logout?return_to=https://app.example/"+secret, "Sec-Fetch-Site", "same-origin").want(http.StatusBadRequest).has("error/return_to")
	if log := s.logged(); !strings.Contains(log, `"origin":"https://app.example"`) || strings.Contains(log, secret) {
		t.Errorf("the log is %s", log)
	}
}

// An application around us may end a request early. Then not even the error page can be drawn, and still something is said.
func TestLastResort(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	w := httptest.NewRecorder()
	s.Config.Handler.ServeHTTP(w, httptest.NewRequestWithContext(late, http.MethodGet, "/welcome", nil))
	if body := w.Body.String(); w.Code != http.StatusInternalServerError || !strings.Contains(body, "<h1>Something went wrong</h1>") {
		t.Errorf("status %d, %q", w.Code, body)
	}
	if w.Header().Get("Content-Security-Policy") == "" {
		t.Error("the answer is not protected")
	}
}
