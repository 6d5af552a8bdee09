package attack_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
)

// footprint is the resources that the UI's process holds.
type footprint struct {
	pid                     int
	goroutines, descriptors int
	peak                    int64 // bytes of resident memory, at most so far
}

// measure reads the process's own metrics and, for the peak, the kernel's.
func measure(t *testing.T, s interface{ UIPID() int }, address string) footprint {
	t.Helper()
	f := footprint{pid: s.UIPID()}
	if f.pid == 0 {
		t.Fatal("the UI's process has ended")
	}
	res, err := oneshot.Get(t.Context(), "http://"+address+"/metrics") // a connection that is kept alive would be counted
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		n, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "go_goroutines":
			f.goroutines = int(n)
		case "process_open_fds":
			f.descriptors = int(n)
		}
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if kilobytes, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kilobytes), "kB")), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			f.peak = n << 10
		}
	}
	if f.goroutines == 0 || f.descriptors == 0 || f.peak == 0 {
		t.Fatalf("the process tells too little: %+v", f)
	}
	return f
}

// settled waits until the process holds no more than before.
func settled(t *testing.T, s interface{ UIPID() int }, address string, before footprint) footprint {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), harness.Patience)
	defer cancel()
	for {
		after := measure(t, s, address)
		if after.pid != before.pid {
			t.Fatalf("the process ended: it was %d and is %d", before.pid, after.pid)
		}
		if after.goroutines <= before.goroutines+soakSlack && after.descriptors <= before.descriptors+soakSlack {
			return after
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			t.Errorf("the UI does not let go: before %+v, after %+v", before, after)
			return after
		}
	}
}
