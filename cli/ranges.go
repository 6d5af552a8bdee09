package cli

import (
	"fmt"
	"time"
)

// What is more than these is a slip of the finger, or a number that does not survive the arithmetic.
const (
	longestTimeout = 10 * time.Minute // a visitor waits no longer
	longestDelay   = 10 * time.Minute
	longestConsent = 10 * 365 * 24 * 60 * 60 // seconds
	mostAtOnce     = 1_000_000
)

// rangeMistakes looks at the numbers, but for those that could not be read.
func (c *Config) rangeMistakes(unread map[string]bool) (mistakes []error) {
	if c.Port < 0 || c.Port > 65535 {
		mistakes = append(mistakes, fmt.Errorf("PORT is %d: a port lies between 0 and 65535", c.Port))
	}
	if (c.KratosTimeout < time.Millisecond || c.KratosTimeout > longestTimeout) && !unread["KratosTimeout"] {
		mistakes = append(mistakes, fmt.Errorf("KRATOS_TIMEOUT is %v: it must lie between 1ms and %v", c.KratosTimeout, longestTimeout))
	}
	if (c.StopDelay < 0 || c.StopDelay > longestDelay) && !unread["StopDelay"] {
		mistakes = append(mistakes, fmt.Errorf("STOP_DELAY is %v: it must lie between 0s and %v", c.StopDelay, longestDelay))
	}
	if c.RememberConsent < 0 || c.RememberConsent > longestConsent {
		mistakes = append(mistakes, fmt.Errorf("REMEMBER_CONSENT_SESSION_FOR_SECONDS is %d: it must lie between 0, which is for ever, and %d, ten years", c.RememberConsent, int64(longestConsent)))
	}
	if (c.KratosMaxWaiting < 1 || c.KratosMaxWaiting > mostAtOnce) && !unread["KratosMaxWaiting"] {
		mistakes = append(mistakes, fmt.Errorf("KRATOS_MAX_WAITING is %d: it must lie between 1 and %d", c.KratosMaxWaiting, mostAtOnce))
	}
	if (c.MaxConnections < 1 || c.MaxConnections > mostAtOnce) && !unread["MaxConnections"] {
		mistakes = append(mistakes, fmt.Errorf("MAX_CONNECTIONS is %d: it must lie between 1 and %d", c.MaxConnections, mostAtOnce))
	}
	return mistakes
}
