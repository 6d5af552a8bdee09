// Package replay answers in place of Kratos with recorded flows. It does not know what the UI makes of them.
package replay

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// Kratos answers with recorded flows of both versions. Nothing can be posted to it.
type Kratos struct {
	URL   string
	Pages map[string]string // "login-initial (v1.3.1)" -> path and query of the UI's page

	mu    sync.Mutex
	flows map[string][]byte // by flow id
}

// Start serves every recorded flow under an id of its own, until the test ends.
func Start(tb testing.TB) *Kratos {
	tb.Helper()
	k := &Kratos{Pages: map[string]string{}, flows: map[string][]byte{}}
	root, err := stack.Repository(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	for _, version := range []string{"v1.3.1", "v26.2.0"} {
		files, err := filepath.Glob(filepath.Join(root, "kratos", "recordings", version, "*.json"))
		if err != nil || len(files) == 0 {
			tb.Fatalf("no recordings of %s: %v", version, err)
		}
		for _, file := range files {
			k.add(tb, version, file)
		}
	}
	server := httptest.NewServer(k)
	tb.Cleanup(server.Close)
	k.URL = server.URL
	return k
}

func (k *Kratos) add(tb testing.TB, version, file string) {
	tb.Helper()
	body, err := os.ReadFile(file) //nolint:gosec // of this repository
	if err != nil {
		tb.Fatal(err)
	}
	var flow map[string]any
	if json.Unmarshal(body, &flow) != nil || flow["ui"] == nil {
		return
	}
	name := strings.TrimSuffix(filepath.Base(file), ".json")
	kind, _, _ := strings.Cut(name, "-")
	k.Pages[name+" ("+version+")"] = "/" + kind + "?flow=" + k.Serve(tb, WithoutScripts(flow))
}

// WithoutScripts removes a flow's scripts. A script that fails to load is an error on the console, Kratos's own is not at hand
// for the newer version, and those of others are not ours to fetch.
func WithoutScripts(flow map[string]any) map[string]any {
	ui := flow["ui"].(map[string]any)
	ui["nodes"] = slices.DeleteFunc(ui["nodes"].([]any), func(node any) bool { return node.(map[string]any)["type"] == "script" })
	return flow
}

// Serve serves a flow from now on and returns its id.
func (k *Kratos) Serve(tb testing.TB, flow any) string {
	tb.Helper()
	body := encode(tb, flow)
	k.mu.Lock()
	defer k.mu.Unlock()
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", len(k.flows))
	k.flows[id] = body
	return id
}

// Replace serves another flow under the id of one.
func (k *Kratos) Replace(tb testing.TB, id string, flow any) {
	tb.Helper()
	body := encode(tb, flow)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.flows[id] = body
}

func encode(tb testing.TB, flow any) []byte {
	tb.Helper()
	body, err := json.Marshal(flow)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

// ServeHTTP answers as the public API of Kratos does.
func (k *Kratos) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	k.mu.Lock()
	defer k.mu.Unlock()
	switch body, ok := k.flows[req.URL.Query().Get("id")]; {
	case ok:
		_, _ = w.Write(body)
	case req.URL.Path == "/health/ready":
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	default:
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"error":{"code":404}}`))
	}
}
