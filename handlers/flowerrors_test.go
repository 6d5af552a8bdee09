package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// refusals are the rows of the design's table that lead a browser on: what Kratos answers to the fetch of a flow, and what
// the page then does.
var refusals = []struct {
	name  string
	reply func(t *testing.T) reply
	check func(t *testing.T, s *site, kind, path string, a *answer)
}{
	{"401 goes to sign-in and back", func(t *testing.T) reply {
		return recorded(t, 401, "error-settings-fetch-no-session")
	}, func(t *testing.T, s *site, _, path string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+path)
	}},
	{"403 aal2 follows Kratos to its own origin", func(t *testing.T) reply {
		return recorded(t, 403, "error-settings-aal2-required")
	}, func(t *testing.T, s *site, _, path string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	}},
	{"403 aal2 keeps the return_to of Kratos", func(t *testing.T) reply {
		return recorded(t, 403, "error-settings-after-recovery-aal2-required")
	}, func(t *testing.T, _ *site, _, _ string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "aal", "aal2",
			"return_to", "http://127.0.0.1:4455/settings?flow=908e6644-0e6e-445f-9128-7db9454de69b")
	}},
	{"403 aal2 does not follow elsewhere", func(t *testing.T) reply {
		return recorded(t, 403, "error-settings-aal2-required").replaced(t, browserURL, "https://evil.example")
	}, func(t *testing.T, s *site, _, path string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	}},
	{"403 aal2 is not fooled by a host in the user part", func(t *testing.T) reply {
		return recorded(t, 403, "error-settings-aal2-required").replaced(t, browserURL, browserURL+"@evil.example")
	}, func(t *testing.T, s *site, _, path string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	}},
	{"403 aal2 without a redirect", func(*testing.T) reply {
		return reply{status: 403, body: []byte(`{"error":{"id":"session_aal2_required","code":403}}`)}
	}, func(t *testing.T, s *site, _, path string, a *answer) {
		only(t, a.leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	}},
	{"403 csrf restarts", func(t *testing.T) reply {
		return recorded(t, 403, "error-fetch-csrf-403")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "")
	}},
	{"403 otherwise restarts", func(t *testing.T) reply {
		return recorded(t, 403, "error-settings-other-identity")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "")
	}},
	{"404 restarts with a notice", func(t *testing.T) reply {
		return recorded(t, 404, "error-flow-404")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "flow_gone")
	}},
	{"410 restarts with a notice", func(t *testing.T) reply {
		return recorded(t, 410, "error-login-flow-expired-410")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "flow_expired")
	}},
	{"410 keeps the return_to of the old flow", func(t *testing.T) reply {
		return recorded(t, 410, "error-login-flow-expired-410-return-to")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "flow_expired", "return_to", "http://127.0.0.1:4455/back")
	}},
	{"410 goes on in the flow that replaces it", func(t *testing.T) reply {
		return recorded(t, 410, "error-post-login-flow-expired-410")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		only(t, a.leads("/"+kind), "flow", "3920cb49-4960-4b24-8f2d-3dd9653ad057")
	}},
	{"410 distrusts a replacement that is no flow id", func(t *testing.T) reply {
		return recorded(t, 410, "error-post-login-flow-expired-410").replaced(t, "3920cb49-4960-4b24-8f2d-3dd9653ad057", "x&flow=y")
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "flow_expired")
	}},
	{"410 distrusts a flow that replaces itself", func(t *testing.T) reply {
		return recorded(t, 410, "error-post-login-flow-expired-410").replaced(t, "3920cb49-4960-4b24-8f2d-3dd9653ad057", flowID)
	}, func(t *testing.T, _ *site, kind, _ string, a *answer) {
		restarts(t, a, kind, "flow_expired")
	}},
	{"422 follows to Kratos", func(t *testing.T) reply {
		return recorded(t, 422, "recovery-success-422").replaced(t, "http://127.0.0.1:4455/settings", browserURL+"/continue")
	}, func(_ *testing.T, _ *site, _, _ string, a *answer) {
		a.leads(browserURL + "/continue")
	}},
	{"422 does not follow elsewhere", func(t *testing.T) reply {
		return recorded(t, 422, "login-oidc-422")
	}, func(_ *testing.T, _ *site, _, _ string, a *answer) {
		a.want(http.StatusUnprocessableEntity).has("error/bad_request")
	}},
	{"400 says that the flow is switched off", func(t *testing.T) reply {
		return recorded(t, 400, "error-registration-disabled")
	}, func(_ *testing.T, _ *site, _, _ string, a *answer) {
		a.want(http.StatusBadRequest).has("error/disabled")
	}},
	{"400 without an id too", func(t *testing.T) reply {
		return recorded(t, 400, "error-recovery-disabled")
	}, func(_ *testing.T, _ *site, _, _ string, a *answer) {
		a.want(http.StatusBadRequest).has("error/disabled")
	}},
	{"429 passes Retry-After on", func(*testing.T) reply {
		return reply{status: 429}.with("Retry-After", "42")
	}, func(t *testing.T, _ *site, _, _ string, a *answer) {
		a.want(http.StatusTooManyRequests).has("error/too_many")
		if got := a.Header.Get("Retry-After"); got != "42" {
			t.Errorf("Retry-After is %q, want Kratos's 42", got)
		}
	}},
}

// restarts checks the first hop of a restart: to ourselves, with the mark and perhaps a notice in cookies.
func restarts(t *testing.T, a *answer, kind, notice string, query ...string) {
	t.Helper()
	only(t, a.leads("/"+kind), append([]string{"retry", "1"}, query...)...)
	if a.cookie("thyra_guard_"+kind) == nil {
		t.Error("no guard cookie, so a loop can't be noticed")
	}
	word := ""
	if c := a.cookie("thyra_notice"); c != nil {
		word = c.Value
	}
	if word != notice {
		t.Errorf("notice is %q, want %q", word, notice)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, row := range refusals {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for _, p := range flowPages {
				t.Run(p.kind, func(t *testing.T) {
					s.kratos.on(fetchPath(p.kind), row.reply(t))
					path := "/" + p.kind + "?flow=" + flowID
					row.check(t, s, p.kind, path, s.get(t, path))
				})
			}
		})
	}
}

func TestRefusalToOwnOrigin(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	to := func(target string) *answer {
		s.kratos.on(fetchPath("recovery"), reply{status: 422, body: []byte(`{"error":{"id":"browser_location_change_required"},"redirect_browser_to":"` + target + `"}`)})
		return s.get(t, "/recovery?flow="+flowID)
	}
	only(t, to(s.URL+"/settings?flow="+flowID).leads(s.URL+"/settings"), "flow", flowID)
	for _, like := range []string{s.URL + ".evil.example/", s.URL + "@evil.example/", "https://evil.example/?" + s.URL, strings.TrimPrefix(s.URL, "http:"), "javascript:alert(1)"} {
		if a := to(like).want(http.StatusUnprocessableEntity); a.Header.Get("Location") != "" {
			t.Errorf("%s is taken for a page of ours", like)
		}
	}
}

func TestReturnToComesFromPublicURL(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"), func(c *setup) { c.PublicURL = "https://id.example/auth" })
	s.kratos.on(fetchPath("settings"), recorded(t, 401, "error-settings-fetch-no-session"))
	only(t, s.get(t, "/auth/settings?flow="+flowID+"&x=a%26b").leads(browserURL+"/self-service/login/browser"),
		"return_to", "https://id.example/auth/settings?flow="+flowID+"&x=a%26b")
}
