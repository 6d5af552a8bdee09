// Package brands_test serves brands in front of a real Kratos and edits them meanwhile (docs/brand.md).
package brands_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
