package cli

import (
	"io"
	"log/slog"
	"os"
	"strings"
)

// logLevel is the least level that is logged; info when empty.
type logLevel string

// UnmarshalText parses a setting.
func (l *logLevel) UnmarshalText(text []byte) error {
	return parseWord(l, text, "debug", "info", "warn", "error")
}

// logFormat is json or text. When empty it is text where a person reads along, and json elsewhere.
type logFormat string

// UnmarshalText parses a setting.
func (f *logFormat) UnmarshalText(text []byte) error { return parseWord(f, text, "json", "text") }

// newLogger writes what is as important as the level, in the format.
func newLogger(out io.Writer, level logLevel, format logFormat) *slog.Logger {
	var least slog.Level
	_ = least.UnmarshalText([]byte(level)) // info when it is empty
	options := &slog.HandlerOptions{Level: least}
	if format == "text" || format == "" && isTerminal(out) {
		return slog.New(slog.NewTextHandler(out, options))
	}
	return slog.New(slog.NewJSONHandler(out, options))
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}

// parseWord takes one of some words, in letters of any case.
func parseWord[T ~string](to *T, text []byte, words ...string) error {
	for _, word := range words {
		if strings.EqualFold(word, string(text)) {
			*to = T(word)
			return nil
		}
	}
	return invalid(text, strings.Join(words[:len(words)-1], ", ")+" or "+words[len(words)-1], words[0])
}
