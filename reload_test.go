package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// wardrobe is a directory with one brand of this name and accent.
func wardrobe(name, accent string) fstest.MapFS {
	return fstest.MapFS{"one/brand.json": {Data: []byte(`{"name": "` + name + `", "default": true, "colors": {"light": {"accent": "` + accent + `"}}}`)}}
}

// swappable is a directory whose files can change.
type swappable struct{ fs.FS }

func TestBrandsAreRead(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	dir := &swappable{wardrobe("Old", "#1a1c8b")}
	b := &brands{dir: dir, log: slog.New(slog.NewTextHandler(&log, nil))}
	if err := b.load(); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []struct {
		name string
		dir  fs.FS
		says string
	}{
		{"no JSON", fstest.MapFS{"one/brand.json": {Data: []byte(`{`)}}, "one/brand.json"},
		{"unknown key", fstest.MapFS{"one/brand.json": {Data: []byte(`{"name": "x", "colour": 1}`)}}, "colour"},
		{"language without messages", fstest.MapFS{"one/brand.json": {Data: []byte(`{"name": "x", "languages": {"allowed": ["en", "fr"]}}`)}}, "one/brand.json: languages or wording: "},
		{"hard to read", wardrobe("Pale", "#ffe0e0"), "BRAND_LOW_CONTRAST"},
		{"nothing", fstest.MapFS{}, "no folder"},
	} {
		dir.FS = bad.dir
		b.reload(t.Context())
		if got := b.set.Load().Choose("", "", "").Name.In(""); got != "Old" {
			t.Errorf("%s: the brand is %q, want the one before", bad.name, got)
		}
		if !strings.Contains(log.String(), bad.says) || !strings.Contains(log.String(), "the ones before stay") {
			t.Errorf("%s: the log does not say %q: %s", bad.name, bad.says, &log)
		}
		log.Reset()
	}
	dir.FS, b.lowContrast = wardrobe("Pale", "#ffe0e0"), true
	b.reload(t.Context())
	if got := b.set.Load().Choose("", "", "").Name.In(""); got != "Pale" {
		t.Errorf("the brand is %q although low contrast is accepted", got)
	}
}

// Somebody copies a brand here file by file, or an editor writes one in pieces: what is there in between is nobody's brand,
// even when it could be used.
func TestBrandsThatAreStillBeingWrittenWait(t *testing.T) {
	t.Parallel()
	dir := &swappable{wardrobe("Old", "#1a1c8b")}
	b := &brands{dir: dir, log: slog.New(slog.DiscardHandler)}
	if err := b.load(); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct{ written, worn string }{
		{"Old", "Old"}, {"Half", "Old"}, {"Whole", "Old"}, {"Whole", "Whole"}, {"Whole", "Whole"}, {"Old", "Whole"}, {"Whole", "Whole"}, {"Whole", "Whole"},
	} {
		dir.FS = wardrobe(step.written, "#1a1c8b")
		b.glance(t.Context())
		if got := b.set.Load().Choose("", "", "").Name.In(""); got != step.worn {
			t.Errorf("glance %d, with %q written: the brand is %q, want %q", i, step.written, got, step.worn)
		}
	}
}

// A folder may be a link to where the brand is kept; and Emacs marks a file it edits with a link that leads nowhere.
func TestLinksHideNoChange(t *testing.T) {
	t.Parallel()
	dir, kept := t.TempDir(), t.TempDir()
	b := &brands{dir: confined(dir)}
	write := func(content string) {
		if err := os.WriteFile(kept+"/own.css", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a {}")
	for link, to := range map[string]string{dir + "/linked": kept, kept + "/.#own.css": "nobody@nowhere.1"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	before := b.look()
	write("a { color: red }")
	if b.look() == before {
		t.Errorf("a change of a file is not seen: %s", before)
	}
}

// What lies outside a brand's folder is not the brand's: a link there would publish it.
func TestLinksOutOfABrandAreRefused(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), t.TempDir()
	const style = "a { color: red }"
	for file, content := range map[string]string{
		outside + "/key.css": style, dir + "/other/key.css": style, dir + "/other/brand.json": `{"name": "Other"}`,
		dir + "/one/..data/own.css": style, dir + "/one/brand.json": `{"name": "One", "default": true, "css": "own.css"}`,
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, dir+"/one/"+name); err != nil {
			t.Fatal(err)
		}
	}
	link("..data/own.css", "own.css") // as Kubernetes mounts a config map
	b := &brands{dir: confined(dir), log: slog.New(slog.DiscardHandler)}
	if err := b.load(); err != nil {
		t.Fatalf("links inside a folder: %v", err)
	}
	for name, to := range map[string]string{"absolute": outside + "/key.css", "climbing": "../other/key.css", "by a folder": outside} {
		file := "out.css"
		if name == "by a folder" {
			link(to, "away")
			to = "away/key.css"
		}
		link(to, file)
		if err := b.load(); err == nil || !strings.Contains(err.Error(), "one/out.css") {
			t.Errorf("a link that is %s: error %v", name, err)
		}
		if err := os.Remove(dir + "/one/" + file); err != nil {
			t.Fatal(err)
		}
	}
}

// SIGHUP goes to the whole process, so this test runs alone.
func TestBrandsAreReadAgain(t *testing.T) {
	// One that arrives when nobody watches any more would end the process. This is never stopped.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	dir := t.TempDir()
	write := func(name string) {
		if err := os.MkdirAll(dir+"/one", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/one/brand.json", []byte(`{"name": "`+name+`", "default": true}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("First")
	b := &brands{dir: confined(dir), log: slog.New(slog.DiscardHandler)}
	if err := b.load(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { b.watch(ctx); close(done) }()
	await := func(name string, nudge func()) {
		for b.set.Load().Choose("", "", "").Name.In("") != name {
			nudge()
			<-time.After(20 * time.Millisecond)
		}
	}
	write("By change")
	await("By change", func() {})
	write("By signal")
	await("By signal", func() { _ = syscall.Kill(os.Getpid(), syscall.SIGHUP) })
	cancel()
	<-done
}

func TestBrandsThatCantBeUsedEndTheStart(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	code := run(nil, environment("BRAND_DIR", t.TempDir(), "PORT", "0"), &stdout, &stderr)
	if code != exitUsage || !strings.Contains(stderr.String(), "BRAND_DIR") {
		t.Errorf("exit code %d, %s", code, &stderr)
	}
}
