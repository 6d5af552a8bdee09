// Package check_test proves the files of the folder deploy and the Dockerfile, as far as that goes without an engine for containers
// and without a cluster: those who own a format read the files, and the program of the image starts with the environment, the
// user and the files that they give to it. It is a module of its own, because the readers need other versions of modules than
// Kratos, and the server needs none of them.
package check_test

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "thyra-image-")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		err = os.Chmod(dir, 0o755) // for the user of the image
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	builtImages.dir = dir
	return m.Run()
}
