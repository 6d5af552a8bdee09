package kratos_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// While a Kratos that hangs occupies every slot, one more call fails immediately. The slot is free again afterwards.
func TestNoMoreWaitThanAllowed(t *testing.T) {
	t.Parallel()
	arrived, answer := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-answer
		w.WriteHeader(http.StatusOK)
	}))
	t.Cleanup(server.Close)
	client, err := kratos.New(kratos.Config{PublicURL: server.URL, MaxWaiting: 1})
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan error)
	ask := func() error {
		_, err := client.Script(t.Context())
		return err
	}
	go func() { first <- ask() }()
	<-arrived
	var busy *kratos.Error
	if err := ask(); !errors.As(err, &busy) || busy.PageStatus() != http.StatusServiceUnavailable {
		t.Errorf("a call over the limit: %v, want a 503", err)
	}
	close(answer)
	if err := <-first; err != nil {
		t.Errorf("the call that waited: %v", err)
	}
	go func() { <-arrived }()
	if err := ask(); err != nil {
		t.Errorf("a call after it: %v", err)
	}
}

// Ready must not depend on how many visitors wait for Kratos, or on how long they may wait.
func TestReadyWaitsForNoVisitor(t *testing.T) {
	t.Parallel()
	arrived, over := make(chan struct{}, 2), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/health/ready" {
			arrived <- struct{}{}
			<-over
		}
	}))
	t.Cleanup(server.Close)
	c := client(t, kratos.Config{PublicURL: server.URL, MaxWaiting: 1, Timeout: time.Minute})
	visitor := make(chan error)
	go func() {
		_, err := c.Script(t.Context())
		visitor <- err
	}()
	<-arrived
	if err := c.Ready(t.Context()); err != nil {
		t.Errorf("with every call taken by a visitor: %v", err)
	}
	if n := c.UnderWay(); n != 1 {
		t.Errorf("%d calls are under way, want the visitor's", n)
	}
	close(over)
	if err := <-visitor; err != nil {
		t.Error(err)
	}

	silent, err := net.Listen("tcp", "127.0.0.1:0") // accepts connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	begun := time.Now()
	err = client(t, kratos.Config{PublicURL: "http://" + silent.Addr().String(), Timeout: time.Minute}).Ready(t.Context())
	if took := time.Since(begun); err == nil || took > 30*time.Second {
		t.Errorf("a Kratos that hangs: %v after %v, want a failure before a probe of a second ends", err, took)
	}
}
