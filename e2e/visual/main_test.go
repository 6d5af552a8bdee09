// Package visual_test compares the pages with pictures of them, and looks at them on paper and without their stylesheet.
package visual_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
