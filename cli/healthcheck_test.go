package cli

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/caarlos0/env/v11"
)

// healthcheck runs the command in the environment of a server on a port.
func healthcheck(port string, settings []string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(append([]string{"healthcheck"}, args...), env.ToMap(append([]string{"HOST=127.0.0.1", "PORT=" + port}, settings...)), &out, &err)
	return code, out.String(), err.String()
}

func TestHealthcheckFindsItsServer(t *testing.T) {
	t.Parallel()
	kratos := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(kratos.Close)
	files := newFilledStore(t, 7)
	for name, settings := range map[string][]string{
		"plain": nil, "all addresses": {"HOST="}, "IPv6": {"HOST=::"}, "below a path": {"BASE_PATH=/konto-ü/"},
		"below a path that is stripped": {"BASE_PATH=/account", "BASE_PATH_STRIPPED=true"},
		"TLS":                           {"TLS_CERT_PATH=" + string(files.certPath), "TLS_KEY_PATH=" + string(files.keyPath), "BASE_PATH=/account"},
	} {
		settings = append(settings, "KRATOS_PUBLIC_URL="+kratos.URL)
		_, port, err := net.SplitHostPort(startProcess(t, settings...).address)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{nil, {"--ready"}} {
			if code, stdout, stderr := healthcheck(port, settings, args...); code != 0 || stdout != `{"status":"ok"}`+"\n" || stderr != "" {
				t.Errorf("%s: %q: exit code %d, %s%s", name, args, code, stdout, stderr)
			}
		}
		// It runs on with the brands it has.
		if code, _, stderr := healthcheck(port, append(settings, "BRAND_DIR=gone", "KRATOS_PUBLIC_URL=")); code != 0 {
			t.Errorf("%s: exit code %d, %s for a server that runs", name, code, stderr)
		}
	}
}

func TestHealthcheckFails(t *testing.T) {
	t.Parallel()
	settings := []string{"KRATOS_PUBLIC_URL=http://127.0.0.1:1"}
	_, port, err := net.SplitHostPort(startProcess(t, settings...).address)
	if err != nil {
		t.Fatal(err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, free, _ := net.SplitHostPort(silent.Addr().String())
	silent.Close()
	for name, test := range map[string]struct {
		port     string
		settings []string
		args     []string
		code     int
		want     string
	}{
		"runs without Kratos": {port, settings, nil, 0, ""},
		"not ready":           {port, settings, []string{"--ready"}, exitFailed, `/health/ready answers 503 {"status":"kratos unavailable"}`},
		"another path":        {port, append(settings, "BASE_PATH=/account"), nil, exitFailed, "/health/alive answers 404"},
		"nobody there":        {free, settings, nil, exitFailed, "connection refused"},
		"no port":             {"x", settings, nil, exitFailed, "connect"},
		"an argument":         {port, settings, []string{"x"}, exitUsage, "x"},
	} {
		code, _, stderr := healthcheck(test.port, test.settings, test.args...)
		if code != test.code || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %s; want %d and %q", name, code, stderr, test.code, test.want)
		}
	}
}
