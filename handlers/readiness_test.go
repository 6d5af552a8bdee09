package handlers_test

import (
	"net/http"
	"testing"
	"time"
)

// Probes from many places cost Kratos one call a second, and its recovery is seen a second later at most.
func TestReadyIsCached(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const up = "GET /health/ready"
	start := time.Now()
	for range 50 {
		s.get(t, "/health/ready").want(http.StatusServiceUnavailable)
	}
	if calls, most := len(s.kratos.got(up)), 1+int(time.Since(start)/time.Second); calls > most {
		t.Errorf("50 probes in %v made %d calls to Kratos, want %d at most", time.Since(start), calls, most)
	}
	s.kratos.on(up, reply{body: []byte(`{"status":"ok"}`)})
	recovered := time.Now()
	for s.get(t, "/health/ready").StatusCode != http.StatusOK {
		if time.Since(recovered) > 10*time.Second {
			t.Fatal("Kratos is back and readiness does not say so")
		}
	}
}

func TestStoppingIsNotReady(t *testing.T) {
	t.Parallel()
	stopping := make(chan struct{})
	s := newSite(t, func(c *setup) { c.Stopping = stopping })
	s.kratos.on("GET /health/ready", reply{body: []byte(`{"status":"ok"}`)})
	s.get(t, "/health/ready").want(http.StatusOK)
	close(stopping)
	s.get(t, "/health/ready").want(http.StatusServiceUnavailable)
	s.get(t, "/health/alive").want(http.StatusOK)
	s.get(t, "/welcome").want(http.StatusOK)
}
