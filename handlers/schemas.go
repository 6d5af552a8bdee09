package handlers

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// schemasAge is how long Kratos's identity schemas count as known: they change when an operator changes them, and a page
// without them is still a page. schemasPatience is how long a page waits for them.
const (
	schemasAge      = time.Minute
	schemasPatience = 2 * time.Second
)

// schemas keeps what is known of identity schemas.
type schemas struct {
	ask func(context.Context) (map[string]*kratos.Schema, error)
	log *slog.Logger

	asking sync.Mutex // held by the one that asks
	mu     sync.Mutex
	asked  time.Time
	known  map[string]*kratos.Schema
}

// all are the schemas by their id. What was known before counts on while somebody asks, and while Kratos does not tell.
func (s *schemas) all(ctx context.Context) map[string]*kratos.Schema {
	known, fresh := s.current()
	switch {
	case fresh:
		return known
	case known == nil:
		s.asking.Lock()
	case !s.asking.TryLock():
		return known
	}
	defer s.asking.Unlock()
	if known, fresh = s.current(); fresh {
		return known
	}
	// Others wait for this answer too.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), schemasPatience)
	defer cancel()
	schemas, err := s.ask(ctx)
	if err != nil {
		s.log.WarnContext(ctx, "no identity schemas: lists without entries can't be told from texts, nor usernames from other data", "error", err)
		schemas = known
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked, s.known = time.Now(), schemas
	return schemas
}

// current is what is known, and whether it is fresh.
func (s *schemas) current() (known map[string]*kratos.Schema, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known, !s.asked.IsZero() && time.Since(s.asked) < schemasAge
}

// of is the schema of an identity; nil where it is not known.
func (s *schemas) of(ctx context.Context, identity *kratos.Identity) *kratos.Schema {
	return s.all(ctx)[identity.SchemaID]
}

// ofFlow is the schema of a flow's traits; nil where it has none, or it is not known. A sign-up that does not name its schema, as
// with Kratos v1.3.1, has the only one there is.
func (s *schemas) ofFlow(ctx context.Context, kind kratos.Kind, f *kratos.Flow) *kratos.Schema {
	switch {
	case kind == kratos.Settings && f.Identity != nil:
		return s.of(ctx, f.Identity)
	case kind == kratos.Registration:
		all := s.all(ctx)
		if f.IdentitySchema == "" && len(all) == 1 {
			for _, only := range all {
				return only
			}
		}
		return all[f.IdentitySchema]
	}
	return nil
}
