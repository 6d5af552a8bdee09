package webdriver

import (
	"context"
	"os"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
)

// program runs until the test has ended, and is quoted when that failed.
func (t *Tab) program(env []string, name string, args ...string) (*child.Process, error) {
	p, err := child.Start(t.ctx, name, nil, append(os.Environ(), env...), name, args...)
	if err != nil {
		return nil, err
	}
	t.tb.Cleanup(func() {
		p.Stop()
		if t.tb.Failed() {
			t.tb.Logf("%s said:\n%s%s", name, p.Log(), p.Ended())
		}
	})
	return p, nil
}

// home is a folder for one browser, which is gone after the test. Helpers of the browser may write to it until they have ended
// too.
func (t *Tab) home() (string, error) {
	dir, err := os.MkdirTemp("", "thyra-browser-")
	if err != nil {
		return "", err
	}
	t.tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(t.ctx, patience)
		defer cancel()
		if err := until(ctx, func() error { return os.RemoveAll(dir) }); err != nil {
			t.tb.Error(err)
		}
	})
	return dir, nil
}

// until waits for a condition, and says what it was.
func until(ctx context.Context, check func() error) error {
	return child.Poll(ctx, 20*time.Millisecond, check)
}
