package webdriver

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// startFirefox starts a Firefox without a screen. It writes the port that it chose into its profile.
func (t *Tab) startFirefox(ctx context.Context, opts Options) (session, error) {
	profile, err := t.home() //nolint:contextcheck // it is emptied long after the start
	if err != nil {
		return nil, err
	}
	dark := 1 // light
	if opts.Dark {
		dark = 0
	}
	prefs := fmt.Sprintf(`user_pref("marionette.port", 0);
user_pref("javascript.enabled", %t);
user_pref("layout.css.prefers-color-scheme.content-override", %d);
user_pref("ui.prefersReducedMotion", 1);
user_pref("intl.accept_languages", "en");
user_pref("signon.rememberSignons", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
`, !opts.NoScript, dark)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o600); err != nil {
		return nil, err
	}
	// Firefox refuses to run in another user's home.
	env := []string{"HOME=" + profile, "TZ=UTC"}
	name := "firefox-esr" // Debian's
	if _, err := exec.LookPath(name); err != nil {
		name = "firefox"
	}
	if _, err := t.program(env, name, "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"); err != nil {
		return nil, err
	}
	var port int
	err = until(ctx, func() error {
		data, err := os.ReadFile(filepath.Join(profile, "MarionetteActivePort")) //nolint:gosec // we made the folder
		if err == nil {
			port, err = strconv.Atoi(strings.TrimSpace(string(data)))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	t.tb.Cleanup(func() { _ = conn.Close() })
	m := &marionette{conn: conn, in: bufio.NewReader(conn)}
	if _, err := m.read(); err != nil { // the greeting
		return nil, err
	}
	return m, m.do(ctx, command{name: "WebDriver:NewSession"}, map[string]any{"acceptInsecureCerts": true}, nil)
}

// marionette is Firefox's own protocol: each message is JSON after its length, a command [0, id, name, parameters], its answer
// [1, id, error, result].
type marionette struct {
	conn net.Conn
	in   *bufio.Reader
	id   int
}

func (m *marionette) do(ctx context.Context, c command, parameters map[string]any, result any) error {
	if deadline, ok := ctx.Deadline(); ok {
		if err := m.conn.SetDeadline(deadline); err != nil {
			return err
		}
	}
	if parameters == nil {
		parameters = map[string]any{}
	}
	m.id++
	data, err := json.Marshal([]any{0, m.id, c.name, parameters})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(m.conn, "%d:%s", len(data), data); err != nil {
		return err
	}
	for {
		data, err := m.read()
		if err != nil {
			return err
		}
		var answer [4]json.RawMessage
		var id int
		if err := errors.Join(json.Unmarshal(data, &answer), json.Unmarshal(answer[1], &id)); err != nil {
			return fmt.Errorf("%w: %s", err, data)
		}
		if id != m.id { // the answer to an abandoned command
			continue
		}
		var failed *problem
		if err := json.Unmarshal(answer[2], &failed); err != nil || failed != nil {
			return errors.Join(err, failed)
		}
		data = answer[3]
		if bytes.HasPrefix(data, []byte("[")) { // only lists come without an object
			data = slices.Concat([]byte(`{"value":`), data, []byte("}"))
		}
		return decode(data, result)
	}
}

func (m *marionette) read() ([]byte, error) {
	length, err := m.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return nil, err
	}
	data := make([]byte, n)
	_, err = io.ReadFull(m.in, data)
	return data, err
}
