package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
)

// checkAuthorities is the error of an SSL_CERT_FILE, from which Go takes the authorities that certificates of Kratos and Hydra are
// checked with (crypto/x509.SystemCertPool). Go says nothing of a file that it can't use.
func checkAuthorities(environment map[string]string) error {
	path := environment["SSL_CERT_FILE"]
	if path == "" {
		return nil
	}
	pem, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own
	if err == nil && !x509.NewCertPool().AppendCertsFromPEM(pem) {
		err = errors.New(path + " holds no certificate (PEM)")
	}
	if err != nil {
		return fmt.Errorf("SSL_CERT_FILE can't be used: %w", err)
	}
	return nil
}
