// Package doctor_test runs `thyra doctor` on set-ups of real Kratos and Hydra: on right ones, and on ones that were broken on
// purpose. It asserts on the names of findings and on exit codes, never on sentences.
package doctor_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
