//go:build !gallery

package main

import (
	"fmt"
	"io"
)

// runGallery says how to get the gallery, which a server is built without.
func runGallery(_ []string, _, stderr io.Writer) int {
	fmt.Fprintln(stderr, "thyra: this build has no gallery, run: go run -tags gallery . gallery")
	return exitUsage
}
