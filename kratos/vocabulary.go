package kratos

import "slices"

// The groups of nodes: ui.nodes[].group, as Kratos's package ui/node names them. Methods (the values of a submit button
// named method), a flow's active and the methods of a session go by the same names. Versions to come may have others.
const (
	GroupDefault         = "default"
	GroupIdentifierFirst = "identifier_first"
	GroupCaptcha         = "captcha"
	GroupProfile         = "profile"
	GroupPassword        = "password"
	GroupCode            = "code"
	GroupLink            = "link"
	GroupTOTP            = "totp"
	GroupWebAuthn        = "webauthn"
	GroupPasskey         = "passkey"
	GroupLookupSecret    = "lookup_secret"
	GroupOIDC            = "oidc"
	GroupSAML            = "saml"
	GroupDeviceAuthn     = "deviceauthn"
)

// The states of a flow: state, as Kratos's package selfservice/flow names them. Settings has show_form and success, recovery
// v2 the longer names; the others are common to login, registration, recovery v1 and verification.
const (
	StateChooseMethod                  = "choose_method"
	StateSentEmail                     = "sent_email"
	StatePassedChallenge               = "passed_challenge"
	StateShowForm                      = "show_form"
	StateSuccess                       = "success"
	StateRecoveryAwaitingAddress       = "recovery_awaiting_address"
	StateRecoveryAwaitingAddressChoice = "recovery_awaiting_address_choice"
	StateRecoveryConfirmingAddress     = "recovery_confirming_address"
	StateRecoveryAwaitingCode          = "recovery_awaiting_code"
)

// KnownState reports whether a flow's state is none, or one of the above.
func KnownState(state string) bool {
	return state == "" || slices.Contains([]string{
		StateChooseMethod, StateSentEmail, StatePassedChallenge, StateShowForm, StateSuccess, StateRecoveryAwaitingAddress,
		StateRecoveryAwaitingAddressChoice, StateRecoveryConfirmingAddress, StateRecoveryAwaitingCode,
	}, state)
}

// The types of nodes: ui.nodes[].type. NodeDivision is a container that a script fills (Kratos v26).
const (
	NodeInput    = "input"
	NodeText     = "text"
	NodeImage    = "img"
	NodeAnchor   = "a"
	NodeScript   = "script"
	NodeDivision = "div"
)

// The types of inputs: attributes.type, which are those of HTML as far as Kratos uses them.
const (
	InputText          = "text"
	InputPassword      = "password"
	InputNumber        = "number"
	InputCheckbox      = "checkbox"
	InputHidden        = "hidden"
	InputEmail         = "email"
	InputTel           = "tel"
	InputURL           = "url"
	InputDate          = "date"
	InputDateTimeLocal = "datetime-local"
	InputSubmit        = "submit"
	InputButton        = "button"
)

// The types of messages: the type of a Text.
const (
	TextInfo    = "info"
	TextError   = "error"
	TextSuccess = "success"
)

// The assurance levels of sessions and login flows (authenticator_assurance_level, requested_aal): one factor and two.
const (
	AAL1 = "aal1"
	AAL2 = "aal2"
)

// What an Address is reached by: verifiable_addresses[].via.
const (
	ViaEmail = "email"
	ViaSMS   = "sms"
)

// The functions of Kratos's WebAuthn script that a page may call (onclickTrigger, onloadTrigger).
const (
	TriggerWebAuthnRegistration        = "oryWebAuthnRegistration"
	TriggerWebAuthnLogin               = "oryWebAuthnLogin"
	TriggerPasskeyLogin                = "oryPasskeyLogin"
	TriggerPasskeyLoginAutocomplete    = "oryPasskeyLoginAutocompleteInit"
	TriggerPasskeyRegistration         = "oryPasskeyRegistration"
	TriggerPasskeySettingsRegistration = "oryPasskeySettingsRegistration"
)
