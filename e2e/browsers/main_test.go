// Package browsers_test takes the pages to Firefox and WebKit, and compares what they use with what supported browsers know
// (docs/browsers.md).
package browsers_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
