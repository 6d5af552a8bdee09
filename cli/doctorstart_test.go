package cli

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/doctor"
)

// A Kratos that starts later than this server is looked at then, and its absence is logged once.
func TestSetupIsCheckedOnceKratosIsThere(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	later := time.AfterFunc(300*time.Millisecond, func() {
		listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", address)
		if err != nil {
			t.Error(err)
			return
		}
		kratos := &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/sessions/whoami" {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"error":{"code":401,"status":"Unauthorized"}}`)
		}), ReadHeaderTimeout: time.Second}}
		kratos.Start()
		t.Cleanup(kratos.Close)
	})
	defer later.Stop()
	c, err := readConfig(environment("KRATOS_PUBLIC_URL", "http://"+address))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var out bytes.Buffer
	warnOfSetup(ctx, c, 20*time.Millisecond, slog.New(slog.NewTextHandler(&out, nil)))
	for finding, want := range map[doctor.ID]int{doctor.KratosUnreachable: 1, doctor.LoginFlowFailed: 1} {
		if got := strings.Count(out.String(), "finding="+string(finding)); got != want {
			t.Errorf("%s is logged %d times, want %d:\n%s", finding, got, want, &out)
		}
	}
}
