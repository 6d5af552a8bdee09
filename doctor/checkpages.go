package doctor

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// page is a page of ours that a ui_url of Kratos names.
type page struct {
	flow   string // in Kratos's settings
	uiURL  string
	source string // how it was seen
}

// uiURLs are the ui_urls that Kratos's redirects or its file tell. Redirects win.
func (f *facts) uiURLs() []page {
	var list []page
	known := map[string]bool{}
	add := func(flow string, uiURL, source string) {
		if uiURL != "" && !known[flow] {
			known[flow] = true
			list = append(list, page{flow, uiURL, source})
		}
	}
	for _, s := range append([]started{{kratos.Login, f.login}}, f.others...) {
		if to := s.location(); to != nil && to.Query().Has("flow") {
			add(string(s.kind), withoutQuery(to), s.String())
		}
	}
	for _, a := range []answer{f.errorPage, f.login} { // a flow that can't start ends there too
		if to := a.location(); to != nil && to.Query().Has("id") && !to.Query().Has("flow") {
			add("error", withoutQuery(to), a.String())
		}
	}
	if f.setup.Config != nil {
		for _, flow := range []string{"login", "registration", "recovery", "verification", "settings", "error"} {
			add(flow, f.setup.Config.SelfService.Flows[flow].UIURL, "Kratos's configuration file")
		}
	}
	return list
}

// checkUIURLs: each ui_url is the page of its flow at our address.
func checkUIURLs(f *facts) []Finding {
	if f.pagesOrigin() == "" {
		return nil
	}
	var found []Finding
	add := func(id ID, p page, alternative string) {
		want := f.pagesURL() + "/" + p.flow
		problem := fmt.Sprintf("the %s page is %s for Kratos, and %s here", p.flow, p.uiURL, want)
		change := fmt.Sprintf("Kratos's selfservice.flows.%s.ui_url: %s", p.flow, want)
		for i := range found {
			if found[i].ID == id {
				found[i].Problem, found[i].Seen = found[i].Problem+"\n"+problem, found[i].Seen+"\n"+p.source
				found[i].Change = strings.TrimSuffix(found[i].Change, alternative) + "\n" + change + alternative
				return
			}
		}
		found = append(found, Finding{ID: id, Problem: problem, Seen: p.source, Change: change + alternative})
	}
	for _, p := range f.uiURLs() {
		switch {
		case kratos.OriginOf(p.uiURL) != f.pagesOrigin():
			add(UIURLElsewhere, p, "\nor PUBLIC_URL here")
		case sameURL(p.uiURL, f.pagesURL()+"/"+p.flow):
		case path.Base(pathOf(p.uiURL)) == p.flow:
			add(UIURLBasePath, p, "\nor BASE_PATH="+path.Dir(pathOf(p.uiURL))+" here")
		default:
			add(UIURLPath, p, "")
		}
	}
	return found
}

// checkLogin: a browser that begins to sign in gets to a page.
func checkLogin(f *facts) []Finding {
	if !f.login.asked() || f.flow != nil {
		return nil
	}
	seen := f.login.String()
	if f.loginFlow.asked() {
		seen = f.loginFlow.String()
	}
	if reason := refusalOf(f.loginError); reason != "" {
		seen += "; Kratos says: " + reason
	}
	return one(LoginFlowFailed, "Kratos starts no login flow", seen, "Kratos's log tells the reason; often selfservice.flows.login, or a proxy that answers in Kratos's place")
}

// refusalOf is the reason that Kratos gives in an error document, which holds nothing of a visitor's here.
func refusalOf(a answer) string {
	var body struct {
		Error struct {
			Reason  string `json:"reason"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if !a.document(&body) {
		return ""
	}
	if body.Error.Reason != "" {
		return body.Error.Reason
	}
	return body.Error.Message
}

// startedSignIn is where one of our pages that needs a session sends a visitor without one; nil when the answer is not ours.
func (f *facts) startedSignIn() *url.URL {
	to := f.pages.location()
	if to == nil || !strings.HasSuffix(to.Path, startPath(kratos.Login, nil)) {
		return nil
	}
	return to
}

// checkPages: what answers at our address is this server.
func checkPages(f *facts) []Finding {
	if !f.pages.came() || f.pagesAreClosed() || f.startedSignIn() != nil {
		return nil
	}
	return one(PagesWrongAnswer, "what answers at the address of the pages is not this server with these settings", f.pages.String(),
		"PUBLIC_URL, BASE_PATH, or the proxy in front: it must pass "+f.pagesURL()+"/ on to this server (BASE_PATH_STRIPPED=true where it takes the path off)")
}

// pagesAreClosed: the server is down or not ready, or a proxy in front asks who that is.
func (f *facts) pagesAreClosed() bool {
	return f.pages.status >= http.StatusInternalServerError || f.pages.status == http.StatusUnauthorized || f.pages.status == http.StatusForbidden
}

// checkProxyHeaders: the server knows the address at which browsers see it.
func checkProxyHeaders(f *facts) []Finding {
	to := f.startedSignIn()
	if to == nil || to.Query().Get("return_to") == "" {
		return nil
	}
	own := kratos.OriginOf(to.Query().Get("return_to"))
	if own == f.pagesOrigin() {
		return nil
	}
	return one(ProxyHeaders, fmt.Sprintf("the server takes its own address for %s, and browsers see %s", own, f.pagesOrigin()),
		fmt.Sprintf("%s with return_to=%s", f.pages, to.Query().Get("return_to")),
		"PUBLIC_URL="+f.pagesURL()+"; or have the proxy pass Host and X-Forwarded-Proto on, and list its address in TRUSTED_PROXIES")
}

// checkTrustedProxies: the headers of the proxy that ends TLS count.
func checkTrustedProxies(f *facts) []Finding {
	if schemeOf(f.pagesOrigin()) != "https" || f.setup.ServesTLS || f.setup.TrustsProxy {
		return nil
	}
	return one(NoTrustedProxies, "a proxy ends TLS, and its headers are ignored",
		fmt.Sprintf("the pages are at %s, this server has no TLS_CERT_PATH, and TRUSTED_PROXIES is empty", f.pagesOrigin()),
		"TRUSTED_PROXIES: the address or network of the proxy, such as 10.0.0.0/8")
}

// checkSchemes: pages and Kratos are both https, or both http.
func checkSchemes(f *facts) []Finding {
	pages, kratosScheme := schemeOf(f.pagesOrigin()), schemeOf(f.kratosURL())
	if pages == "" || kratosScheme == "" || pages == kratosScheme || f.setup.BrowserPath != "" {
		return nil
	}
	return one(SchemesDiffer, fmt.Sprintf("the pages are %s, and Kratos is %s for browsers", pages, kratosScheme),
		fmt.Sprintf("the pages are at %s, Kratos at %s", f.pagesOrigin(), f.kratosURL()),
		"Kratos's serve.public.base_url and KRATOS_BROWSER_URL, or the ui_urls and PUBLIC_URL: https for both")
}
