package mails_test

import (
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// forge replaces what the page's forms say about language and brand.
func (v *visitor) forge(payload string) {
	v.T.Helper()
	field := v.Find(`[name=transient_payload]`)
	if field.Length() == 0 {
		v.T.Fatalf("%s has no payload to forge", v.URL)
	}
	field.SetAttr("value", payload)
}

// Nothing that a stranger makes up gets into a mail: what is none of our words counts as not said, so that the mail is in the brand
// of the host and in its default language.
func TestForgedPayloads(t *testing.T) {
	s := shared.SharedStack(t, "hosts", atHosts(t))
	const sign = "c0ffee"
	for name, payload := range map[string]string{
		"markup":                 `{"lang":"<b>` + sign + `</b>","brand":"</title><script>` + sign + `</script>"}`,
		"template":               `{"lang":"{{.To}}` + sign + `","brand":"{{template \"` + sign + `\"}}"}`,
		"an unknown language":    `{"lang":"tlh-` + sign + `","brand":"` + sign + `"}`,
		"other types":            `{"lang":{"de":"` + sign + `"},"brand":["shop","` + sign + `"]}`,
		"numbers":                `{"lang":7,"brand":1e99}`,
		"null":                   `{"lang":null,"brand":null}`,
		"other keys":             `{"identity":{"traits":{"locale":"ar"}},"request_url":"http://rail.localhost/?lang=ar","sign":"` + sign + `"}`,
		"100 KB":                 `{"lang":"` + strings.Repeat(sign, 100<<10/len(sign)) + `"}`,
		"100 KB of nested lists": `{"lang":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `,"brand":"` + strings.Repeat(sign, 90<<10/len(sign)) + `"}`,
		"nothing":                ``,
	} {
		t.Run(name, func(t *testing.T) {
			v := &visitor{User: user.NewRegistered(t, s).At(shop, "de"), look: look{"en", "Quince & Thyme"}, begun: time.Now()}
			v.Open("/verification")
			v.Fill("email", v.Email)
			v.forge(payload)
			v.PressEnter("email")
			v.Expect("/verification", ui.MsgVerifyCodeSent)
			m := v.mail("mail.verification.subject.code")
			for _, part := range []string{m.Subject, m.Body, m.HTML} {
				if strings.Contains(part, sign) {
					t.Errorf("the mail has the stranger's word: %s", part)
				}
			}
		})
	}
}

// What is no JSON object Kratos refuses as a whole, and only that post: the page can be sent again.
func TestForgedPayloadsThatKratosRefuses(t *testing.T) {
	s := shared.SharedStack(t, "hosts", atHosts(t))
	for name, c := range map[string]struct {
		payload string
		message int // on the page
	}{
		"list": {`["de"]`, 4000026}, "number": {`7`, 4000026}, "text": {`"de"`, 4000026}, "null": {`null`, 4000026},
		"half": {`{"lang":`, ui.MsgGeneric}, "no JSON": {`lang=de`, ui.MsgGeneric},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visitor{User: user.NewRegistered(t, s), look: shopGerman, host: shop, languages: "de"}
			v.User = v.At(shop, "de")
			v.Open("/recovery")
			v.Fill("email", v.Email)
			v.forge(c.payload)
			v.begun = time.Now()
			v.PressEnter("email")
			v.Expect("/recovery", c.message)
			v.Fill("email", v.Email)
			v.PressEnter("email")
			v.Expect("/recovery", ui.MsgRecoveryCodeSent)
			v.mail("mail.recovery.subject.code")
		})
	}
}
