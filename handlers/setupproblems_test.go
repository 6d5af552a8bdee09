package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// setupLine is what tests read of a line of the log.
type setupLine struct {
	Level, Msg, Problem, Reference string
	Page, Kratos, Origin, From     string
	PublicURL                      string `json:"public_url"`
}

// setupLog is the warnings so far, and what the lines of requests name as a problem.
func setupLog(t *testing.T, s *site) (warnings []setupLine, problems []string) {
	t.Helper()
	for line := range strings.Lines(s.logged()) {
		var entry setupLine
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		switch {
		case entry.Msg == "request" && entry.Problem != "":
			problems = append(problems, entry.Problem)
		case entry.Level == "WARN":
			warnings = append(warnings, entry)
		}
	}
	return warnings, problems
}

// request is one that a browser sends to a host, from an address.
func (s *site) request(method, path, host, from string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host, r.RemoteAddr = host, from
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Config.Handler.ServeHTTP(w, r)
	return w
}

// A problem of the set-up shows on every page; a log that says so on every page is not read.
func TestSetupProblemsAreLoggedOnceInAWhile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(logoutPath, reply{status: http.StatusBadRequest, body: []byte(`{"error":{"id":"self_service_flow_return_to_forbidden","code":400}}`)})
	for range 20 {
		s.get(t, "/logout?return_to=https://app.example/", "Sec-Fetch-Site", "same-origin").want(http.StatusBadRequest)
	}
	warnings, problems := setupLog(t, s)
	if len(warnings) == 0 || len(warnings) > 5 || warnings[0].Origin != "https://app.example" {
		t.Errorf("20 requests are worth the warnings %+v", warnings)
	}
	if len(problems) != 20 || problems[19] != "return_to" {
		t.Errorf("the lines of the requests name %q", problems)
	}
}

// Cookies with Secure from a page by plain http are gone, and nothing else says why.
func TestSecureCookiesOnAPlainPageAreLogged(t *testing.T) {
	t.Parallel()
	secureKratos := func(c *setup) { c.kratos.BrowserURL = "https://auth.example.org" }
	ours := func(c *setup) { behindProxy(c); c.PublicURL = "https://id.example.org" }
	notVerified := func(cookie string) func(*site) {
		return func(s *site) {
			s.kratos.on(fetchPath("login"), reply{body: []byte(`{"id":"` + flowID + `","ui":{"action":"https://auth.example.org/self-service/login","method":"POST","nodes":[],"messages":[{"id":4000010,"type":"error","text":"x"}]}}`)})
			s.kratos.on(initPath("verification"), reply{body: []byte(`{"id":"` + flowID + `","ui":{"action":"https://auth.example.org/","method":"POST","nodes":[]}}`)}.with("Set-Cookie", cookie))
		}
	}
	for name, test := range map[string]struct {
		change  func(*setup)
		prepare func(*site)
		path    string
		host    string
		headers []string
		want    setupLine
	}{
		"Kratos's": {
			secureKratos, notVerified("csrf=x; Path=/; Secure; HttpOnly"), "/login?flow=" + flowID, "id.example.org", nil,
			setupLine{Page: "http://id.example.org", Kratos: "https://auth.example.org"},
		},
		"Kratos's, where a flow begins here": {
			secureKratos, notVerified("csrf_token_1=x; Path=/; Secure; HttpOnly"), "/verification", "id.example.org",
			[]string{"Sec-Fetch-Mode", "navigate"},
			setupLine{Page: "http://id.example.org", Kratos: "https://auth.example.org"},
		},
		"Kratos's without Secure":   {secureKratos, notVerified("csrf=x; Path=/; HttpOnly"), "/login?flow=" + flowID, "id.example.org", nil, setupLine{}},
		"Kratos's at this computer": {secureKratos, notVerified("csrf=x; Path=/; Secure"), "/login?flow=" + flowID, "shop.localhost:3000", nil, setupLine{}},
		"Kratos's at its address":   {secureKratos, notVerified("csrf=x; Path=/; Secure"), "/login?flow=" + flowID, "[::1]:3000", nil, setupLine{}},
		"Kratos's that never come": {
			secureKratos, func(*site) {}, "/login?retry=1", "id.example.org", nil,
			setupLine{Page: "http://id.example.org", Kratos: "https://auth.example.org"},
		},
		"ours, as the proxy says": {
			ours, func(*site) {}, "/sessions", "id.example.org",
			[]string{"X-Forwarded-Proto", "http"},
			setupLine{Page: "http://id.example.org", PublicURL: "https://id.example.org"},
		},
		"ours, as the browser says": {
			ours, func(*site) {}, "/sessions", "id.example.org",
			[]string{"Origin", "http://id.example.org"},
			setupLine{Page: "http://id.example.org", PublicURL: "https://id.example.org"},
		},
		"ours by https":                {ours, func(*site) {}, "/sessions", "id.example.org", []string{"X-Forwarded-Proto", "https"}, setupLine{}},
		"ours, and nobody says":        {ours, func(*site) {}, "/sessions", "id.example.org", nil, setupLine{}},
		"ours where all is plain":      {behindProxy, func(*site) {}, "/sessions", "id.example.org", []string{"X-Forwarded-Proto", "http"}, setupLine{}},
		"ours where the proxy says it": {behindProxy, func(*site) {}, "/sessions", "id.example.org", []string{"X-Forwarded-Proto", "https"}, setupLine{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, test.change)
			s.kratos.on("GET /sessions/whoami", reply{status: http.StatusUnauthorized})
			test.prepare(s)
			s.request(http.MethodGet, test.path, test.host, "127.0.0.1:5", test.headers...)
			warnings, problems := setupLog(t, s)
			if test.want == (setupLine{}) {
				if len(warnings)+len(problems) > 0 {
					t.Errorf("warnings %+v, problems %q, want none", warnings, problems)
				}
				return
			}
			if len(warnings) != 1 || len(problems) != 1 || problems[0] != "secure_cookies" {
				t.Fatalf("warnings %+v, problems %q, want one", warnings, problems)
			}
			got := warnings[0]
			if !strings.Contains(got.Msg, "Secure cookies") || got.Page != test.want.Page || got.Kratos != test.want.Kratos || got.PublicURL != test.want.PublicURL {
				t.Errorf("the warning is %+v, want %+v", got, test.want)
			}
		})
	}
}

// Most proxies send the header, and nobody notices that it does not count.
func TestProxiesThatAreNotTrustedAreLogged(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*setup)
		from   string
		scheme string
		want   string
	}{
		"a private address": {func(*setup) {}, "172.17.0.1:5", "https", "172.17.0.1"},
		"a stranger's":      {func(*setup) {}, "203.0.113.7:5", "https", "a public address"},
		"plain":             {func(*setup) {}, "172.17.0.1:5", "http", ""},
		"none":              {func(*setup) {}, "172.17.0.1:5", "", ""},
		"a trusted one":     {behindProxy, "10.0.0.1:5", "https", ""},
		"PUBLIC_URL says":   {func(c *setup) { c.PublicURL = "https://id.example.org" }, "172.17.0.1:5", "https", ""},
	} {
		s := newSite(t, test.change)
		s.request(http.MethodGet, "/welcome", "id.example.org", test.from, "X-Forwarded-Proto", test.scheme)
		warnings, problems := setupLog(t, s)
		switch {
		case test.want == "" && len(warnings)+len(problems) == 0:
		case len(warnings) == 1 && warnings[0].From == test.want && strings.Contains(warnings[0].Msg, "TRUSTED_PROXIES") && problems[0] == "untrusted_proxy":
		default:
			t.Errorf("%s: warnings %+v, problems %q, want %q", name, warnings, problems, test.want)
		}
	}
}
