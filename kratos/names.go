package kratos

// The names of inputs: attributes.name. A name means the same in every flow that has it, but for the buttons that send a
// code again: recovery and verification name them like the address field of their first step.
const (
	NameCSRFToken  = "csrf_token"
	NameMethod     = "method"
	NameIdentifier = "identifier"
	NameCode       = "code"
	NameResend     = "resend"
	// NameTransientPayload is no node's: it holds a JSON object that Kratos hands on to mail templates and web hooks.
	NameTransientPayload = "transient_payload"
	// NameScreen is the button that goes back one step.
	NameScreen = "screen"
	// NameEmail is the address field of verification, which takes phone numbers too. NameSMS is what Kratos after v26.2.0 calls the
	// button that sends another code to a number; of a post it understands only NameEmail.
	NameEmail = "email"
	NameSMS   = "sms"
	// NameAddress is one button for each address that the code of a second factor can be sent to.
	NameAddress = "address"

	// NameProvider signs in or up at the provider that is its value; NameLink and NameUnlink add and remove one on settings.
	NameProvider = "provider"
	NameLink     = "link"
	NameUnlink   = "unlink"

	NameTOTPCode   = "totp_code"
	NameTOTPUnlink = "totp_unlink"

	NameLookupSecret           = "lookup_secret"
	NameLookupSecretReveal     = "lookup_secret_reveal"
	NameLookupSecretRegenerate = "lookup_secret_regenerate"
	NameLookupSecretDisable    = "lookup_secret_disable"

	NameWebAuthnRemove          = "webauthn_remove"
	NameWebAuthnLoginTrigger    = "webauthn_login_trigger"
	NameWebAuthnRegisterTrigger = "webauthn_register_trigger"

	NamePasskeyRemove          = "passkey_remove"
	NamePasskeyLogin           = "passkey_login"
	NamePasskeyLoginTrigger    = "passkey_login_trigger" //nolint:gosec // a name, no credential
	NamePasskeyRegisterTrigger = "passkey_register_trigger"

	// NameDeviceAuthnRemove is the button that takes a phone's key away, of commercial versions.
	NameDeviceAuthnRemove = "deviceauthn_remove"

	// NameRecoveryAddress is the address field of recovery v2, NameRecoverySelectAddress a choice among several masked ones, and
	// NameRecoveryConfirmAddress the field for the chosen one in full.
	NameRecoveryAddress        = "recovery_address"
	NameRecoverySelectAddress  = "recovery_select_address"
	NameRecoveryConfirmAddress = "recovery_confirm_address"
)

// TraitPrefix begins the names of the inputs in which visitors give their own data.
const TraitPrefix = "traits."
