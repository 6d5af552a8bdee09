package handlers

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

func TestKnownFactorsAge(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var known knownFactors
		session := &kratos.Session{ID: "a"}
		known.keep(session, []kratos.Factor{{Group: "totp", On: true}})
		time.Sleep(factorsAge - time.Second)
		if list, ok := known.of(session); !ok || len(list) != 1 {
			t.Errorf("before a minute: %v, %t", list, ok)
		}
		time.Sleep(time.Second)
		if list, ok := known.of(session); ok {
			t.Errorf("after a minute: %v", list)
		}
	})
}

// However many visitors come in a minute, memory is bounded, and the newest is known.
func TestKnownFactorsAreBounded(t *testing.T) {
	t.Parallel()
	var known knownFactors
	for i := range 3 * factorsKept {
		session := &kratos.Session{ID: strconv.Itoa(i)}
		known.keep(session, nil)
		if _, ok := known.of(session); !ok || len(known.kept) > factorsKept {
			t.Fatalf("after %d sessions: known %t, %d kept", i+1, ok, len(known.kept))
		}
	}
}
