//go:build !gallery

package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestServerSaysHowToGetTheGallery(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	if code := run([]string{"gallery"}, nil, &stdout, &stderr); code != exitUsage || !strings.Contains(stderr.String(), "go run -tags gallery . gallery") {
		t.Errorf("exit code %d; it says %q", code, &stderr)
	}
}
