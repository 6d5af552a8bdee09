package cli

import (
	"context"
	"log/slog"
	"regexp"
	"strings"
)

// complaints puts what net/http writes to a logger of the standard library into ours, in words that are known beforehand: its
// lines name visitors' addresses, and quote what they or Kratos sent.
type complaints struct{ log *slog.Logger }

// Write takes a line, or a panic with its stack.
func (c complaints) Write(line []byte) (int, error) {
	if found := servingPanic.FindSubmatch(line); found != nil {
		c.log.Error("panic", "error", string(found[1]), "stack", string(found[2]))
		return len(line), nil
	}
	text, about := string(line), "something else"
	for _, known := range complaintsKnown {
		if strings.HasPrefix(text, known) {
			about = known
			break
		}
	}
	for _, reason := range reasonsKnown {
		if strings.Contains(text, reason) {
			c.log.Warn(about, "reason", reason)
			return len(line), nil
		}
	}
	c.log.Warn(about)
	return len(line), nil
}

// servingPanic finds what panicked and where, beside the address of whom it was served.
var servingPanic = regexp.MustCompile(`(?s)^https?2?: panic serving \S+ (.*?)\n(.*)`)

var complaintsKnown = []string{
	"http: TLS handshake error", "http: Accept error", "http: superfluous response.WriteHeader call",
	"http: response.WriteHeader on hijacked connection", "http: response.Write on hijacked connection", "http: invalid Content-Length",
	"http: WriteHeader called with both Transfer-Encoding", "http2: server connection error", "http2: server closing client connection",
	"http2: received GOAWAY", "timeout waiting for SETTINGS frames", "timeout waiting for PING response", "ignoring invalid trailer",
	"Unsolicited response received on idle HTTP channel",
}

var reasonsKnown = []string{
	"too many open files", "connection reset by peer", "broken pipe", "i/o timeout", "EOF",
	"first record does not look like a TLS handshake", "client sent an HTTP request to an HTTPS server", "unsupported SSLv2 handshake",
	"client offered only unsupported versions", "no cipher suite supported", "unsupported application protocols",
	"bad certificate", "unknown certificate authority", "unknown certificate", "expired certificate", "protocol version not supported",
}

// wordsOnly is a log without particulars, for what quotes settings in them.
type wordsOnly struct{ slog.Handler }

// Handle writes the message alone.
func (h wordsOnly) Handle(ctx context.Context, r slog.Record) error {
	return h.Handler.Handle(ctx, slog.NewRecord(r.Time, r.Level, r.Message, r.PC))
}

// WithAttrs and WithGroup add nothing.
func (h wordsOnly) WithAttrs([]slog.Attr) slog.Handler { return h }

// WithGroup is as WithAttrs.
func (h wordsOnly) WithGroup(string) slog.Handler { return h }
