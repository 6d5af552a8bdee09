package handlers

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// factorsAge is how long the factors of a session count as known: Kratos tells them only in a settings flow, which it writes to
// its database. factorsKept is for how many sessions they are kept, some 600 bytes each.
const (
	factorsAge  = time.Minute
	factorsKept = 4096
)

// factorsOf are the ways to sign in that a session's identity has or could have; none when Kratos does not tell. With mayAsk false
// it only says what is known.
func (s *server) factorsOf(ctx context.Context, session *kratos.Session, cookie string, mayAsk bool) []kratos.Factor {
	list, known := s.factors.of(session)
	if !known && mayAsk {
		if f, _, err := s.kratos.NewFlow(ctx, kratos.Settings, nil, cookie); err == nil {
			list = f.Factors()
			s.factors.keep(session, list)
		}
	}
	return list
}

// knownFactors keeps the factors of sessions. Only who has the session gets them: another session of the same person may not be
// allowed to see them, before a second factor for one.
type knownFactors struct {
	mu   sync.Mutex
	kept map[factorsKey]keptFactors
}

// factorsKey is a session and a state of its identity: Kratos after v1.3 sets updated_at when credentials change.
type factorsKey struct {
	session, identity string
	updated           int64 // microseconds since 1970
}

type keptFactors struct {
	since time.Time
	list  []kratos.Factor // not to be changed
}

func keyOf(session *kratos.Session) factorsKey {
	return factorsKey{session.ID, session.Identity.ID, session.Identity.UpdatedAt.UnixMicro()}
}

// of is what is known of a session's factors, and whether anything is.
func (k *knownFactors) of(session *kratos.Session) ([]kratos.Factor, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	kept, ok := k.kept[keyOf(session)]
	return kept.list, ok && time.Since(kept.since) < factorsAge
}

// keep remembers the factors of a session.
func (k *knownFactors) keep(session *kratos.Session, list []kratos.Factor) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[factorsKey]keptFactors{}
	}
	if len(k.kept) >= factorsKept {
		maps.DeleteFunc(k.kept, func(_ factorsKey, kept keptFactors) bool { return time.Since(kept.since) >= factorsAge })
	}
	if len(k.kept) >= factorsKept {
		clear(k.kept) // so many visitors a minute cost what they would cost without it
	}
	k.kept[keyOf(session)] = keptFactors{time.Now(), list}
}

// forget drops what is known of an identity, whose settings are about to change.
func (k *knownFactors) forget(identity *kratos.Identity) {
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.DeleteFunc(k.kept, func(key factorsKey, _ keptFactors) bool { return key.identity == identity.ID })
}
