package harness

import (
	"testing"
	"time"
)

// Patience limits how long a test waits for what comes at once or, from Kratos's courier, a second later. Waiting for all of
// it means a fault, however slow the machine.
const Patience = 2 * time.Minute

// AwaitTime returns when it is that late.
func AwaitTime(tb testing.TB, at time.Time) {
	tb.Helper()
	select {
	case <-time.After(time.Until(at)):
	case <-tb.Context().Done():
		tb.Fatal(tb.Context().Err())
	}
}
