package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recordings is a stand-in for Kratos that answers with recorded flows of both versions. It is no Kratos: nothing can be
// posted to it.
type recordings struct {
	URL   string
	Pages map[string]string // "login-initial (v1.3.1)" -> path and query of the UI's page
	flows map[string][]byte // by flow id
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
	// Kratos's script is not at hand for the newer version, and a script that fails to load makes the console loud.
	ui := flow["ui"].(map[string]any)
	var nodes []any
	for _, node := range ui["nodes"].([]any) {
		if node.(map[string]any)["type"] != "script" {
			nodes = append(nodes, node)
		}
	}
	ui["nodes"] = nodes
	name := strings.TrimSuffix(filepath.Base(file), ".json")
	kind, _, _ := strings.Cut(name, "-")
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", len(r.flows))
	if r.flows[id], err = json.Marshal(flow); err != nil {
		t.Fatal(err)
	}
	r.Pages[name+" ("+version+")"] = "/" + kind + "?flow=" + id
}

func (r *recordings) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "application/json")
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
