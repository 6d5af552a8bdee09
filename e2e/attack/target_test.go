package attack_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/harness"
)

// target is a UI in front of a Kratos that always gives the same answer, so that only the UI is measured.
type target struct {
	ui               *child.Process
	address, metrics string
	client           *http.Client
	kratos           *httptest.Server
}

// UIPID is the process of the UI; 0 once it has ended.
func (u *target) UIPID() int {
	if u.ui.Ended() != "" {
		return 0
	}
	return u.ui.PID()
}

func startTarget(t *testing.T) *target {
	t.Helper()
	flow, err := os.ReadFile(harness.Path(t, "kratos", "recordings", "v1.3.1", "login-initial.json"))
	if err != nil {
		t.Fatal(err)
	}
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(flow) }))
	t.Cleanup(kratos.Close)
	cert, key := certificate(t)
	u := &target{metrics: harness.FreeAddress(t), kratos: kratos}
	_, port, _ := net.SplitHostPort(harness.FreeAddress(t))
	u.address = net.JoinHostPort("127.0.0.1", port)
	u.client = &http.Client{Timeout: harness.Patience, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	env := []string{
		"HOST=127.0.0.1", "PORT=" + port, "KRATOS_PUBLIC_URL=" + kratos.URL, "TLS_CERT_PATH=" + cert, "TLS_KEY_PATH=" + key,
		"METRICS_ADDR=" + u.metrics, "BRAND_DIR=" + manyBrands(t, 100), "STOP_DELAY=0s",
	}
	if u.ui, err = child.Start(t.Context(), "the UI", nil, env, shared.Binaries(t).UI); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(u.ui.Stop)
	if err := u.ui.Ready(t.Context(), "http://"+u.metrics+"/metrics"); err != nil {
		t.Fatal(err)
	}
	return u
}

// page returns a page as a visitor gets it.
func (u *target) page(t *testing.T, path string) string {
	t.Helper()
	resp, err := u.client.Get("https://" + u.address + path)
	if err != nil {
		t.Fatalf("a visitor is not served: %v", err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("a visitor gets status %d, %v", resp.StatusCode, err)
	}
	return string(body)
}

// cpuPerPage gets a page n times and returns the processor time of each.
func (u *target) cpuPerPage(t *testing.T, path string, n int) time.Duration {
	t.Helper()
	before := u.cpu(t)
	for range n {
		u.page(t, path)
	}
	return (u.cpu(t) - before) / time.Duration(n)
}

// cpu returns the processor time that the UI has used.
func (u *target) cpu(t *testing.T) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", u.ui.PID()))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat)) // the program's name has no spaces
	user, _ := strconv.Atoi(fields[13])
	system, _ := strconv.Atoi(fields[14])
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100
}

// manyBrands makes a directory of n brands with a font each.
func manyBrands(t *testing.T, n int) string {
	t.Helper()
	dir, font := t.TempDir(), make([]byte, 40<<10)
	copy(font, "wOF2\x00\x01\x00\x00")
	binary.BigEndian.PutUint32(font[8:], uint32(len(font)))
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("brand-%03d", i))
		settings := fmt.Sprintf(`{"name": "Brand %d", "default": %t, "font": {"stack": "Own, sans-serif", "files": [{"file": "own.woff2", "family": "Own"}]}}`, i, i == 0)
		if err := os.Mkdir(folder, 0o750); err != nil {
			t.Fatal(err)
		}
		font[16] = byte(i) // each font is another
		for name, data := range map[string][]byte{"brand.json": []byte(settings), "own.woff2": font} {
			if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// certificate makes the files of a certificate that nobody trusts.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
