package browsers_test

import (
	"bytes"
	"errors"
	"sync"
)

// reports counts what the UI's log says browsers have reported.
type reports struct {
	mu sync.Mutex
	n  int
}

func (r *reports) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n += bytes.Count(b, []byte("against the content security policy"))
	return len(b), nil
}

func (r *reports) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n
}

func (r *reports) any() error {
	if r.count() == 0 {
		return errors.New("nothing is reported")
	}
	return nil
}
