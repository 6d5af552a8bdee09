// Package a11y_test holds the pages to WCAG 2.2 AA, in the states of the gallery and by a keyboard alone
// (docs/accessibility.md).
package a11y_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
