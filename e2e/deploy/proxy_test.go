package deploy_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
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

// TestProxy puts a real nginx and a real Caddy before the UI in each manner that docs/deploy.md tells of, configured as
// it is there. Without a PUBLIC_URL the UI goes by what the proxy passes on.
func TestProxy(t *testing.T) {
	nginx, caddy := deployExamples(t, "nginx"), deployExamples(t, "caddy")
	for name, c := range map[string]struct {
		start      func(ctx context.Context, t *testing.T, config string) string
		config     string // with thyra:3000 for the UI
		path, mode string // mode is a setting more
	}{
		"nginx path kept":         {startNginx, nginx[0], "/account", ""},
		"nginx path taken off":    {startNginx, strings.Replace(nginx[0], "thyra:3000;", "thyra:3000/;", 1), "/account", "BASE_PATH_STRIPPED=true"},
		"nginx a host of its own": {startNginx, `location / { proxy_pass http://thyra:3000; }`, "", ""},
		"caddy path kept":         {startCaddy, caddy[0], "/account", ""},
		"caddy path taken off":    {startCaddy, caddy[1], "/account", "BASE_PATH_STRIPPED=true"},
		"caddy a host of its own": {startCaddy, "reverse_proxy thyra:3000 {\nheader_up -traceparent\nheader_up -tracestate\n}", "", ""},
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

// deployExamples are the examples in docs/deploy.md that are of this language, those of a path first.
func deployExamples(t *testing.T, language string) []string {
	t.Helper()
	page, err := os.ReadFile(harness.Path(t, "docs", "deploy.md"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []string
	for _, found := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		examples = append(examples, found[1])
	}
	if want := map[string]int{"nginx": 1, "caddy": 2}[language]; len(examples) < want {
		t.Fatalf("docs/deploy.md has %d examples of %s, want at least %d", len(examples), language, want)
	}
	return examples
}

// checkForwardedHeaders pretends that a proxy before this one has ended TLS, which no browser of the tests does: were it believed,
// the UI would ask for TLS ever after. Nor may a visitor choose by what name the log calls a request. The path alone, without a
// slash, is the account home.
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

// startNginx runs an nginx with one server until the tests end, and returns its address, which id.example.org stands for.
func startNginx(ctx context.Context, t *testing.T, location string) string {
	t.Helper()
	binary, err := exec.LookPath("nginx")
	if err != nil {
		if binary, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			t.Fatalf("nginx is missing: make nginx (%v)", err)
		}
	}
	dir, address := t.TempDir(), harness.FreeAddress(t)
	u, err := url.Parse("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	address = "http://localhost:" + u.Port()
	config := fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr crit; worker_processes 1; events {}
http {
	access_log off; client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
	server {
		listen localhost:%[2]s;
		%[4]s
		%[3]s
	}
}`, dir, u.Port(), strings.ReplaceAll(location, "https://id.example.org", address), passedOn(t))
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	serve(ctx, t, address, exec.CommandContext(ctx, binary, "-c", file, "-p", dir))
	return address
}

// passedOn is what the example of nginx in docs/deploy.md does about headers.
func passedOn(t *testing.T) string {
	t.Helper()
	return strings.Join(regexp.MustCompile(`proxy_set_header [^;]*;`).FindAllString(deployExamples(t, "nginx")[0], -1), "\n")
}

// startCaddy runs a Caddy with one site until the tests end, and returns its address.
func startCaddy(ctx context.Context, t *testing.T, site string) string {
	t.Helper()
	binary, err := exec.LookPath("caddy")
	if err != nil {
		t.Fatalf("caddy is missing: make caddy (%v)", err)
	}
	dir := t.TempDir()
	u, err := url.Parse("http://" + harness.FreeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	address := "http://localhost:" + u.Port()
	file := filepath.Join(dir, "Caddyfile")
	config := fmt.Sprintf("{\nadmin off\nauto_https off\nlog {\nlevel ERROR\n}\n}\n%s {\nbind localhost\n%s\n}\n", address, site)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, binary, "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	serve(ctx, t, address, cmd)
	return address
}

// serve starts a server, waits until it answers at its address, and ends it after the test.
func serve(ctx context.Context, t *testing.T, address string, cmd *exec.Cmd) {
	t.Helper()
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-ended
	})
	for {
		res, err := oneshot.Get(ctx, address)
		if err == nil {
			_ = res.Body.Close()
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v", cmd.Path, err)
		case <-ctx.Done():
			t.Fatal(ctx.Err())
		}
	}
}
