package deploy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/postgres"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The sign-ins of TestReplicas: how many there are, by how many visitors at once, and after which the server is replaced.
const (
	signIns      = 100
	visitors     = 4
	replaceAfter = 25
)

// TestReplicas signs in a hundred times at two servers behind nginx, which takes them in turn, while one of the two is replaced by
// another version. Each visitor loads the files of the pages that show, from whichever server is next: none fails.
func TestReplicas(t *testing.T) {
	second, next := harness.FreeAddress(t), nextVersion(t)
	s := shared.OwnStack(t, stack.Options{DSN: startPostgres(t), Proxy: func(ctx context.Context, uiURL, _ string) (string, error) {
		upstream := strings.NewReplacer("thyra-1:3000", strings.TrimPrefix(uiURL, "http://"), "thyra-2:3000", second).
			Replace(upstreamExample(t))
		return startNginxBefore(ctx, t, upstream, "location / { proxy_pass http://thyra; }"), nil
	}})
	old := startReplica(t, s, second, shared.Binaries(t).UI)
	if err := old.Ready(t.Context(), s.UIURL+"/health/alive"); err != nil { // nginx knows for a second that nobody was there
		t.Fatal(err)
	}
	var done atomic.Int32
	replace, wg := make(chan struct{}), sync.WaitGroup{}
	for range visitors {
		u := user.NewRegistered(t, s)
		wg.Go(func() {
			for range signIns / visitors {
				visitor := u.AnotherBrowser()
				visitor.Open("/login")
				loadFiles(t, visitor)
				visitor.SubmitCredentials()
				visitor.Expect("/")
				loadFiles(t, visitor)
				if done.Add(1) == replaceAfter {
					close(replace)
				}
			}
		})
	}
	finished := make(chan struct{})
	go func() { wg.Wait(); close(finished) }()
	select {
	case <-replace:
	case <-finished: // some failed
		return
	}
	old.Stop()
	replacement := startReplica(t, s, second, next)
	<-finished
	for name, server := range map[string]*child.Process{"replaced": old, "new": replacement} {
		if n := strings.Count(server.Log(), `"route":"/login"`); n == 0 {
			t.Errorf("the %s server has shown no page for signing in", name)
		}
	}
	if got := done.Load(); got != signIns {
		t.Errorf("%d sign-ins, want %d", got, signIns)
	}
}

// startPostgres runs a PostgreSQL until the test ends and returns its address and credentials for Kratos.
func startPostgres(t *testing.T) string {
	t.Helper()
	port, err := stack.FreePort(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	postgres.Start(t, postgres.Options{
		Dir: filepath.Join(t.TempDir(), "postgres"), Port: port, User: "kratos", Password: "kratos", Database: "accounts",
		Healthy: []string{"pg_isready", "--quiet"},
	})
	return fmt.Sprintf("postgres://kratos:kratos@localhost:%d/accounts?sslmode=disable", port)
}

// upstreamExample is the example of docs/deploy.md with a group of servers.
func upstreamExample(t *testing.T) string {
	t.Helper()
	examples := deployExamples(t, "nginx")
	at := slices.IndexFunc(examples, func(example string) bool { return strings.HasPrefix(example, "upstream ") })
	if at < 0 {
		t.Fatal("docs/deploy.md shows no group of servers")
	}
	return examples[at]
}

// startReplica starts one more server of a stack at an address and waits until it is ready.
func startReplica(t *testing.T, s *stack.Stack, address, binary string) *child.Process {
	t.Helper()
	host, port, _ := strings.Cut(address, ":")
	environment := append(os.Environ(), "HOST="+host, "PORT="+port, "PUBLIC_URL="+s.UIURL, "STOP_DELAY=0s", "KRATOS_PUBLIC_URL="+s.KratosURL)
	process, err := child.Start(t.Context(), "a replica", nil, environment, binary)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(process.Stop)
	if err := process.Ready(t.Context(), "http://"+address+"/health/ready"); err != nil {
		t.Fatal(err)
	}
	return process
}

// nextVersion builds a server whose style sheet has other bytes, and so another name.
func nextVersion(t *testing.T) string {
	t.Helper()
	const sheet = "static/packed/app.css"
	dir, root := t.TempDir(), harness.Path(t)
	text, err := os.ReadFile(filepath.Join(root, sheet))
	if err != nil {
		t.Fatal(err)
	}
	changed, overlay := filepath.Join(dir, "changed.css"), filepath.Join(dir, "overlay.json")
	replaced, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, sheet): changed}})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string][]byte{changed: append(text, "\n.next-version { color: inherit; }\n"...), overlay: replaced} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(dir, "thyra")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-overlay", overlay, "-o", binary, ".")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// loadFiles loads the style sheets, scripts and images of our own that the page names, each as often as there are servers.
func loadFiles(t *testing.T, u *user.User) {
	t.Helper()
	u.Find(`link[rel=stylesheet][href], script[src], img[src], link[rel=icon][href]`).Each(func(_ int, element *goquery.Selection) {
		path := element.AttrOr("href", element.AttrOr("src", ""))
		at, err := u.URL.Parse(path)
		if err != nil || at.Scheme == "data" {
			return
		}
		for range 2 {
			wantFile(t, at)
		}
	})
}

func wantFile(t *testing.T, at *url.URL) {
	t.Helper()
	res, err := oneshot.Get(t.Context(), at.String())
	if err != nil {
		t.Error(err)
		return
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", at, res.Status)
	}
}
