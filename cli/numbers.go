package cli

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// What is more than these is a typing error, or a number that does not survive the arithmetic.
const (
	longestWait    = 10 * time.Minute
	longestConsent = 10 * 365 * 24 * 60 * 60 // seconds
	mostAtOnce     = 1_000_000
)

// invalidValue is the error of a value. The variable's name goes before it.
type invalidValue struct {
	value, allowed, example string
	hidden                  bool // the value is not shown
}

// Error says what is allowed. It shows no user name and password that the value may hold.
func (e invalidValue) Error() string {
	if e.hidden {
		return fmt.Sprintf("names a file with what can't work: it must be %s, such as %s", e.allowed, e.example)
	}
	return fmt.Sprintf("is %q: it must be %s, such as %s", kratos.Redact(e.value), e.allowed, e.example)
}

func invalid(value []byte, allowed, example string) error {
	return invalidValue{value: string(value), allowed: allowed, example: example}
}

// port is a TCP port; 0 takes a free one.
type port int

// UnmarshalText parses a setting.
func (p *port) UnmarshalText(text []byte) error {
	return parseInt(p, text, 0, 65535, "a port between 0 and 65535", "3000")
}

// listenAddress is a host, or none for all, and a port to listen on.
type listenAddress string

// UnmarshalText parses a setting.
func (a *listenAddress) UnmarshalText(text []byte) error {
	_, number, err := net.SplitHostPort(string(text))
	var p port
	if err != nil || p.UnmarshalText([]byte(number)) != nil {
		return invalid(text, "a host and a port between 0 and 65535", "localhost:9090")
	}
	*a = listenAddress(text)
	return nil
}

// count is how many of something there may be at once.
type count int

// UnmarshalText parses a setting.
func (c *count) UnmarshalText(text []byte) error {
	return parseInt(c, text, 1, mostAtOnce, fmt.Sprintf("a number between 1 and %d", mostAtOnce), "500")
}

// consentSeconds is how long a consent is remembered; 0 is for ever.
type consentSeconds int64

// UnmarshalText parses a setting.
func (s *consentSeconds) UnmarshalText(text []byte) error {
	return parseInt(s, text, 0, longestConsent, fmt.Sprintf("a number of seconds between 0, which is for ever, and %d, ten years", int64(longestConsent)), "3600")
}

func parseInt[T ~int | ~int64](to *T, text []byte, least, most int64, allowed, example string) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || n < least || n > most {
		return invalid(text, allowed, example)
	}
	*to = T(n)
	return nil
}

// timeout is how long to wait for an answer, at least a millisecond.
type timeout time.Duration

// UnmarshalText parses a setting.
func (d *timeout) UnmarshalText(text []byte) error {
	return parseDuration(d, text, time.Millisecond, "a duration between 1ms and 10m", "10s")
}

// delay is how long to wait before doing something; it may be 0.
type delay time.Duration

// UnmarshalText parses a setting.
func (d *delay) UnmarshalText(text []byte) error {
	return parseDuration(d, text, 0, "a duration between 0s and 10m", "2s")
}

func parseDuration[T ~int64](to *T, text []byte, least time.Duration, allowed, example string) error {
	d, err := time.ParseDuration(string(text))
	if err != nil && strings.Trim(string(text), "0123456789") == "" {
		return fmt.Errorf("is %q: it needs a unit, such as %ss", text, text)
	}
	if err != nil || d < least || d > longestWait {
		return invalid(text, allowed, example)
	}
	*to = T(d)
	return nil
}

// parseBool parses a switch for env, in the words of the other settings.
func parseBool(text string) (any, error) {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return nil, invalid([]byte(text), "true or false", "true")
	}
	return on, nil
}
