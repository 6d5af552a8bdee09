package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// TestBehindNginx puts a real nginx before the UI in each manner that docs/deploy.md tells of.
func TestBehindNginx(t *testing.T) {
	for name, c := range map[string]struct {
		path, location string
		env            []string
	}{
		"path kept":         {"/account", `location /account/ { proxy_pass %s; }`, []string{"BASE_PATH=/account"}},
		"path taken off":    {"/account", `location /account/ { proxy_pass %s/; }`, []string{"BASE_PATH=/account", "BASE_PATH_STRIPPED=true"}},
		"a host of its own": {"", `location / { proxy_pass %s; }`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			door := func(ctx context.Context, uiURL, _ string) (string, error) {
				address := startNginx(ctx, t, fmt.Sprintf(c.location, uiURL))
				return address + c.path, nil
			}
			env := append([]string{"TRUSTED_PROXIES=127.0.0.1,::1"}, c.env...)
			s := shared.running(t, "nginx,"+name, stack.Options{Door: door, UIEnv: env})
			v := newVisitor(t, s)
			start := time.Now()
			v.open("/registration")
			v.Fill("traits.email", v.email)
			v.PressEnter("traits.email")
			v.Fill("password", v.password)
			v.PressEnter("password")
			verifyByCode(v, start)
			v.open("/settings")
			v.Fill("traits.name.first", "Anne")
			v.PressEnter("traits.name.first")
			v.expect("/settings", msgSettingsSaved)
			v.open("/sessions")
			v.expect("/sessions")
			v.signOut()

			p := v.atChromium()
			p.open("/sessions")
			p.expect("/login")
			p.Fill("identifier", p.email)
			p.Fill("password", p.password)
			p.PressEnter("[name=password]")
			p.expect("/sessions")
			p.signOut()
		})
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
	dir, address := t.TempDir(), freeAddress(t)
	u, err := url.Parse("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	address = "http://localhost:" + u.Port()
	config := fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; worker_processes 1; events {}
http {
	access_log off; client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
	server {
		listen localhost:%[2]s;
		proxy_set_header Host $http_host;
		proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
		proxy_set_header X-Forwarded-Proto $scheme;
		%[3]s
	}
}`, dir, u.Port(), strings.ReplaceAll(location, "https://id.example.org", address))
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, binary, "-c", file, "-p", dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	for {
		res, err := http.Get(address)
		if err == nil {
			_ = res.Body.Close()
			return address
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			t.Fatal(ctx.Err())
		}
	}
}
