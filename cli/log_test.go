package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestLogLevelAndFormat(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		settings []string
		lines    int
	}{
		{nil, 3},
		{[]string{"LOG_LEVEL", "debug"}, 4},
		{[]string{"LOG_LEVEL", "INFO"}, 3},
		{[]string{"LOG_LEVEL", "warn", "LOG_FORMAT", "text"}, 2},
		{[]string{"LOG_LEVEL", "error", "LOG_FORMAT", "JSON"}, 1},
	} {
		c, err := readConfig(environment(test.settings...))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		log := newLogger(&out, c.LogLevel, c.LogFormat)
		log.Debug("a")
		log.Info("a")
		log.Warn("a")
		log.Error("a")
		if got := strings.Count(out.String(), "\n"); got != test.lines {
			t.Errorf("%q: %d lines, want %d", test.settings, got, test.lines)
		}
		first, _, _ := strings.Cut(out.String(), "\n")
		if text := c.LogFormat == "text"; json.Valid([]byte(first)) == text || strings.Contains(first, "msg=a") != text {
			t.Errorf("%q: a line is %s", test.settings, first)
		}
	}
}
