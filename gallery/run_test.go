package gallery

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestGallerySaysWhereItIs(t *testing.T) {
	t.Parallel()
	pages, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	said, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, pages, "localhost:0", stdout) }()
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(strings.TrimSpace(line), ": ")
	resp, err := (&http.Client{Transport: &http.Transport{}}).Get(address + "states.json")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d", address, resp.StatusCode)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestGalleryRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		argument string
		want     int
		says     string
	}{
		{"-h", 0, "localhost:4460"},
		{"-port=1", exitUsage, "-port"},
		{"login", exitUsage, `"login"`},
		{"-brands=none", exitFailed, "-brands none: no such file"},
		{"-addr=localhost:x", exitFailed, "tcp/x"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(Options{}, []string{test.argument}, &stdout, &stderr); code != test.want || !strings.Contains(stderr.String(), test.says) {
			t.Errorf("%s: exit code %d, want %d; it says %q", test.argument, code, test.want, &stderr)
		}
	}
}
