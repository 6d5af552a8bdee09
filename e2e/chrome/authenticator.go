package chrome

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// Authenticator is a simulated passkey device that accepts everything at once.
type Authenticator struct {
	tab *Tab
	id  webauthn.AuthenticatorID
}

// AddAuthenticator plugs in a device that keeps passkeys and verifies its user, as a phone or a laptop does.
func (t *Tab) AddAuthenticator() *Authenticator {
	t.tb.Helper()
	return t.plugIn(&webauthn.VirtualAuthenticatorOptions{
		Protocol:                    webauthn.AuthenticatorProtocolCtap2,
		Transport:                   webauthn.AuthenticatorTransportInternal,
		HasResidentKey:              true,
		HasUserVerification:         true,
		IsUserVerified:              true,
		AutomaticPresenceSimulation: true,
	})
}

// AddSecurityKey plugs in a USB key that only notices a touch: it keeps no passkeys and does not know its user.
func (t *Tab) AddSecurityKey() *Authenticator {
	t.tb.Helper()
	return t.plugIn(&webauthn.VirtualAuthenticatorOptions{
		Protocol:                    webauthn.AuthenticatorProtocolCtap2,
		Transport:                   webauthn.AuthenticatorTransportUsb,
		AutomaticPresenceSimulation: true,
	})
}

func (t *Tab) plugIn(options *webauthn.VirtualAuthenticatorOptions) *Authenticator {
	t.tb.Helper()
	run(t, "enable WebAuthn", call(webauthn.Enable, webauthn.EnableParams{}))
	added := run(t, "add an authenticator", func(ctx context.Context, target *chromedp.Target) (webauthn.AddVirtualAuthenticatorResult, error) {
		return cdp.Call(ctx, target, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: options})
	})
	return &Authenticator{tab: t, id: added.AuthenticatorID}
}

// Credentials counts the keys that the device holds.
func (a *Authenticator) Credentials() int {
	a.tab.tb.Helper()
	held := run(a.tab, "count credentials", func(ctx context.Context, target *chromedp.Target) (webauthn.GetCredentialsResult, error) {
		return cdp.Call(ctx, target, webauthn.GetCredentials, webauthn.GetCredentialsParams{AuthenticatorID: a.id})
	})
	return len(held.Credentials)
}

// WaitForTouch has the device wait for a touch that never comes.
func (a *Authenticator) WaitForTouch() {
	a.tab.tb.Helper()
	run(a.tab, "wait for a touch", call(webauthn.SetAutomaticPresenceSimulation,
		webauthn.SetAutomaticPresenceSimulationParams{AuthenticatorID: a.id, Enabled: false}))
}

// SetUserVerified decides whether the device recognizes its user. If not, the page gets the same error as when a user cancels.
func (a *Authenticator) SetUserVerified(verified bool) {
	a.tab.tb.Helper()
	run(a.tab, "set user verification", call(webauthn.SetUserVerified,
		webauthn.SetUserVerifiedParams{AuthenticatorID: a.id, IsUserVerified: verified}))
}

// DisableAutofill makes pages to come see a browser that does not offer passkeys in the autofill, so that a test can press the
// button. It returns what ends that.
func (a *Authenticator) DisableAutofill() (enable func()) {
	a.tab.tb.Helper()
	const source = `if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;`
	added := run(a.tab, "disable the autofill", func(ctx context.Context, target *chromedp.Target) (page.AddScriptToEvaluateOnNewDocumentResult, error) {
		return cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	})
	return func() {
		a.tab.tb.Helper()
		run(a.tab, "enable the autofill", call(page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams(added)))
	}
}

// Remove unplugs the device.
func (a *Authenticator) Remove() {
	a.tab.tb.Helper()
	run(a.tab, "remove the authenticator", call(webauthn.RemoveVirtualAuthenticator,
		webauthn.RemoveVirtualAuthenticatorParams{AuthenticatorID: a.id}))
}
