// Package compose_test proves what compose.yaml says without an engine for containers: the same programs with the same command
// lines, environment and files, on this machine. Only names and ports of services become free ones here, and paths in containers
// become paths below a directory of the test. It does not know whether the images can be had.
package compose_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: the programs. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
