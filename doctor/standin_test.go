package doctor

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// standIn answers as Kratos, Hydra and the pages of a right set-up do, unless a test replaces an answer. One server is all of them:
// the pages are below /ui.
type standIn struct {
	url     string
	replace map[string]http.HandlerFunc // by path
	baseURL string                      // Kratos's; url when empty
	uiURL   string                      // of Kratos's flows; url/ui when empty
	cookie  http.Cookie                 // attributes of the CSRF cookie
	nodes   string                      // of the login flow, JSON
}

const (
	passwordNode = `{"type":"input","group":"password","attributes":{"node_type":"input","type":"submit","name":"method","value":"password"}}`
	passkeyNode  = `{"type":"input","group":"passkey","attributes":{"node_type":"input","type":"hidden","name":"passkey_challenge","value":"{\"publicKey\":{\"rpId\":\"id.example.org\"}}"}}`
	flowID       = "d17f7b52-9370-4c3b-9104-519816ca1e83"
)

func newStandIn(t *testing.T) *standIn {
	t.Helper()
	s := &standIn{replace: map[string]http.HandlerFunc{}, cookie: http.Cookie{Path: "/", SameSite: http.SameSiteLaxMode}, nodes: passwordNode}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url, s.baseURL, s.uiURL = server.URL, server.URL, server.URL+"/ui"
	return s
}

// setup is a right one for what stands in.
func (s *standIn) setup() Setup {
	return Setup{
		KratosURL: s.url, BrowserURL: s.baseURL, PublicURL: s.uiURL, BasePath: pathOf(s.uiURL),
		HydraAdminURL: s.url, HydraPublicURL: s.url,
	}
}

func (s *standIn) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if answer := s.replace[r.URL.Path]; answer != nil {
		answer(w, r)
		return
	}
	switch path := r.URL.Path; path {
	case "/sessions/whoami":
		answerJSON(w, http.StatusUnauthorized, `{"error":{"code":401,"status":"Unauthorized","reason":"No valid session credentials found in the request."}}`)
	case "/health/ready":
		answerJSON(w, http.StatusOK, `{"status":"ok"}`)
	case "/self-service/login/flows":
		answerJSON(w, http.StatusOK, fmt.Sprintf(`{"id":%[1]q,"ui":{"action":"%[2]s/self-service/login?flow=%[1]s","nodes":[%[3]s]}}`, flowID, s.baseURL, s.nodes))
	case "/self-service/logout":
		http.Redirect(w, r, s.uiURL+"/error?id="+flowID, http.StatusSeeOther)
	case "/ui/sessions":
		http.Redirect(w, r, s.baseURL+"/self-service/login/browser?return_to="+url.QueryEscape("http://"+r.Host+path), http.StatusSeeOther)
	case "/admin/oauth2/auth/requests/consent":
		answerJSON(w, http.StatusNotFound, `{"error":"Not Found","error_description":"Unable to locate the requested resource"}`)
	case "/.well-known/openid-configuration":
		answerJSON(w, http.StatusOK, fmt.Sprintf(`{"issuer":%q}`, s.url))
	default:
		s.start(w, r)
	}
}

// start begins a flow.
func (s *standIn) start(w http.ResponseWriter, r *http.Request) {
	kind, ok := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/self-service/"), "/browser")
	if !ok {
		http.NotFound(w, r)
		return
	}
	cookie := s.cookie
	cookie.Name, cookie.Value = "csrf_token_8403", "secret"
	http.SetCookie(w, &cookie)
	http.Redirect(w, r, s.uiURL+"/"+kind+"?flow="+flowID, http.StatusSeeOther)
}

func answerJSON(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

// refuse answers with a status and nothing else.
func refuse(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}
