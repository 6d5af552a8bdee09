package webdriver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// startWebKit starts a virtual screen and WebKit's driver, which starts the browser that Debian ships with WebKitGTK.
func (t *Tab) startWebKit(ctx context.Context, opts Options) (session, error) {
	if opts.NoScript {
		return nil, errors.New("WebKitGTK's MiniBrowser has no switch for JavaScript")
	}
	browsers, err := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if err != nil || len(browsers) == 0 {
		return nil, fmt.Errorf("no MiniBrowser: apt-get install webkit2gtk-driver (%w)", err)
	}
	display, err := t.startScreen(ctx)
	if err != nil {
		return nil, err
	}
	theme := "Adwaita"
	if opts.Dark {
		theme = "Adwaita:dark"
	}
	home, err := t.home() //nolint:contextcheck // it is emptied long after the start
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(home, "gtk-3.0"), 0o750); err != nil {
		return nil, err
	}
	still := []byte("[Settings]\ngtk-enable-animations=false\n")
	if err := os.WriteFile(filepath.Join(home, "gtk-3.0", "settings.ini"), still, 0o600); err != nil {
		return nil, err
	}
	env := []string{
		"DISPLAY=" + display, "GDK_BACKEND=x11", "GTK_THEME=" + theme, "NO_AT_BRIDGE=1", "HOME=" + home, "XDG_DATA_HOME=" + home,
		"XDG_CONFIG_HOME=" + home, "XDG_CACHE_HOME=" + home, "XDG_RUNTIME_DIR=" + home, "LANG=C.UTF-8", "TZ=UTC", "LIBGL_ALWAYS_SOFTWARE=1",
	}
	port, err := stack.FreePort(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := t.program(env, "WebKitWebDriver", "--host=127.0.0.1", "--port="+strconv.Itoa(port)); err != nil {
		return nil, err
	}
	driver := &remote{base: "http://127.0.0.1:" + strconv.Itoa(port)}
	if err := until(ctx, func() error { return driver.do(ctx, command{"GET", "/status", ""}, nil, nil) }); err != nil {
		return nil, err
	}
	wanted := map[string]any{"acceptInsecureCerts": true, "webkitgtk:browserOptions": map[string]any{"binary": browsers[len(browsers)-1], "args": []string{"--automation"}}}
	var began struct {
		Value struct {
			SessionID string `json:"sessionId"`
		} `json:"value"`
	}
	err = driver.do(ctx, command{"POST", "/session", ""}, map[string]any{"capabilities": map[string]any{"alwaysMatch": wanted}}, &began)
	driver.base += "/session/" + began.Value.SessionID
	return driver, err
}

var displayNumber = regexp.MustCompile(`(?m)^(\d+)$`)

// startScreen starts an X server without a screen, which prints the display it has chosen.
func (t *Tab) startScreen(ctx context.Context) (display string, err error) {
	p, err := t.program(nil, "Xvfb", "-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp")
	if err != nil {
		return "", err
	}
	err = until(ctx, func() error {
		said := displayNumber.FindStringSubmatch(p.Log())
		if said == nil {
			return errors.New("no display is named yet")
		}
		display = ":" + said[1]
		return nil
	})
	return display, err
}

// remote is a driver's HTTP API.
type remote struct{ base string }

func (r *remote) do(ctx context.Context, c command, parameters map[string]any, result any) error {
	path, body := c.path, map[string]any{}
	for name, value := range parameters {
		if in := "{" + name + "}"; strings.Contains(path, in) {
			path = strings.Replace(path, in, fmt.Sprint(value), 1)
		} else {
			body[name] = value
		}
	}
	var sent any
	if c.method == http.MethodPost {
		sent = body
	}
	res, data, err := oneshot.JSON(ctx, c.method, r.base+path, sent) //nolint:bodyclose // JSON has read and closed it
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		var failed struct{ Value problem }
		if err := json.Unmarshal(data, &failed); err != nil {
			return fmt.Errorf("%s: %s", res.Status, data)
		}
		return &failed.Value
	}
	return decode(data, result)
}
