package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

// program is a server in a process of its own, for benchmarks, whose log is read and forgotten.
type program struct {
	cmd     *exec.Cmd
	address string // HOST:PORT
}

// asPassThrough makes this test program a pass-through of the Kratos at that URL.
const asPassThrough = "TEST_PROGRAM_PASSES_THROUGH"

func servePassThrough(kratosURL string) (code int) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		fmt.Printf("{\"msg\":\"listening\",\"address\":%q}\n", listener.Addr())
		err = http.Serve(listener, loadtest.PassThrough(kratosURL))
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// startPassThrough collects garbage as seldom as the server does.
func startPassThrough(b *testing.B, kratosURL string) *program {
	b.Helper()
	return startProgram(b, os.Args[0], asPassThrough+"="+kratosURL, "GOGC="+strconv.Itoa(gcPercent))
}

// startServer starts the server that buildProgram made.
func startServer(b *testing.B, binary, kratosURL string, environment ...string) *program {
	b.Helper()
	environment = append([]string{"HOST=127.0.0.1", "PORT=0", "STOP_DELAY=0s", "KRATOS_PUBLIC_URL=" + kratosURL}, environment...)
	return startProgram(b, binary, environment...)
}

// startProgram starts a program that says in its log where it listens, and returns then.
func startProgram(b *testing.B, binary string, environment ...string) *program {
	b.Helper()
	p := &program{cmd: exec.CommandContext(b.Context(), binary)}
	p.cmd.Env, p.cmd.Stderr = environment, os.Stderr
	log, err := p.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	for reader := bufio.NewReader(log); ; {
		text, err := reader.ReadBytes('\n')
		if err != nil {
			b.Fatalf("%s never listened: %v", binary, err)
		}
		var line logLine
		if json.Unmarshal(text, &line) == nil && line.Msg == "listening" {
			p.address = line.Address
			go func() { _, _ = io.Copy(io.Discard, log) }() // a process whose log nobody reads stops
			return p
		}
	}
}

func (p *program) stop() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// buildProgram builds the program in a directory, as make build does, and returns its path.
func buildProgram(b *testing.B, directory string) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "program")
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-tags=grpcnotrace", "-ldflags=-s -w -buildid=", "-o", binary, directory)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// startKratos starts the stand-in for Kratos in this process and returns its URL.
func startKratos(b *testing.B) string {
	b.Helper()
	kratos, err := loadtest.StartKratos()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(kratos.Close)
	return kratos.URL
}

// load are connections to the program that ask for a page.
func (p *program) load(b *testing.B, page loadtest.Page, connections int) *loadtest.Client {
	b.Helper()
	client, err := loadtest.Dial(b.Context(), p.address, page, connections)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = client.Close() })
	return client
}

// get asks n times for the page of a client, and returns how long that took.
func get(b *testing.B, client *loadtest.Client, n int) time.Duration {
	b.Helper()
	took, err := client.Get(n)
	if err != nil {
		b.Fatal(err)
	}
	return took
}

// cpu is the processor time that the process has used.
func (p *program) cpu(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat)) // the program's name has no spaces
	user, err1 := strconv.Atoi(fields[13])
	system, err2 := strconv.Atoi(fields[14])
	if err := errors.Join(err1, err2); err != nil {
		b.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100 on Linux
}

// peak is the most memory that the process has had resident, in MB of a million bytes.
func (p *program) peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kilobytes) * 1024 / 1e6
}
