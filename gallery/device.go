package gallery

import (
	"fmt"
	"net/http"
	"net/url"
)

// groupDevice are errors in place of the page for a device's code.
const groupDevice = "connecting a device"

// recordedDevice is the source of Hydra's answers about devices: v26.2.0 was recorded beside a Hydra without them.
const recordedDevice = "next/"

// devicePages are those of a device that shows a code (RFC 8628): the code's field, and how it ends.
func (m *maker) devicePages() {
	const code = "aU9UmP6W"
	typed := func(code string) request {
		return post("/device/verify", "same-origin", url.Values{"device_challenge": {"x"}, "user_code": {code}})
	}
	refused := func(status int, recording string) answers {
		a := ok(m.object(recordedDevice + recording))
		a.status = status
		return answers{callAcceptUserCode: a}
	}
	add := func(title string, status int, r request, a answers) {
		m.add(State{Page: "device", Title: title, Status: status}, r, a)
	}
	add("code asked for", http.StatusOK, get("/device/verify?device_challenge=x"), nil)
	add("code of a link", http.StatusOK, get("/device/verify?device_challenge=x&user_code="+code), nil)
	add("no code", http.StatusBadRequest, typed(""), nil)
	add("wrong code", http.StatusBadRequest, typed("au9u-mp6w"), refused(http.StatusBadRequest, "hydra-error-device-user-code-wrong"))
	add("long code", http.StatusBadRequest, typed("123 456 789 012 345 678 90"), refused(http.StatusBadRequest, "hydra-error-device-user-code-expired"))
	add("connected", http.StatusOK, get("/device/success?client_id=x"), nil)
	m.deviceConsent()
	m.add(State{Page: "error", Method: groupDevice, Title: "page for a code expired", Status: http.StatusGone},
		typed(code), refused(http.StatusUnauthorized, "hydra-error-device-challenge-expired"))
}

// deviceConsent are the question of a device and a no.
func (m *maker) deviceConsent() {
	for _, name := range []string{"", longWord + " " + longText} {
		asked := m.object(recordedDevice + "hydra-consent-request-device")
		client := part(asked, "client")
		if client == nil {
			m.errs = append(m.errs, fmt.Errorf("gallery: recording %shydra-consent-request-device has no client", recordedDevice))
			return
		}
		title := ""
		if name != "" {
			client["client_name"], title = name, ", long name"
		}
		client["policy_uri"], client["tos_uri"] = application+notSentPath, application+notSentPath
		me := m.session(func(identity, _ object) { asked["subject"] = identity["id"] })
		a := answers{callWhoami: me, callConsent: ok(asked), callRejectConsent: ok(m.object(recordedDevice + "hydra-device-consent-rejected"))}
		m.add(State{Page: "consent", Title: "a device asks" + title}, get("/consent?consent_challenge=x"), a)
		denied := post("/consent", "same-origin", url.Values{"consent_challenge": {"x"}, "consent_action": {"reject"}})
		m.add(State{Page: "device", Title: "denied" + title}, denied, a)
	}
}
