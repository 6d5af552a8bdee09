package hydra

import (
	"crypto/rand"
	"encoding/json"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

const (
	verifyPath     = "/oauth2/device/verify"
	deviceCookie   = "ory_hydra_device_csrf"
	maskedUserCode = "****" // as Hydra names the request to others
)

// device is what a device has asked for, by the codes that it was given (RFC 8628 3.2).
type device struct {
	client, scope        string
	userCode, deviceCode string
	unusable             bool // expired, or used
	grant                json.RawMessage
}

// devices is the device grant, which Hydra has had since v2.3.
type devices struct {
	all        []*device
	challenges map[string]string // the cookie of the browser that each was given to
}

// UseDevices gives the stand-in the device grant, with the documents of a Hydra that has it: recorded holds hydra-*.json. Without
// it the stand-in has none, as Hydra v2.3.0 has none.
func (h *Hydra) UseDevices(recorded fs.FS) error {
	for _, name := range []string{
		"login-request-device", "consent-request-device", "device-auth", "device-token", "device-token-pending", "device-after-rejection",
		"error-device-user-code-wrong", "error-device-challenge-unknown",
	} {
		document, err := read(recorded, name)
		if err != nil {
			return err
		}
		h.documents[name] = document
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.devices = &devices{challenges: map[string]string{}}
	return nil
}

// ExpireUserCode has the time of a code be over.
func (h *Hydra) ExpireUserCode(code string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if d := h.device(func(d *device) bool { return d.userCode == code }); d != nil {
		d.unusable = true
	}
}

func (h *Hydra) device(is func(*device) bool) *device {
	for _, d := range h.devices.all {
		if is(d) {
			return d
		}
	}
	return nil
}

// authorizeDevice gives a device its codes: POST /oauth2/device/auth.
func (h *Hydra) authorizeDevice(w http.ResponseWriter, r *http.Request) {
	if h.devices == nil {
		http.NotFound(w, r)
		return
	}
	code := rand.Text()[:4] + strings.ToLower(rand.Text()[:4]) // Hydra's are of both cases
	d := &device{client: r.FormValue("client_id"), scope: r.FormValue("scope"), userCode: code, deviceCode: rand.Text()}
	h.devices.all = append(h.devices.all, d)
	body := maps.Clone(h.documents["device-auth"])
	body["device_code"], body["user_code"] = d.deviceCode, d.userCode
	body["verification_uri"] = h.PublicURL + verifyPath
	body["verification_uri_complete"] = h.PublicURL + verifyPath + "?user_code=" + d.userCode
	answer(w, http.StatusOK, body)
}

// deviceToken answers a device that waits: POST /oauth2/token.
func (h *Hydra) deviceToken(w http.ResponseWriter, r *http.Request) {
	if h.devices == nil {
		http.NotFound(w, r)
		return
	}
	d := h.device(func(d *device) bool { return d.deviceCode == r.FormValue("device_code") })
	if d == nil || d.grant == nil {
		answer(w, http.StatusBadRequest, h.documents["device-token-pending"])
		return
	}
	var g Grant
	_ = json.Unmarshal(d.grant, &g) // it was read before
	body := maps.Clone(h.documents["device-token"])
	body["access_token"], body["scope"] = "token-of-"+d.deviceCode, strings.Join(g.Scopes, " ")
	answer(w, http.StatusOK, body)
}

// verifyDevice leads a browser to the page for the code, then to log in, to consent and to the last page.
func (h *Hydra) verifyDevice(w http.ResponseWriter, r *http.Request) {
	if h.devices == nil {
		http.NotFound(w, r)
		return
	}
	query := r.URL.Query()
	proof := query.Get("device_verifier") + query.Get("login_verifier") + query.Get("consent_verifier")
	f := h.flows[proof]
	switch {
	case proof == "":
		h.askUserCode(w, r)
		return
	case f == nil:
		http.Error(w, "this proof is not known or was used", http.StatusForbidden)
		return
	}
	delete(h.flows, proof)
	switch {
	case query.Has("device_verifier"):
		h.beginForDevice(w, r, f)
	case query.Has("login_verifier"):
		h.askConsent(w, r, f)
	case f.consent.refused:
		answer(w, http.StatusBadRequest, h.documents["device-after-rejection"])
	default:
		f.device.grant, f.device.unusable = h.grants[f.code], true
		http.Redirect(w, r, h.ui+"/device/success?client_id="+url.QueryEscape(f.device.client), http.StatusFound)
	}
}

func (h *Hydra) askUserCode(w http.ResponseWriter, r *http.Request) {
	challenge, secret := rand.Text(), rand.Text()
	h.devices.challenges[challenge] = secret
	http.SetCookie(w, &http.Cookie{Name: deviceCookie, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}) //nolint:gosec // plain http
	query := url.Values{"device_challenge": {challenge}}
	if code := r.URL.Query().Get("user_code"); code != "" {
		query.Set("user_code", code)
	}
	http.Redirect(w, r, h.ui+"/device/verify?"+query.Encode(), http.StatusFound)
}

// beginForDevice goes on with the browser that the challenge was given to, and no other.
func (h *Hydra) beginForDevice(w http.ResponseWriter, r *http.Request, f *flow) {
	if c, err := r.Cookie(deviceCookie); err != nil || c.Value != h.devices.challenges[f.challenge] {
		http.Error(w, "no CSRF value available in the session cookie", http.StatusForbidden)
		return
	}
	f.subject = h.signedIn(r)
	f.login = newStep(f.subject != "")
	h.flows["login"+f.login.challenge] = f
	http.Redirect(w, r, h.ui+"/login?login_challenge="+f.login.challenge, http.StatusFound)
}

// acceptUserCode is the page's answer: PUT /admin/oauth2/auth/requests/device/accept.
func (h *Hydra) acceptUserCode(w http.ResponseWriter, r *http.Request) {
	challenge := r.URL.Query().Get("device_challenge")
	if h.devices == nil || h.devices.challenges[challenge] == "" {
		answer(w, http.StatusNotFound, h.documents["error-device-challenge-unknown"])
		return
	}
	var body struct {
		UserCode string `json:"user_code"`
	}
	_ = json.NewDecoder(r.Body).Decode(&body) // no code is a wrong one
	d := h.device(func(d *device) bool { return d.userCode == body.UserCode && !d.unusable })
	if d == nil {
		answer(w, http.StatusBadRequest, h.documents["error-device-user-code-wrong"])
		return
	}
	f := &flow{query: url.Values{"client_id": {d.client}, "scope": {d.scope}}, device: d, challenge: challenge}
	verifier := rand.Text()
	h.flows[verifier] = f
	answer(w, http.StatusOK, map[string]any{"redirect_to": h.requestURL(f) + "&device_verifier=" + verifier})
}

// requestURLOfDevice names a device's request to others.
func (h *Hydra) requestURLOfDevice(f *flow) string {
	return h.PublicURL + verifyPath + "?" + url.Values{"client_id": {f.device.client}, "user_code": {maskedUserCode}}.Encode()
}

// documentOfDevice is a recorded answer about a device's request.
func (h *Hydra) documentOfDevice(name string, f *flow, s step) map[string]any {
	d := maps.Clone(h.documents[name+"-device"])
	d["challenge"], d["skip"], d["subject"], d["login_challenge"] = s.challenge, s.skip, f.subject, f.login.challenge
	d["requested_scope"], d["request_url"] = f.scopes(), h.requestURL(f)
	client, _ := d["client"].(map[string]any)
	client = maps.Clone(client)
	client["client_id"] = f.device.client
	d["client"] = client
	return d
}
