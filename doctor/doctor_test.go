package doctor

import (
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func ids(findings []Finding) []ID {
	list := make([]ID, 0, len(findings))
	for _, f := range findings {
		list = append(list, f.ID)
	}
	return list
}

func TestRightSetup(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	r := Run(t.Context(), s.setup())
	if len(r.Findings) > 0 {
		t.Errorf("%v", r.Findings)
	}
	for _, want := range []string{"Kratos's public API answers at " + s.url, "password", "Hydra's admin API"} {
		if notes := strings.Join(r.Notes, "\n"); !strings.Contains(notes, want) {
			t.Errorf("no %q in the notes:\n%s", want, notes)
		}
	}
}

// What real Kratos does not do on one machine. The end-to-end tests have what it does.
func TestFindings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*standIn, *Setup)
		want   []ID
	}{
		{"no database", func(s *standIn, _ *Setup) { s.replace["/health/ready"] = refuse(http.StatusServiceUnavailable) }, []ID{KratosNotReady}},
		{"a page of the proxy", func(s *standIn, _ *Setup) { s.replace["/sessions/whoami"] = refuse(http.StatusBadGateway) }, []ID{KratosWrongAnswer}},
		{"no redirect", func(s *standIn, _ *Setup) {
			s.replace["/self-service/login/browser"] = refuse(http.StatusInternalServerError)
		}, []ID{LoginFlowFailed}},
		{"a redirect to the error page", func(s *standIn, _ *Setup) {
			s.replace["/self-service/login/browser"] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, s.uiURL+"/error?id="+flowID, http.StatusSeeOther)
			}
		}, []ID{LoginFlowFailed, CookieMissing}},
		{"a flow that is refused", func(s *standIn, _ *Setup) { s.replace["/self-service/login/flows"] = refuse(http.StatusForbidden) }, []ID{LoginFlowFailed}},
		{"a proxy that drops cookies", func(s *standIn, _ *Setup) {
			s.replace["/self-service/login/browser"] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, s.uiURL+"/login?flow="+flowID, http.StatusSeeOther)
			}
		}, []ID{CookieMissing}},
		{"another server at our address", func(s *standIn, _ *Setup) { s.replace["/ui/sessions"] = http.NotFound }, []ID{PagesWrongAnswer}},
		{"a proxy that asks for a password", func(s *standIn, _ *Setup) { s.replace["/ui/sessions"] = refuse(http.StatusUnauthorized) }, nil},
		{"a server that takes https for http", func(s *standIn, _ *Setup) {
			s.replace["/ui/sessions"] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, s.baseURL+"/self-service/login/browser?return_to=http%3A%2F%2Fthyra%3A3000%2Fui%2Fsessions", http.StatusSeeOther)
			}
		}, []ID{ProxyHeaders}},
		{"a token that Hydra refuses", func(s *standIn, _ *Setup) {
			s.replace["/admin/oauth2/auth/requests/consent"] = refuse(http.StatusUnauthorized)
		}, []ID{HydraTokenRefused}},
		{"an old clock", func(s *standIn, _ *Setup) {
			s.replace["/sessions/whoami"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
				answerJSON(w, http.StatusUnauthorized, `{"error":{"code":401,"status":"Unauthorized"}}`)
			}
		}, []ID{ClockSkew}},
		{"a host of a brand that Kratos does not know", func(s *standIn, setup *Setup) {
			setup.BrowserPath, setup.Hosts = "/kratos", []string{"shop.example.org"}
			s.replace["/self-service/login/browser"] = func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.URL.Query().Get("return_to"), "//shop.example.org:") {
					answerJSON(w, http.StatusBadRequest, `{"error":{"id":"self_service_flow_return_to_forbidden","reason":"It is not allowed."}}`)
					return
				}
				s.start(w, r)
			}
		}, []ID{ReturnURLRefused}},
		{"a slip", func(_ *standIn, s *Setup) { s.Variables = []string{"BRNAD_DIR is no setting"} }, []ID{UnknownVariable}},
		{"no certificates", func(_ *standIn, s *Setup) { s.Certificates = errors.New("no file") }, []ID{CertificatesUnusable}},
		{"brands", func(_ *standIn, s *Setup) { s.BrandDir = errors.New("shop: no name") }, []ID{BrandDir}},
		{"messages", func(_ *standIn, s *Setup) { s.LocalesDir = errors.New("no file") }, []ID{LocalesDir}},
		{"mails", func(_ *standIn, s *Setup) { s.Mails = []string{"login_code/valid/email.body.gotmpl: is missing"} }, []ID{MailsStale}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStandIn(t)
			setup := s.setup()
			test.change(s, &setup)
			if got := ids(Run(t.Context(), setup).Findings); !slices.Equal(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// In a container, localhost is the container, and not what browsers call so.
func TestLocalhostForBrowsersIsNotChecked(t *testing.T) {
	t.Parallel()
	f := newFacts(Setup{KratosURL: "http://kratos:4433", BrowserURL: "http://localhost:4433"})
	f.browser = answer{url: "http://localhost:4433/sessions/whoami", err: errors.New("connection refused")}
	if found := f.findings(); len(found) > 0 && found[0].ID == BrowserURLUnreachable || !strings.Contains(strings.Join(f.notes(), "\n"), "Not checked: http://localhost:4433") {
		t.Error(found, f.notes())
	}
}

// The cheap part costs Kratos one flow, and nothing where it is not Kratos.
func TestBasicsCostOneFlow(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	var calls []string
	for _, path := range []string{"/self-service/login/browser", "/self-service/registration/browser", "/self-service/login/flows", "/self-service/logout"} {
		s.replace[path] = func(w http.ResponseWriter, r *http.Request) {
			calls = append(calls, path)
			delete(s.replace, path)
			s.ServeHTTP(w, r)
		}
	}
	RunBasics(t.Context(), s.setup())
	if want := []string{"/self-service/login/browser", "/self-service/login/flows"}; !slices.Equal(calls, want) {
		t.Errorf("%v, want %v", calls, want)
	}
}

// A password in a setting is printed nowhere, nor what a cookie or a flow holds.
func TestFindingsHoldNoSecrets(t *testing.T) {
	t.Parallel()
	s := newStandIn(t)
	s.replace["/health/ready"] = refuse(http.StatusServiceUnavailable)
	s.cookie.Domain = "example.org"
	setup := s.setup()
	setup.KratosURL = strings.Replace(s.url, "//", "//user:pass@", 1)
	setup.HydraAdminURL = "http://user:pass@127.0.0.1:1"
	r := Run(t.Context(), setup)
	text := strings.Join(r.Notes, "\n")
	for _, f := range r.Findings {
		text += f.String()
	}
	if len(r.Findings) < 3 {
		t.Errorf("%d findings", len(r.Findings))
	}
	for _, secret := range []string{"user:", "pass@", "secret", flowID} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in\n%s", secret, text)
		}
	}
}

func TestFindingsSayAll(t *testing.T) {
	t.Parallel()
	f := one(BaseURLDiffers, "problem", "seen", "change")[0]
	for _, want := range []string{"base-url-differs\n", "problem", "seen", f.Why(), "change"} {
		if want == "" || !strings.Contains(f.String(), want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
}

// docs/deploy.md has a row for each kind of problem, in the same words.
func TestDocumentedFindings(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("../docs/deploy.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	seen := map[ID]bool{}
	for _, d := range Descriptions() {
		if seen[d.ID] || d.Means == "" || d.Why == "" || d.Setting == "" {
			t.Errorf("%+v", d)
		}
		seen[d.ID] = true
		setting := d.Setting
		if first, _, _ := strings.Cut(setting, ", "); !strings.Contains(first, " ") { // names, and not words
			setting = "`" + strings.ReplaceAll(setting, ", ", "`, `") + "`"
		}
		want.WriteString("| `" + string(d.ID) + "` | " + d.Means + ": " + d.Why + " | " + setting + " |\n")
	}
	if !strings.Contains(string(document), want.String()) {
		t.Errorf("docs/deploy.md needs these rows:\n%s", &want)
	}
}
