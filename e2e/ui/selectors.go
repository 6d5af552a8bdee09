package ui

// Test ids.
const (
	ErrorSummary = "error-summary"
	BackupCodes  = "node/text/lookup_secret_codes/text"
	TOTPSecret   = "node/text/totp_secret_key/text" //nolint:gosec // no secret
	TOTPImage    = "node/image/totp_qr"
)

// BackupCodeCount is how many backup codes Kratos makes at a time.
const BackupCodeCount = 12

// KeyName is the name of the field for a security key's name.
const KeyName = "webauthn_register_displayname"

// CSS selectors.
const (
	Resend        = "[data-resend]" // sends a code again
	PasskeySignIn = "button[name=passkey_login_trigger]"
	PasskeyAdd    = "button[name=passkey_register_trigger]"
	PasskeyRemove = "button[name=passkey_remove]"
	KeySignIn     = "button[name=webauthn_login_trigger]"
	KeyAdd        = "button[name=webauthn_register_trigger]"
	KeyRemove     = "button[name=webauthn_remove]"
	KeyStatus     = "#key-status" // says why a passkey or a security key was refused
)
