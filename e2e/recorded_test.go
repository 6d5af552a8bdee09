package e2e_test

import (
	"context"
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

// recordings is a stand-in for Kratos that answers with recorded flows of both versions. It is no Kratos: nothing can be
// posted to it.
type recordings struct {
	URL   string
	Pages map[string]string // "login-initial (v1.3.1)" -> path and query of the UI's page

	mu    sync.Mutex
	flows map[string][]byte // by flow id
}

// onRecordings is the UI in front of them, as it ships.
func onRecordings(t *testing.T) (*recordings, *stack.Stack) {
	t.Helper()
	bin, err := shared.binaries()
	if err != nil {
		t.Fatal(err)
	}
	r := serveRecordings(t)
	s, err := stack.Start(context.WithoutCancel(t.Context()), stack.Options{Binaries: bin, UIEnv: []string{"KRATOS_PUBLIC_URL=" + r.URL}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return r, s
}

// serveRecordings answers the fetch of every recorded flow under an id of its own.
func serveRecordings(t *testing.T) *recordings {
	t.Helper()
	r := &recordings{Pages: map[string]string{}, flows: map[string][]byte{}}
	for _, version := range []string{"v1.3.1", "v26.2.0"} {
		files, err := filepath.Glob(filepath.Join("..", "kratos", "recordings", version, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no recordings of %s: %v", version, err)
		}
		for _, file := range files {
			r.add(t, version, file)
		}
	}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	r.URL = server.URL
	return r
}

func (r *recordings) add(t *testing.T, version, file string) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var flow map[string]any
	if json.Unmarshal(body, &flow) != nil || flow["ui"] == nil {
		return
	}
	name := strings.TrimSuffix(filepath.Base(file), ".json")
	kind, _, _ := strings.Cut(name, "-")
	r.Pages[name+" ("+version+")"] = "/" + kind + "?flow=" + r.serve(t, withoutScripts(flow))
}

// withoutScripts drops a flow's scripts: Kratos's is not at hand for the newer version, those of others are not ours to
// fetch, and a script that fails to load makes the console loud.
func withoutScripts(flow map[string]any) map[string]any {
	ui := flow["ui"].(map[string]any)
	ui["nodes"] = slices.DeleteFunc(ui["nodes"].([]any), func(node any) bool { return node.(map[string]any)["type"] == "script" })
	return flow
}

// serve answers with a flow from now on, under an id of its own.
func (r *recordings) serve(t *testing.T, flow any) string {
	t.Helper()
	body, err := json.Marshal(flow)
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", len(r.flows))
	r.flows[id] = body
	return id
}

func (r *recordings) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	r.mu.Lock()
	defer r.mu.Unlock()
	switch body, ok := r.flows[req.URL.Query().Get("id")]; {
	case ok:
		_, _ = w.Write(body)
	case req.URL.Path == "/health/ready":
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	default:
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"error":{"code":404}}`))
	}
}
