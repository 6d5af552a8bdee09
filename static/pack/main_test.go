package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The server is built with what the sources say.
func TestPackedFilesAreUpToDate(t *testing.T) {
	t.Parallel()
	bundles, err := pack(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("../packed")
	if err != nil || len(files) != len(bundles) {
		t.Fatalf("%d files, %d bundles: %v", len(files), len(bundles), err)
	}
	for name, want := range bundles {
		got, err := os.ReadFile(filepath.Join("../packed", name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("static/packed/%s is out of date: make generate (%v)", name, err)
		}
	}
}
