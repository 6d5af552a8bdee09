// Package deploy_test runs the UI as operators do: behind proxies, at several hosts, in a frame, in a popup, as a part of
// another program (docs/deploy.md, docs/embed.md).
package deploy_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
