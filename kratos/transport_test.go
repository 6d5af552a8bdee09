package kratos_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// With every slot taken by a Kratos that hangs, one more call fails at once, and the slot is free again afterwards.
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
	go func() { first <- client.Ready(t.Context()) }()
	<-arrived
	var busy *kratos.Error
	if err := client.Ready(t.Context()); !errors.As(err, &busy) || busy.PageStatus() != http.StatusServiceUnavailable {
		t.Errorf("a call over the limit: %v, want a 503", err)
	}
	close(answer)
	if err := <-first; err != nil {
		t.Errorf("the call that waited: %v", err)
	}
	go func() { <-arrived }()
	if err := client.Ready(t.Context()); err != nil {
		t.Errorf("a call after it: %v", err)
	}
}
