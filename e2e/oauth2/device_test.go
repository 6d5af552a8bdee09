package oauth2_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// device is a television, say, that shows a code and waits for its token (RFC 8628 3.1).
type device struct {
	t     *testing.T
	hydra *hydra.Hydra

	DeviceCode string `json:"device_code"`
	UserCode   string `json:"user_code"`
	URL        string `json:"verification_uri"`
	// CompleteURL has the code in it.
	CompleteURL string `json:"verification_uri_complete"`
}

// startDevices starts a stack with a stand-in for Hydra: it replays what a Hydra after v2.3 was recorded to answer about devices,
// since a real v2.3.0 knows none.
func startDevices(t *testing.T) (*stack.Stack, *hydra.Hydra) {
	t.Helper()
	s, h := start(t)
	if err := h.UseDevices(os.DirFS(harness.Path(t, "kratos", "recordings", "next"))); err != nil {
		t.Fatal(err)
	}
	return s, h
}

// newDevice asks for codes.
func newDevice(t *testing.T, h *hydra.Hydra) *device {
	t.Helper()
	d := &device{t: t, hydra: h}
	if status := d.post("/oauth2/device/auth", url.Values{"client_id": {"tv"}, "scope": {"openid offline photos.read"}}, d); status != http.StatusOK {
		t.Fatalf("the device is refused codes: status %d", status)
	}
	return d
}

func (d *device) post(path string, form url.Values, answer any) (status int) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.hydra.PublicURL+path, strings.NewReader(form.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := oneshot.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
		d.t.Fatal(err)
	}
	return resp.StatusCode
}

// waits fails the test unless the device still has no token.
func (d *device) waits() {
	d.t.Helper()
	var answer struct{ Error string }
	if status := d.token(&answer); status != http.StatusBadRequest || answer.Error != "authorization_pending" {
		d.t.Errorf("the device gets status %d, %q", status, answer.Error)
	}
}

// connected fails the test unless the device gets a token for these scopes.
func (d *device) connected(scopes string) {
	d.t.Helper()
	var answer struct {
		AccessToken string `json:"access_token"`
		Scope       string
	}
	if status := d.token(&answer); status != http.StatusOK || answer.AccessToken == "" || answer.Scope != scopes {
		d.t.Errorf("the device gets status %d, a token for %q, want one for %q", status, answer.Scope, scopes)
	}
}

func (d *device) token(answer any) (status int) {
	d.t.Helper()
	return d.post("/oauth2/token", url.Values{
		"client_id": {"tv"}, "device_code": {d.DeviceCode}, "grant_type": {"urn:ietf:params:oauth:grant-type:device_code"},
	}, answer)
}

// typed is the code as somebody may type it.
func (d *device) typed() string { return " " + d.UserCode[:4] + " - " + d.UserCode[4:] }

const deviceContinue = "[data-testid=device-form] button"

func TestDeviceIsConnected(t *testing.T) {
	s, h := startDevices(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	d := newDevice(t, h)
	c.Goto(d.URL)
	c.Expect("/device/verify")
	c.Capture("oauth2-device")
	c.Fill("user_code", d.typed())
	c.PressEnter("[name=user_code]")
	c.signInHere()
	c.Expect("/consent")
	c.WaitFor(chrome.TestID("device-warning"))
	c.Click(`[id="scope-photos.read"]`)
	d.waits()
	c.Capture("oauth2-device-consent")
	c.answer("accept")
	c.Expect("/device/success")
	c.Capture("oauth2-device-connected")
	d.connected("openid offline")

	t.Run("code in the address", func(t *testing.T) {
		d := newDevice(t, h)
		before := len(h.AdminCalls())
		c.Goto(d.CompleteURL)
		c.Expect("/device/verify")
		if shown := chrome.Eval[string](c.Tab, "document.querySelector('[name=user_code]').value"); shown != d.UserCode {
			t.Errorf("the code %q is shown as %q", d.UserCode, shown)
		}
		if after := len(h.AdminCalls()); after != before {
			t.Error("Hydra was told something without a click")
		}
		c.Submit(deviceContinue)
		c.Expect("/consent")
		c.answer("accept")
		c.Expect("/device/success")
		d.connected("openid offline photos.read")
	})
	checkAdminCalls(t, h)
}

func TestDeviceIsDenied(t *testing.T) {
	s, h := startDevices(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	d := newDevice(t, h)
	c.Goto(d.CompleteURL)
	c.Submit(deviceContinue)
	c.signInHere()
	c.Expect("/consent")
	c.answer("reject")
	c.WaitFor(chrome.TestID("device-denied"))
	c.Capture("oauth2-device-denied")
	d.waits()
	c.Submit(chrome.TestID("home-link"))
	c.Expect("/")
}

// A code that is wrong or has expired keeps the page, which then takes the right one.
func TestDeviceCodeIsRefused(t *testing.T) {
	s, h := startDevices(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.Allow("status of 400")
	d, late := newDevice(t, h), newDevice(t, h)
	h.ExpireUserCode(late.UserCode)
	c.Goto(d.URL)
	for _, code := range []string{strings.ToLower(d.UserCode), late.UserCode} {
		c.Fill("user_code", code)
		c.PressEnter("[name=user_code]")
		c.WaitFor(chrome.TestID("ui/message/user_code"))
	}
	c.Capture("oauth2-device-wrong-code")
	c.Fill("user_code", d.UserCode)
	c.PressEnter("[name=user_code]")
	c.signInHere()
	c.Expect("/consent")
	c.answer("accept")
	c.Expect("/device/success")
	d.connected("openid offline photos.read")
	late.waits()
}

func TestDeviceIsConnectedWithoutScript(t *testing.T) {
	s, h := startDevices(t)
	u := user.NewRegistered(t, s)
	tab := chrome.Start(t, chrome.Options{NoScript: true})
	c := &client{&user.Chromium{Tab: tab, T: t, Stack: s, Email: u.Email, Password: u.Password}, h}
	d := newDevice(t, h)
	c.Goto(d.URL)
	c.Fill("user_code", d.typed())
	c.Submit(deviceContinue)
	c.signInHere()
	c.Expect("/consent")
	c.answer("accept")
	c.Expect("/device/success")
	d.connected("openid offline photos.read")
}
