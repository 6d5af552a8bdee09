package doctor

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// facts are what was asked and answered. They are gathered first; checks only read them.
type facts struct {
	setup Setup

	session     answer // Kratos: who is signed in
	readiness   answer // Kratos: can it serve
	admin       answer // the same address, as if it were Kratos's admin API
	version     answer // Kratos's admin API
	login       answer // the start of a login flow, as a browser does it
	loginError  answer // what Kratos says of the login flow that could not start
	loginFlow   answer // the document of the flow
	flow        *kratos.Flow
	others      []started // the starts of other flows
	errorPage   answer    // a request that ends at Kratos's error page
	browser     answer    // who is signed in, asked at the address for browsers
	browserFlow answer    // the login flow again, there
	returns     []answer  // flows with addresses of ours to return to
	pages       answer    // a page of ours that needs a session

	hydra       answer // the admin API: a consent request that there is none of
	hydraIssuer answer // at the address of the admin API, what only the public API has
	hydraPublic answer // the public API
	challenge   answer // Kratos: a login flow for an application
}

// started is the start of a flow.
type started struct {
	kind kratos.Kind
	answer
}

func newFacts(s Setup) *facts {
	s.BrowserURL = cmp.Or(s.BrowserURL, s.KratosURL)
	s.BasePath = "/" + strings.Trim(s.BasePath, "/")
	return &facts{setup: s}
}

// asDocument are the headers of a call that wants no redirect.
func asDocument(cookies []*http.Cookie) []string {
	pairs := make([]string, 0, len(cookies))
	for _, c := range cookies {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	return []string{"Accept", "application/json", "Cookie", strings.Join(pairs, "; ")}
}

// Paths of Kratos's public API, and of Hydra's (OpenID Connect Discovery 4).
const (
	whoami    = "/sessions/whoami"
	discovery = "/.well-known/openid-configuration"
)

// askKratos asks for what RunBasics needs.
func (f *facts) askKratos(ctx context.Context) {
	public := f.setup.KratosURL
	f.session = f.get(ctx, public, whoami, asDocument(nil)...)
	if !isKratos(f.session) {
		if f.session.came() {
			f.admin = f.get(ctx, public, "/admin/health/ready")
		}
		return
	}
	f.login = f.get(ctx, public, startPath(kratos.Login, nil), "Accept", "text/html")
	to := f.login.location()
	if to == nil {
		return
	}
	if id := to.Query().Get("flow"); id != "" {
		f.loginFlow = f.get(ctx, public, flowPath(id), asDocument(f.cookies())...)
		f.flow, _ = kratos.Parse(f.loginFlow.body)
	} else if id := to.Query().Get("id"); id != "" {
		f.loginError = f.get(ctx, public, "/self-service/errors?id="+url.QueryEscape(id), asDocument(nil)...)
	}
}

// askFurther asks Kratos and our own pages for what only Run needs.
func (f *facts) askFurther(ctx context.Context) {
	public := f.setup.KratosURL
	if f.setup.KratosAdminURL != "" {
		f.version = f.get(ctx, f.setup.KratosAdminURL, "/admin/version", asDocument(nil)...)
	}
	if f.setup.BrowserURL != public {
		f.browser = f.get(ctx, f.setup.BrowserURL, whoami, asDocument(nil)...)
	}
	if f.pagesOrigin() != "" {
		f.pages = f.get(ctx, f.pagesURL(), "/sessions", "Accept", "text/html")
	}
	if !isKratos(f.session) {
		return
	}
	f.readiness = f.get(ctx, public, "/health/ready")
	f.errorPage = f.get(ctx, public, "/self-service/logout", "Accept", "text/html")
	for _, kind := range []kratos.Kind{kratos.Registration, kratos.Recovery, kratos.Verification} {
		f.others = append(f.others, started{kind, f.get(ctx, public, startPath(kind, nil), "Accept", "text/html")})
	}
	if f.flow != nil && isKratos(f.browser) {
		f.browserFlow = f.get(ctx, f.setup.BrowserURL, flowPath(f.flow.ID), asDocument(f.cookies())...)
	}
	for _, address := range f.ownAddresses() {
		f.returns = append(f.returns, f.get(ctx, public, startPath(kratos.Login, url.Values{"return_to": {address}}), asDocument(nil)...))
	}
}

// askHydra asks Hydra, if there is one, and Kratos about it.
func (f *facts) askHydra(ctx context.Context) {
	admin := f.setup.HydraAdminURL
	if admin == "" {
		return
	}
	headers := asDocument(nil)
	if token := f.setup.HydraToken; token != "" {
		headers = append(headers, "Authorization", "Bearer "+token)
	}
	f.hydra = f.get(ctx, admin, "/admin/oauth2/auth/requests/consent?consent_challenge=doctor", headers...)
	if f.hydra.came() && !isHydraAdmin(f.hydra) {
		f.hydraIssuer = f.get(ctx, admin, discovery)
	}
	if f.setup.HydraPublicURL != "" {
		f.hydraPublic = f.get(ctx, f.setup.HydraPublicURL, discovery)
	}
	if isKratos(f.session) {
		f.challenge = f.get(ctx, f.setup.KratosURL, startPath(kratos.Login, url.Values{"login_challenge": {"doctor"}}), asDocument(nil)...)
	}
}

// startPath begins a flow at Kratos, and flowPath fetches a login flow.
func startPath(kind kratos.Kind, query url.Values) string {
	path := "/self-service/" + string(kind) + "/browser"
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

func flowPath(id string) string {
	return "/self-service/" + string(kratos.Login) + "/flows?id=" + url.QueryEscape(id)
}

// cookies are those that Kratos sets at the start of a login flow.
func (f *facts) cookies() []*http.Cookie {
	return (&http.Response{Header: f.login.header}).Cookies()
}
