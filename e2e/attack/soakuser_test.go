package attack_test

import (
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

const soakPassword = "open-the-door-42"

// soakUser is a simulated user with two browsers, one signed in and one signed out.
type soakUser struct {
	run     *soak
	email   string
	session string // the id of the session, as the sessions page shows it
	client  *http.Client
	out     *http.Client
}

// users makes accounts and signs them in, a few at a time.
func (r *soak) users(n int) []*soakUser {
	r.t.Helper()
	crowd := make([]*soakUser, n)
	var wg sync.WaitGroup
	places := make(chan struct{}, 2)
	for i := range crowd {
		crowd[i] = &soakUser{run: r, email: fmt.Sprintf("visitor-%05d@example.org", i), client: r.browser(true), out: r.browser(false)}
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			crowd[i].signUp()
		})
	}
	wg.Wait()
	if r.t.Failed() {
		r.t.FailNow()
	}
	return crowd
}

// browser returns a client that keeps cookies, follows redirects, and keeps its connections or not.
func (r *soak) browser(stays bool) *http.Client {
	cookies, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	transport := &http.Transport{DisableCompression: true, DisableKeepAlives: !stays}
	return &http.Client{Jar: cookies, Transport: transport, Timeout: harness.Patience}
}

func (w *soakUser) signUp() {
	id := stack.Identity{Email: w.email, Password: soakPassword, First: "Ann"}
	if _, err := w.run.s.CreateIdentity(w.run.t.Context(), id); err != nil {
		w.run.t.Error(err)
		return
	}
	// Kratos on SQLite sometimes refuses one of several concurrent writers.
	for range 5 {
		if strings.Contains(w.signIn(), w.email) {
			w.session = first(currentSession, w.read(w.client, w.run.s.UIURL+"/sessions", nil))
			return
		}
	}
	w.run.t.Errorf("%s could not sign in", w.email)
}

// signIn posts the sign-in form and returns the page that it leads to.
func (w *soakUser) signIn() string {
	page := w.read(w.client, w.run.s.UIURL+"/login", nil)
	action := html.UnescapeString(first(formAction, page))
	if action == "" {
		return page
	}
	form := url.Values{"method": {"password"}, "identifier": {w.email}, "password": {soakPassword}, "csrf_token": {first(csrfToken, page)}}
	return w.read(w.client, action, form)
}

var (
	csrfToken      = regexp.MustCompile(`name="csrf_token" value="([^"]+)"`)
	formAction     = regexp.MustCompile(`action="([^"]*/self-service/login[^"]*)"`)
	currentSession = regexp.MustCompile(`data-testid="session/([0-9a-f-]+)"`)
	anybody        = regexp.MustCompile(`visitor-\d{5}@example\.org`)
)

func first(pattern *regexp.Regexp, page string) string {
	if found := pattern.FindStringSubmatch(page); found != nil {
		return found[1]
	}
	return ""
}

// browse opens pages in random order until the run stops.
func (w *soakUser) browse() {
	signedIn := []string{"/", "/settings", "/sessions", "/welcome", "/login?refresh=true", "/sessions?page_token=x"}
	signedOut := []string{"/login", "/registration", "/recovery", "/verification", "/settings", "/welcome", "/error?error=x", "/none", "/health/ready"}
	for {
		pause := time.Duration(rand.Int64N(int64(2 * time.Second)))
		select {
		case <-w.run.stop:
			return
		case <-time.After(pause):
		}
		if rand.IntN(3) == 0 {
			w.read(w.out, w.run.s.UIURL+signedOut[rand.IntN(len(signedOut))], nil)
			continue
		}
		w.read(w.client, w.run.s.UIURL+signedIn[rand.IntN(len(signedIn))], nil)
	}
}

// mustBeSignedIn fails the test unless the session survived everything.
func (w *soakUser) mustBeSignedIn() {
	if page := w.read(w.client, w.run.s.UIURL+"/", nil); !strings.Contains(page, w.email) {
		w.run.t.Errorf("%s does not see their account any more", w.email)
	}
}

// read opens a page or posts a form, follows redirects and checks the answer.
func (w *soakUser) read(client *http.Client, address string, form url.Values) string {
	var resp *http.Response
	var err error
	if form == nil {
		resp, err = client.Get(address)
	} else {
		resp, err = client.PostForm(address, form)
	}
	if err != nil {
		w.run.unreachable.Add(1) // Kratos is down, and a redirect leads to it
		if !strings.Contains(err.Error(), w.run.s.KratosURL) {
			w.run.t.Errorf("the UI did not answer: %v", err)
		}
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if at := resp.Request.URL.String(); err != nil || !strings.HasPrefix(at, w.run.s.UIURL) {
		w.run.unreachable.Add(1)
		return ""
	}
	w.check(client == w.client, resp, string(body))
	return string(body)
}

// check fails the test unless this user may be shown the page now.
func (w *soakUser) check(signedIn bool, resp *http.Response, page string) {
	w.run.pages.Add(1)
	usual := []int{
		http.StatusOK, http.StatusBadRequest, http.StatusNotFound, http.StatusForbidden, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
	}
	// Errors of Kratos itself arrive at /error with their status.
	if resp.Request.URL.Path != "/error" && !slices.Contains(usual, resp.StatusCode) {
		w.run.t.Errorf("%s: status %d", resp.Request.URL.Path, resp.StatusCode)
	}
	if resp.StatusCode >= http.StatusInternalServerError {
		w.run.refused.Add(1)
	}
	for _, email := range anybody.FindAllString(page, -1) {
		w.run.own.Add(1)
		if !signedIn || email != w.email {
			w.run.t.Errorf("%s, signed in: %t, is shown the page of %s", w.email, signedIn, email)
		}
	}
	if id := first(currentSession, page); id != "" && w.session != "" && (!signedIn || id != w.session) {
		w.run.t.Errorf("%s is shown the session of somebody else", w.email)
	}
}
