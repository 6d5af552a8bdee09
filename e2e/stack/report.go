package stack

import (
	"fmt"
	"strings"

	"github.com/thyra-ui/thyra/e2e/child"
)

// Failed reports that a program ended by itself. Nothing arrives on it when the stack was stopped.
func (s *Stack) Failed() <-chan error {
	failed := make(chan error, 1)
	for _, p := range []*child.Process{s.kratos, s.hydra, s.ui} {
		if p == nil {
			continue
		}
		go func() {
			<-p.Exited()
			if s.ctx.Err() == nil {
				select {
				case failed <- fmt.Errorf("%s ended by itself: %s", p.Name, p.Ended()):
				default:
				}
			}
		}()
	}
	return failed
}

// Logs are the last lines of all programs, for the report of a failed test.
func (s *Stack) Logs() string {
	const enough = 4 << 10
	var out strings.Builder
	for _, p := range []*child.Process{s.kratos, s.hydra, s.ui} {
		if p != nil {
			log := p.Log()
			fmt.Fprintf(&out, "--- %s\n%s\n", p.Name, log[max(0, len(log)-enough):])
		}
	}
	return out.String()
}
