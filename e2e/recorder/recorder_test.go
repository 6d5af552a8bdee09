package recorder_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/recorder"
)

// fake answers like Kratos: the query says what.
func fake(w http.ResponseWriter, r *http.Request) {
	name, value := r.URL.Query().Get("name"), r.URL.Query().Get("value")
	switch r.URL.Path {
	case "/self-service/login/flows":
		_, _ = fmt.Fprintf(w, `{"state":"choose_method","active":"code","ui":{"messages":[{"id":4000006}],"nodes":[
			{"type":"input","group":"default","attributes":{"name":%q,"type":"text","value":%q},
			 "messages":[{"id":4000002},{"id":4000006}],"meta":{"label":{"id":1070002}}}]}}`, name, value)
	case "/self-service/settings/flows":
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `{"error":{"id":"session_aal2_required","code":403}}`)
	case "/sessions/whoami":
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":{"code":401}}`)
	default:
		_, _ = io.WriteString(w, "not JSON")
	}
}

func TestOneFilePerKindOfReply(t *testing.T) {
	kratos := httptest.NewServer(http.HandlerFunc(fake))
	t.Cleanup(kratos.Close)
	dir := t.TempDir()
	r, err := recorder.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	front, err := r.Proxy(t.Context(), kratos.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"/self-service/login/flows?name=identifier&value=first",
		"/self-service/login/flows?name=identifier&value=second", // only a value differs
		"/self-service/login/flows?name=email",
		"/self-service/settings/flows",
		"/sessions/whoami",
		"/.well-known/ory/webauthn.js",
	} {
		if through, direct := get(t, front+address), get(t, kratos.URL+address); through != direct {
			t.Errorf("%s: %q, but %q without the recorder", address, through, direct)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}

	names, err := fs.Glob(os.DirFS(dir), "*")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"error-settings-403-session_aal2_required.json",
		"error-whoami-401.json",
		"login-choose_method-code-4000002_4000006-0a22fe.json",
		"login-choose_method-code-4000002_4000006-9e66df.json",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	for _, name := range names {
		body, err := fs.ReadFile(os.DirFS(dir), name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(body, []byte("second")) || !bytes.HasSuffix(body, []byte("\n}\n")) {
			t.Errorf("%s holds %s", name, body)
		}
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	res, err := oneshot.Get(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(res.StatusCode, " ", string(body))
}
