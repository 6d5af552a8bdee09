package cli

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// writeBrandFile writes one/brand.json into a directory.
func writeBrandFile(t *testing.T, dir, content string) {
	t.Helper()
	if err := os.MkdirAll(dir+"/one", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/one/brand.json", []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// defaultName is the name of the brand of everyone else.
func defaultName(w *brand.Watcher) string { return w.Set().Choose("", "", "").Name.In("") }

// logText collects a log that several goroutines write.
type logText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logText) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

// take is what was logged since the last call.
func (l *logText) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.text.Reset()
	return l.text.String()
}

func TestBrandsAreRead(t *testing.T) {
	t.Parallel()
	const pale = `{"name": "Pale", "default": true, "colors": {"light": {"accent": "#ffe0e0"}}}`
	var log logText
	dir := t.TempDir()
	writeBrandFile(t, dir, `{"name": "Old", "default": true}`)
	brands, err := watchBrands(t.Context(), dir, builtIn(t), false, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []struct{ name, file, says string }{
		{"no JSON", `{`, "one/brand.json"},
		{"unknown key", `{"name": "x", "colour": 1}`, "colour"},
		{"language without messages", `{"name": "x", "languages": {"allowed": ["en", "vo"]}}`, "one/brand.json: languages or wording: "},
		{"hard to read", pale, "BRAND_LOW_CONTRAST"},
		{"nothing", "", "no folder"},
	} {
		if bad.file == "" {
			if err := os.RemoveAll(dir + "/one"); err != nil {
				t.Fatal(err)
			}
		} else {
			writeBrandFile(t, dir, bad.file)
		}
		_ = brands.Reload()
		if got := defaultName(brands); got != "Old" {
			t.Errorf("%s: the brand is %q, want the one before", bad.name, got)
		}
		if said := log.take(); !strings.Contains(said, bad.says) || !strings.Contains(said, "the ones before stay") {
			t.Errorf("%s: the log does not say %q: %s", bad.name, bad.says, said)
		}
	}
	writeBrandFile(t, dir, pale)
	brands, err = watchBrands(t.Context(), dir, builtIn(t), true, slog.New(slog.DiscardHandler))
	if err != nil || defaultName(brands) != "Pale" {
		t.Errorf("low contrast is accepted, but not served: %v", err)
	}
}

// SIGHUP goes to the whole process, so this test runs alone.
func TestBrandsAreReadAgain(t *testing.T) {
	// This is never stopped: a signal that arrives after the watcher has ended would end the process.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	dir := t.TempDir()
	write := func(name string) { writeBrandFile(t, dir, `{"name": "`+name+`", "default": true}`) }
	write("First")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	brands, err := watchBrands(ctx, dir, builtIn(t), false, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	await := func(name string, nudge func()) {
		for defaultName(brands) != name {
			nudge()
			<-time.After(20 * time.Millisecond)
		}
	}
	write("By change")
	await("By change", func() {})
	write("By signal")
	await("By signal", func() { _ = syscall.Kill(os.Getpid(), syscall.SIGHUP) })
}

func TestBrandsThatCantBeUsedEndTheStart(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	code := run(nil, environment("BRAND_DIR", t.TempDir(), "PORT", "0"), &stdout, &stderr)
	if code != exitUsage || !strings.Contains(stderr.String(), "BRAND_DIR") {
		t.Errorf("exit code %d, %s", code, &stderr)
	}
}

// builtIn are the messages of the program.
func builtIn(t *testing.T) func() *locales.Catalog {
	t.Helper()
	catalog, err := catalogWith("")
	if err != nil {
		t.Fatal(err)
	}
	return func() *locales.Catalog { return catalog }
}
