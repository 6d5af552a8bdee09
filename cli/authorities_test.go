package cli

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Inside a company Kratos often has a certificate of its own authority.
func TestPrivateAuthorityIsTrusted(t *testing.T) {
	t.Parallel()
	cert, key := pair(t, 7)
	certificate, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	kratos := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	kratos.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	kratos.StartTLS()
	t.Cleanup(kratos.Close)
	authority := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(authority, cert, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{authority: http.StatusOK, "": http.StatusServiceUnavailable, "no-such-file": http.StatusServiceUnavailable, "config_test.go": http.StatusServiceUnavailable} {
		p := startProcess(t, "KRATOS_PUBLIC_URL="+strings.Replace(kratos.URL, "127.0.0.1", "localhost", 1), "SSL_CERT_FILE="+path)
		if got, says := ask(t, "http://"+p.address+"/health/ready"); got != want {
			t.Errorf("SSL_CERT_FILE=%s: readiness is %d %s, want %d", path, got, says, want)
		}
		warned := ""
		for _, line := range p.warnings {
			if strings.Contains(line.Error, "SSL_CERT_FILE") {
				warned = line.Error
			}
		}
		if (warned != "") != (path != "" && path != authority) || warned != "" && !strings.Contains(warned, path) {
			t.Errorf("SSL_CERT_FILE=%s: the start warns of %q", path, warned)
		}
	}
}
