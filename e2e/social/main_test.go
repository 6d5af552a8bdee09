// Package social_test signs up and in through OpenID Connect providers, and links them.
package social_test

import (
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// shared is what the tests of this folder share. TestMain can hand it over only by a variable.
var shared = &sites{Harness: harness.New()}

func TestMain(m *testing.M) { os.Exit(shared.Main(m)) }
