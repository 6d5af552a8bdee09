package deploy_test

import (
	"context"
	"fmt"
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
)

// startNginx runs an nginx with one server until the test ends and returns its address, which replaces id.example.org.
func startNginx(ctx context.Context, t *testing.T, location string) string {
	t.Helper()
	return startNginxBefore(ctx, t, "", location)
}

// startNginxBefore does the same with upstreams: groups of servers that location passes requests on to.
func startNginxBefore(ctx context.Context, t *testing.T, upstreams, location string) string {
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
	%[5]s
	server {
		listen localhost:%[2]s;
		%[4]s
		%[3]s
	}
}`, dir, u.Port(), strings.ReplaceAll(location, "https://id.example.org", address), proxyHeaders(t), upstreams)
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	serve(ctx, t, address, exec.CommandContext(ctx, binary, "-c", file, "-p", dir))
	return address
}

// proxyHeaders returns the headers that the example of nginx in docs/deploy.md sets.
func proxyHeaders(t *testing.T) string {
	t.Helper()
	return strings.Join(regexp.MustCompile(`proxy_set_header [^;]*;`).FindAllString(deployExamples(t, "nginx")[0], -1), "\n")
}

// startCaddy runs a Caddy with one site until the test ends and returns its address.
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
