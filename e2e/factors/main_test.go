// Package factors_test signs in with passkeys, security keys, authenticator apps, backup codes and mailed codes, alone and as
// second factors, and confirms who is there before changes.
package factors_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share: stacks and the gallery. TestMain can hand it over only by a variable.
var shared = harness.New()

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
