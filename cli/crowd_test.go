package cli

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

const crowdFont = 40 << 10 // bytes of a brand's font

// BenchmarkCrowd asks two servers as they are delivered for the sign-in page in turns, one of which holds much that must not slow it
// down: idle connections, or a hundred brands with a font each. The ratios are those of that one to the other.
func BenchmarkCrowd(b *testing.B) {
	const batch, connections = 400, 8
	server := buildProgram(b, "..")
	for _, crowd := range []struct {
		name         string
		idle, brands int
	}{
		{"1000-connections", 1000, 0},
		{"5000-connections", 5000, 0},
		{"100-brands", 0, 100},
	} {
		b.Run(crowd.name, func(b *testing.B) {
			kratosURL := startKratos(b)
			var settings []string
			if crowd.brands > 0 {
				settings = append(settings, "BRAND_DIR="+manyBrands(b, crowd.brands))
			}
			crowded, alone := startServer(b, server, kratosURL, settings...), startServer(b, server, kratosURL)
			check := crowded.leaveIdle(b, crowd.idle)
			turns, cpu := takeTurns(b, [2]*program{crowded, alone}, loadtest.LoginPage(), connections, batch)
			check()
			b.ReportMetric(float64(b.N*batch)/turns.Second.Seconds(), "page/s")
			b.ReportMetric(cpu[1].Seconds()/cpu[0].Seconds(), "cpu-of-without")
			b.ReportMetric(alone.peak(b), "MB-without")
			b.ReportMetric(crowded.peak(b), "MB-with")
			turns.Report(b, "of-without")
		})
	}
}

// manyBrands is a directory of brands that look alike.
func manyBrands(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	font := make([]byte, crowdFont)
	copy(font, "wOF2\x00\x01\x00\x00")
	binary.BigEndian.PutUint32(font[8:], crowdFont)
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("brand-%03d", i))
		settings := fmt.Sprintf(`{"name": "Brand %d", "default": %t, "font": {"stack": "Own, sans-serif", "files": [{"file": "own.woff2", "family": "Own"}]}}`, i, i == 0)
		binary.BigEndian.PutUint32(font[16:], uint32(i)) // so that no two files are the same
		if err := errors.Join(os.Mkdir(folder, 0o755), os.WriteFile(folder+"/brand.json", []byte(settings), 0o600), os.WriteFile(folder+"/own.woff2", font, 0o600)); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// leaveIdle opens n connections, sends one request on each and leaves them open. check fails when one of them was closed since.
func (p *program) leaveIdle(b *testing.B, n int) (check func()) {
	b.Helper()
	var idle []net.Conn
	for range n {
		conn, err := net.Dial("tcp", p.address)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = conn.Close() })
		if _, err := io.WriteString(conn, "GET /health/alive HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			b.Fatal(err)
		}
		if _, err := conn.Read(make([]byte, 4096)); err != nil {
			b.Fatal(err)
		}
		idle = append(idle, conn)
	}
	return func() {
		for _, conn := range idle {
			_ = conn.SetReadDeadline(time.Now().Add(time.Millisecond))
			if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
				b.Fatalf("an idle connection did not stay: %v", err)
			}
		}
	}
}
