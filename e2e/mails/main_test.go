// Package mails_test reads the mails and text messages that Kratos sends while users go through its flows, and what it hands to
// web hooks: in which language, in whose brand.
package mails_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// shared is what the tests of this folder share. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }

// The hosts of the example brands.
const (
	shop = "shop.localhost"
	rail = "rail.localhost"
)

// atHosts are options of a stack with the example brands at their hosts.
func atHosts(tb testing.TB, overlays ...string) stack.Options {
	tb.Helper()
	return stack.Options{
		Overlays: overlays, Proxy: stack.ProxyAt(0), Hosts: []string{shop, rail},
		UIEnv: []string{"BRAND_DIR=" + harness.Path(tb, "brand", "examples")},
	}
}
