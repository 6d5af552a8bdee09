package cli

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// pair makes a key pair for 127.0.0.1 whose certificate carries the serial number.
func pair(t *testing.T, serial int64) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "127.0.0.1"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
}

// store holds the files of a certificate. Each write gets a time of its own, since a file system's clock may be too coarse.
type store struct {
	certificate
	clock time.Time
}

func newStore(t *testing.T) *store {
	t.Helper()
	dir := t.TempDir()
	return &store{
		certificate: certificate{certPath: file(filepath.Join(dir, "cert.pem")), keyPath: file(filepath.Join(dir, "key.pem"))},
		clock:       time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

// newFilledStore makes a store whose files are a key pair with the serial number.
func newFilledStore(t *testing.T, serial int64) *store {
	t.Helper()
	s := newStore(t)
	cert, key := pair(t, serial)
	s.write(t, s.certPath, cert)
	s.write(t, s.keyPath, key)
	return s
}

func (s *store) write(t *testing.T, path file, data []byte) {
	t.Helper()
	if err := os.WriteFile(string(path), data, 0o600); err != nil {
		t.Fatal(err)
	}
	s.clock = s.clock.Add(time.Second)
	if err := os.Chtimes(string(path), s.clock, s.clock); err != nil {
		t.Fatal(err)
	}
}

// serial is the number of the certificate in use.
func (s *store) serial(t *testing.T) int64 {
	t.Helper()
	loaded, err := s.get(&tls.ClientHelloInfo{})
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(loaded.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return parsed.SerialNumber.Int64()
}

func TestACertificateIsReadAgainWhenItChanges(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	cert, key := pair(t, 1)
	s.write(t, s.certPath, cert)
	s.write(t, s.keyPath, key)
	if got := s.serial(t); got != 1 {
		t.Fatalf("certificate %d, want 1", got)
	}
	cert, key = pair(t, 2)
	s.write(t, s.certPath, cert)
	if got := s.serial(t); got != 1 {
		t.Errorf("certificate %d while the key is still the old one, want 1", got)
	}
	s.write(t, s.keyPath, key)
	if got := s.serial(t); got != 2 {
		t.Errorf("certificate %d after both changed, want 2", got)
	}
	s.write(t, s.certPath, []byte("broken"))
	if got := s.serial(t); got != 2 {
		t.Errorf("certificate %d while the file is broken, want 2", got)
	}
	if err := os.Remove(string(s.certPath)); err != nil {
		t.Fatal(err)
	}
	if got := s.serial(t); got != 2 {
		t.Errorf("certificate %d while the file is gone, want 2", got)
	}
	cert, key = pair(t, 3)
	s.write(t, s.keyPath, key)
	s.write(t, s.certPath, cert)
	if got := s.serial(t); got != 3 {
		t.Errorf("certificate %d after the repair, want 3", got)
	}
}

func TestARenewedCertificateIsServed(t *testing.T) {
	t.Parallel()
	files, trusted := newStore(t), x509.NewCertPool()
	renew := func(serial int64) {
		cert, key := pair(t, serial)
		trusted.AppendCertsFromPEM(cert)
		files.write(t, files.keyPath, key)
		files.write(t, files.certPath, cert)
	}
	renew(1)
	c := testConfig()
	c.TLSCertPath, c.TLSKeyPath = files.certPath, files.keyPath
	s := start(t, c, http.NotFoundHandler())
	for _, want := range []int64{1, 2} {
		conn, err := tls.Dial("tcp", s.address, &tls.Config{RootCAs: trusted, ServerName: "localhost"})
		if err != nil {
			t.Fatal(err)
		}
		if got := conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64(); got != want {
			t.Errorf("certificate %d is served, want %d", got, want)
		}
		conn.Close()
		renew(2)
	}
}

func TestACertificateMustBeThereFromTheStart(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	if _, err := s.get(nil); err == nil {
		t.Error("no file is accepted")
	}
	s.write(t, s.certPath, []byte("broken"))
	s.write(t, s.keyPath, []byte("broken"))
	if _, err := s.get(nil); err == nil {
		t.Error("a broken file is accepted")
	}
}

func TestHandshakesShareACertificate(t *testing.T) {
	t.Parallel()
	s := newFilledStore(t, 1)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := s.get(nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
