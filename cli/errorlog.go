package cli

import (
	"context"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

// errorLog takes what net/http writes to a logger of the standard library, and logs it in words that are known beforehand. The
// lines of net/http hold visitors' addresses, and quote what visitors or Kratos sent.
type errorLog struct{ log *slog.Logger }

// Write takes a line, or a panic with its stack.
func (e errorLog) Write(line []byte) (int, error) {
	if found := servingPanic.FindSubmatch(line); found != nil {
		e.log.Error("panic", "error", string(found[1]), "stack", string(found[2]))
		return len(line), nil
	}
	text, message := string(line), "something else"
	if i := slices.IndexFunc(knownMessages, func(known string) bool { return strings.HasPrefix(text, known) }); i >= 0 {
		message = knownMessages[i]
	}
	if i := slices.IndexFunc(knownReasons, func(known string) bool { return strings.Contains(text, known) }); i >= 0 {
		e.log.Warn(message, "reason", knownReasons[i])
	} else {
		e.log.Warn(message)
	}
	return len(line), nil
}

// servingPanic finds what panicked and where. The address between belongs to the visitor.
var servingPanic = regexp.MustCompile(`(?s)^https?2?: panic serving \S+ (.*?)\n(.*)`)

// knownMessages are beginnings of the lines of net/http.
var knownMessages = []string{
	"http: TLS handshake error", "http: Accept error", "http: superfluous response.WriteHeader call",
	"http: response.WriteHeader on hijacked connection", "http: response.Write on hijacked connection", "http: invalid Content-Length",
	"http: WriteHeader called with both Transfer-Encoding", "http2: server connection error", "http2: server closing client connection",
	"http2: received GOAWAY", "timeout waiting for SETTINGS frames", "timeout waiting for PING response", "ignoring invalid trailer",
	"Unsolicited response received on idle HTTP channel",
}

// knownReasons are what such lines may hold. The first one found counts.
var knownReasons = []string{
	"too many open files", "connection reset by peer", "broken pipe", "i/o timeout", "EOF",
	"first record does not look like a TLS handshake", "client sent an HTTP request to an HTTPS server", "unsupported SSLv2 handshake",
	"client offered only unsupported versions", "no cipher suite supported", "unsupported application protocols",
	"bad certificate", "unknown certificate authority", "unknown certificate", "expired certificate", "protocol version not supported",
}

// messagesOnly is a log handler that drops all attributes, for a library that puts settings in them.
type messagesOnly struct{ slog.Handler }

// Handle writes the message alone.
func (h messagesOnly) Handle(ctx context.Context, r slog.Record) error {
	return h.Handler.Handle(ctx, slog.NewRecord(r.Time, r.Level, r.Message, r.PC))
}

// WithAttrs drops the attributes.
func (h messagesOnly) WithAttrs([]slog.Attr) slog.Handler { return h }

// WithGroup opens no group, since there is nothing to put into it.
func (h messagesOnly) WithGroup(string) slog.Handler { return h }
