package cli

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// What a crowded server keeps, beside one that keeps nothing.
const (
	crowdIdle   = 5000 // connections that ask for nothing
	crowdBrands = 100  // with a font each
	crowdFont   = 40 << 10
)

// BenchmarkCrowd serves the login page by two processes in turns, one of them with thousands of idle connections and a hundred
// brands to keep: what it keeps must not slow down what it does. The ratios are the crowded one's to the other one's.
func BenchmarkCrowd(b *testing.B) {
	const batch = 400
	flow, err := os.ReadFile("../kratos/recordings/v1.3.1/login-initial.json")
	if err != nil {
		b.Fatal(err)
	}
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(flow) }))
	b.Cleanup(kratos.Close)
	alone := startProcess(b, "KRATOS_PUBLIC_URL="+kratos.URL)
	crowded := startProcess(b, "KRATOS_PUBLIC_URL="+kratos.URL, "BRAND_DIR="+manyBrands(b, crowdBrands))
	for _, p := range []*process{alone, crowded} {
		go func() {
			for range p.lines { // a process whose log nobody reads stops
			}
		}()
	}
	for range crowdIdle {
		crowded.leaveIdle(b)
	}
	var took, used [2]time.Duration
	for i, p := range []*process{alone, crowded} {
		p.pages(b, batch) // what is only done once
		used[i] = -p.cpu(b)
	}
	for b.Loop() {
		for i, p := range []*process{alone, crowded} {
			took[i] += p.pages(b, batch)
		}
	}
	for i, p := range []*process{alone, crowded} {
		used[i] += p.cpu(b)
	}
	pages := float64(b.N * batch)
	b.ReportMetric(pages/took[0].Seconds(), "page/s")
	b.ReportMetric(took[0].Seconds()/took[1].Seconds(), "throughput-ratio")
	b.ReportMetric(used[0].Seconds()*1e6/pages, "cpu-µs/page")
	b.ReportMetric(used[1].Seconds()/used[0].Seconds(), "cpu-ratio")
	b.ReportMetric(alone.peak(b)/1e6, "MB-alone")
	b.ReportMetric(crowded.peak(b)/1e6, "MB-crowded")
}

// manyBrands is a directory of brands that look alike.
func manyBrands(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	font := make([]byte, crowdFont)
	copy(font, "wOF2\x00\x01\x00\x00")
	binary.BigEndian.PutUint32(font[8:], crowdFont)
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("brand-%03d", i))
		settings := fmt.Sprintf(`{"name": "Brand %d", "default": %t, "font": {"stack": "Own, sans-serif", "files": [{"file": "own.woff2", "family": "Own"}]}}`, i, i == 0)
		binary.BigEndian.PutUint32(font[16:], uint32(i)) // each another
		if err := errors.Join(os.Mkdir(folder, 0o755), os.WriteFile(folder+"/brand.json", []byte(settings), 0o600), os.WriteFile(folder+"/own.woff2", font, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// leaveIdle has a connection be answered once, and leaves it.
func (p *process) leaveIdle(t testing.TB) {
	t.Helper()
	conn, err := net.Dial("tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, "GET /health/alive HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAtLeast(conn, make([]byte, 4096), 1); err != nil {
		t.Fatal(err)
	}
}

// pages has a few visitors ask for n login pages and tells how long that took.
func (p *process) pages(t testing.TB, n int) time.Duration {
	t.Helper()
	const visitors = 8
	start := time.Now()
	var wg sync.WaitGroup
	for range visitors {
		wg.Go(func() {
			for range n / visitors {
				resp, err := p.client.Get("http://" + p.address + "/login?flow=0f0f0f0f-1111-4222-8333-444444444444")
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if resp.StatusCode != http.StatusOK {
					t.Errorf("status %d", resp.StatusCode)
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// cpu is the processor time that the process has used.
func (p *process) cpu(t testing.TB) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat)) // the program's name has no spaces
	user, err1 := strconv.Atoi(fields[13])
	system, err2 := strconv.Atoi(fields[14])
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100 on Linux
}

// peak is the most memory that the process has had resident, in bytes.
func (p *process) peak(t testing.TB) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err)
	}
	return float64(kilobytes) * 1024
}
