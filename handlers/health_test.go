package handlers_test

import (
	"encoding/json"
	"net/http"
	"strings"
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

// A Kratos that goes down takes no replica out of a balancer, so that visitors get a page of ours; one that was never there does.
func TestReadyOnceKratosHasAnswered(t *testing.T) {
	t.Parallel()
	for _, needsKratos := range []bool{false, true} {
		s := newSite(t, func(c *setup) { c.ReadyNeedsKratos = needsKratos })
		const up = "GET /health/ready"
		awaits := func(status int, kratos string) {
			t.Helper()
			for deadline := time.Now().Add(10 * time.Second); ; {
				a := s.get(t, "/health/ready")
				var says struct{ Kratos string }
				if err := json.Unmarshal([]byte(a.body), &says); err != nil {
					t.Fatal(err)
				}
				if a.StatusCode == status && says.Kratos == kratos {
					return
				}
				if time.Now().After(deadline) {
					t.Fatalf("needs Kratos %v: readiness is %d %s, want %d and kratos %q", needsKratos, a.StatusCode, a.body, status, kratos)
				}
			}
		}
		s.kratos.on(up, failing(500))
		awaits(http.StatusServiceUnavailable, "")
		s.kratos.on(up, reply{body: []byte(`{"status":"ok"}`)})
		awaits(http.StatusOK, "")
		s.kratos.on(up, failing(503))
		if needsKratos {
			awaits(http.StatusServiceUnavailable, "")
		} else {
			awaits(http.StatusOK, "unavailable")
		}
		s.kratos.on(up, reply{body: []byte(`{"status":"ok"}`)})
		awaits(http.StatusOK, "")
		var logged []string
		address := s.kratos.URL
		for line := range strings.Lines(s.logged()) {
			var entry struct{ Level, Msg, Error, Kratos string }
			if err := json.Unmarshal([]byte(line), &entry); err != nil {
				t.Fatal(err)
			}
			if entry.Msg != "request" {
				if down := entry.Error != ""; (entry.Level == "WARN") != down || entry.Kratos != address {
					t.Errorf("the operator is not told enough: %s", line)
				}
				logged = append(logged, entry.Msg+" "+entry.Error)
			}
		}
		if len(logged) != 4 || !strings.Contains(logged[0], "500") || !strings.Contains(logged[2], "503") {
			t.Errorf("needs Kratos %v: the log tells %q, want each change once, with its reason", needsKratos, logged)
		}
	}
}
