package deploy_test

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// TestProxy puts a real nginx and a real Caddy in front of the UI with each configuration of docs/deploy.md and docs/install.md.
// Without a PUBLIC_URL the UI relies on the headers of the proxy.
func TestProxy(t *testing.T) {
	nginx, caddy := deployExamples(t, "nginx"), deployExamples(t, "caddy")
	ownNginx, ownCaddy := documentExamples(t, "install.md", "nginx"), documentExamples(t, "install.md", "caddy")
	if len(ownNginx) != 1 || len(ownCaddy) != 1 {
		t.Fatalf("docs/install.md has %d examples of nginx and %d of Caddy", len(ownNginx), len(ownCaddy))
	}
	for name, c := range map[string]struct {
		start      func(ctx context.Context, t *testing.T, config string) string
		config     string // with thyra:3000 for the UI
		path, mode string // mode is a further setting
	}{
		"nginx path kept":         {startNginx, nginx[0], "/account", ""},
		"nginx path taken off":    {startNginx, strings.Replace(nginx[0], "thyra:3000;", "thyra:3000/;", 1), "/account", "BASE_PATH_STRIPPED=true"},
		"nginx a host of its own": {startNginx, ownNginx[0], "", ""},
		"caddy path kept":         {startCaddy, caddy[0], "/account", ""},
		"caddy path taken off":    {startCaddy, caddy[1], "/account", "BASE_PATH_STRIPPED=true"},
		"caddy a host of its own": {startCaddy, ownCaddy[0], "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			proxy := func(ctx context.Context, uiURL, _ string) (string, error) {
				return c.start(ctx, t, strings.ReplaceAll(c.config, "thyra:3000", strings.TrimPrefix(uiURL, "http://"))) + c.path, nil
			}
			env := []string{"PUBLIC_URL=", "TRUSTED_PROXIES=127.0.0.1,::1", "BASE_PATH=" + c.path, c.mode}
			s := shared.SharedStack(t, name, stack.Options{Proxy: proxy, UIEnv: env})
			checkForwardedHeaders(t, s)
			u := user.New(t, s)
			start := time.Now()
			u.Open("/registration")
			u.Fill("traits.email", u.Email)
			u.PressEnter("traits.email")
			u.Fill("password", u.Password)
			u.PressEnter("password")
			u.VerifyByCode(start)
			u.Open("/settings")
			u.Fill("traits.name.first", "Anne")
			u.PressEnter("traits.name.first")
			u.Expect("/settings", ui.MsgSettingsSaved)
			u.Open("/sessions")
			u.Expect("/sessions")
			u.SignOut()

			p := u.InChromium()
			p.Open("/sessions")
			p.Expect("/login")
			p.SubmitCredentials()
			p.Expect("/sessions")
			p.SignOut()
		})
	}
}

// deployExamples returns the examples in docs/deploy.md of this language, those of a path first.
func deployExamples(t *testing.T, language string) []string {
	t.Helper()
	examples := documentExamples(t, "deploy.md", language)
	if want := map[string]int{"nginx": 1, "caddy": 2}[language]; len(examples) < want {
		t.Fatalf("docs/deploy.md has %d examples of %s, want at least %d", len(examples), language, want)
	}
	return examples
}

// documentExamples returns the blocks of this language in a document of docs.
func documentExamples(t *testing.T, name, language string) (examples []string) {
	t.Helper()
	page, err := os.ReadFile(harness.Path(t, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		examples = append(examples, found[1])
	}
	return examples
}

// checkForwardedHeaders sends forwarded headers as a visitor. The UI must not believe that TLS was terminated, or it would
// send Strict-Transport-Security, and must not take the visitor's trace id for its log. The path without a slash is the
// account home.
func checkForwardedHeaders(t *testing.T, s *stack.Stack) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.UIURL, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-Proto", "https")
	req.Header.Set("X-Forwarded-For", "192.0.2.1")
	const chosen = "4bf92f3577b34da6a3ce929d0e0e4736"
	req.Header.Set("Traceparent", "00-"+chosen+"-00f067aa0ba902b7-01")
	req.Header.Set("Tracestate", "visitor=chosen")
	cookies, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Jar: cookies, Transport: oneshot.Transport()}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if at := res.Request.URL; res.StatusCode != http.StatusOK || at.Path != user.PathAt(t, s, "/login") {
		t.Errorf("%s leads to %s with status %d", s.UIURL, at, res.StatusCode)
	}
	if got := res.Header.Get("X-Request-Id"); got == chosen || got == "" {
		t.Errorf("the request is called %q, which the visitor chose, or nothing", got)
	}
	if got := res.Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("a visitor's X-Forwarded-Proto is believed: Strict-Transport-Security is %q", got)
	}
}
