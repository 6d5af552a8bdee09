// Package flows_test goes through Kratos's flows as users do, with JavaScript and without: login, registration, recovery,
// verification, settings, sessions. It asserts on structure, test ids and message ids, never on sentences, so that
// translations and brands can change.
package flows_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
