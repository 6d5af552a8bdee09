package handlers_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// The versions of Kratos with recorded answers.
var versions = []string{"v1.3.1", "v26.2.0"}

// browserURL is where browsers reach Kratos in every test; the recorded answers name it. The server reaches the stub at
// an address of its own, so that a mix-up of the two shows.
const browserURL = "http://127.0.0.1:14433"

// flowID is a flow a browser asks for; no recorded answer holds it.
const flowID = "0f0f0f0f-1111-4222-8333-444444444444"

// reply is what the stub answers to one path.
type reply struct {
	status int // 200 when 0
	header http.Header
	body   []byte
	// hang never finishes the answer: before the header when body is empty, else after it.
	hang bool
	// back sends a browser to where it wants to return to, as Kratos does with one that is signed in.
	back bool
	// wire is sent in place of an answer, and the connection closed.
	wire string
}

// call is a request that the stub got.
type call struct {
	method string
	path   string
	query  url.Values
	header http.Header
	body   []byte
}

// stub stands for Kratos. What it is not told to answer is 404, as Kratos has it.
type stub struct {
	*httptest.Server
	mu      sync.Mutex
	replies map[string]reply
	calls   []call
}

func newStub(t testing.TB) *stub {
	t.Helper()
	k := &stub{replies: map[string]reply{}}
	k.Server = httptest.NewServer(k)
	t.Cleanup(k.Close)
	return k
}

// on sets the answer to "METHOD /path", or to "METHOD /path?id=…" for one flow.
func (k *stub) on(what string, r reply) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.replies[what] = r
}

func (k *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	k.mu.Lock()
	k.calls = append(k.calls, call{r.Method, r.URL.Path, r.URL.Query(), r.Header.Clone(), body})
	answer, ok := k.replies[r.Method+" "+r.URL.Path+"?id="+r.URL.Query().Get("id")]
	if !ok {
		answer, ok = k.replies[r.Method+" "+r.URL.Path]
	}
	k.mu.Unlock()
	if !ok {
		answer = reply{status: http.StatusNotFound, body: []byte(`{"error":{"code":404}}`)}
	}
	if answer.wire != "" {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_, _ = io.WriteString(conn, answer.wire)
			_ = conn.Close()
		}
		return
	}
	if answer.hang && len(answer.body) == 0 {
		<-r.Context().Done()
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	if answer.back {
		w.Header().Set("Location", r.URL.Query().Get("return_to"))
		answer.status = http.StatusSeeOther
	}
	if answer.status != 0 {
		w.WriteHeader(answer.status)
	}
	_, _ = w.Write(answer.body)
	if answer.hang {
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
}

// got lists the requests to "METHOD /path"; with "" all of them.
func (k *stub) got(what string) []call {
	k.mu.Lock()
	defer k.mu.Unlock()
	var found []call
	for _, c := range k.calls {
		if what == "" || c.method+" "+c.path == what {
			found = append(found, c)
		}
	}
	return found
}

// one is the only request to "METHOD /path".
func (k *stub) one(t *testing.T, what string) call {
	t.Helper()
	found := k.got(what)
	if len(found) != 1 {
		t.Fatalf("Kratos got %d requests %q, want 1; all: %v", len(found), what, k.got(""))
	}
	return found[0]
}

// recorded is an answer that Kratos really gave.
func recorded(t testing.TB, status int, name string) reply {
	t.Helper()
	return recordedBy(t, "v1.3.1", status, name)
}

func recordedBy(t testing.TB, version string, status int, name string) reply {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "kratos", "recordings", version, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return reply{status: status, body: bytes.ReplaceAll(body, []byte("http://127.0.0.1:24433"), []byte(browserURL))}
}

func (r reply) with(name string, values ...string) reply {
	header := r.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header[http.CanonicalHeaderKey(name)] = values
	r.header = header
	return r
}

// replaced changes the body.
func (r reply) replaced(t testing.TB, from, to string) reply {
	t.Helper()
	if !bytes.Contains(r.body, []byte(from)) {
		t.Fatalf("the recorded answer has no %q", from)
	}
	r.body = bytes.ReplaceAll(r.body, []byte(from), []byte(to))
	return r
}

// without takes nodes off a recorded flow.
func (r reply) without(t testing.TB, drop func(node map[string]any) bool) reply {
	t.Helper()
	var flow map[string]any
	if err := json.Unmarshal(r.body, &flow); err != nil {
		t.Fatal(err)
	}
	ui := flow["ui"].(map[string]any)
	ui["nodes"] = slices.DeleteFunc(ui["nodes"].([]any), func(node any) bool { return drop(node.(map[string]any)) })
	body, err := json.Marshal(flow)
	if err != nil {
		t.Fatal(err)
	}
	r.body = body
	return r
}

func fetchPath(kind string) string { return "GET /self-service/" + kind + "/flows" }
func initPath(kind string) string  { return "GET /self-service/" + kind + "/browser" }

// flowPages are the five flows: their first page and the parameters their start passes on.
var flowPages = []struct {
	kind   string
	first  string
	card   string
	params []string
}{
	{"login", "login-initial", "login-auth-card", []string{"return_to", "refresh", "aal", "via", "login_challenge", "organization", "identity_schema"}},
	{"registration", "registration-step1", "registration-auth-card", []string{"return_to", "after_verification_return_to", "login_challenge", "organization", "identity_schema"}},
	{"recovery", "recovery-initial", "recovery-auth-card", []string{"return_to", "organization", "identity_schema"}},
	{"verification", "verification-initial", "verification-auth-card", []string{"return_to", "organization", "identity_schema"}},
	{"settings", "settings-all-fresh", "profile-settings-card", []string{"return_to"}},
}
