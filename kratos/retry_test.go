package kratos_test

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// A GET whose connection breaks before or within the answer is retried once. Other methods are not.
func TestReadsAreRetriedOnce(t *testing.T) {
	t.Parallel()
	for name, breakOff := range map[string]func(w http.ResponseWriter){
		"before the answer": func(http.ResponseWriter) {},
		"in the middle": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "999")
			_, _ = io.WriteString(w, "{")
			_ = http.NewResponseController(w).Flush()
		},
	} {
		for _, broken := range []int64{1, 2} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var arrived atomic.Int64
				c := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if arrived.Add(1) <= broken || r.Method != http.MethodGet {
						breakOff(w)
						reset(w)
						return
					}
					_, _ = io.WriteString(w, "{}")
				}))
				if err := c.Ready(t.Context()); (err == nil) != (broken == 1) {
					t.Errorf("%d broken connections: %v", broken, err)
				}
				if got := arrived.Load(); got != 2 {
					t.Errorf("Kratos got the read %d times, want 2", got)
				}
				if err := c.RevokeSession(t.Context(), "", secretID); err == nil || arrived.Load() != 3 {
					t.Errorf("ending a session: %v after %d requests, want one failure", err, arrived.Load()-2)
				}
			})
		}
	}
}

// reset resets the connection.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

func TestRefusalsAreNotRetried(t *testing.T) {
	t.Parallel()
	var arrived atomic.Int64
	c := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived.Add(1)
		w.WriteHeader(http.StatusInternalServerError)
	}))
	if err := c.Ready(t.Context()); err == nil || arrived.Load() != 1 {
		t.Errorf("%v after %d requests, want a failure after one", err, arrived.Load())
	}
}

// A redirect could send a visitor's cookies anywhere.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	c := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			t.Error("the redirect was followed")
		}
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	for call, do := range calls(c) {
		if err := do(t.Context()); err == nil || refusal(t, err).PageStatus() != http.StatusBadGateway {
			t.Errorf("%s: %v", call, err)
		}
	}
}

// No request is sent to a Kratos with an invalid certificate, so that it gets no cookie.
func TestCertificateErrors(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request got through") }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	old := httptest.NewUnstartedServer(http.NotFoundHandler())
	old.Config.ErrorLog = server.Config.ErrorLog
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11}
	old.StartTLS()
	t.Cleanup(old.Close)
	for name, url := range map[string]string{
		"unknown authority": server.URL, "other name": strings.Replace(server.URL, "127.0.0.1", "localhost", 1), "TLS 1.1": old.URL,
		"no TLS": strings.Replace(serveURL(t), "http://", "https://", 1),
	} {
		c := client(t, kratos.Config{PublicURL: url})
		for call, do := range calls(c) {
			err := do(t.Context())
			if err == nil || refusal(t, err).PageStatus() != http.StatusBadGateway {
				t.Errorf("%s, %s: %v", name, call, err)
			}
		}
	}
}

func serveURL(t *testing.T) string {
	t.Helper()
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	return plain.URL
}

// While Kratos is being replaced, connections are refused for a moment; the next one may reach another instance.
func TestWhatIsRetried(t *testing.T) {
	t.Parallel()
	for _, broken := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.ECONNREFUSED, syscall.EPIPE} {
		var attempts atomic.Int64
		c := client(t, kratos.Config{PublicURL: "http://kratos", Transport: transport(func(r *http.Request) (*http.Response, error) {
			if attempts.Add(1) == 1 {
				return nil, &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", broken)}
			}
			return answer(http.StatusOK, strings.NewReader("{}"))(r)
		})})
		if _, err := c.Script(t.Context()); err != nil || attempts.Load() != 2 {
			t.Errorf("%v: %v after %d attempts, want an answer after two", broken, err, attempts.Load())
		}
	}
	var attempts atomic.Int64
	c := client(t, kratos.Config{PublicURL: "http://kratos", Transport: transport(func(*http.Request) (*http.Response, error) {
		attempts.Add(1)
		return nil, &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
	})})
	if _, err := c.Script(t.Context()); err == nil || attempts.Load() != 1 {
		t.Errorf("without a network: %v after %d attempts, want a failure after one", err, attempts.Load())
	}
}
