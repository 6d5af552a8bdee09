package harness

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// Path returns the path of a file of the repository, such as Path(tb, "docs", "deploy.md").
func Path(tb testing.TB, elem ...string) string {
	tb.Helper()
	root, err := stack.Repository(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return filepath.Join(append([]string{root}, elem...)...)
}

// FreeAddress returns an address on this machine that nobody listens on at this moment.
func FreeAddress(tb testing.TB) string {
	tb.Helper()
	port, err := stack.FreePort(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return "localhost:" + strconv.Itoa(port)
}
