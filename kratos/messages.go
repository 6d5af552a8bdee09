package kratos

// The ids of messages that a front end acts on: the id of a Text, from Kratos's package text. Every other message is only
// shown.
const (
	// MessageSignInAgain and MessageSecondFactor on a login flow: the session has to be renewed, or raised to AAL2. Kratos may
	// send both.
	MessageSignInAgain  = 1010003
	MessageSecondFactor = 1010004
	// MessageLinkAccount on a login flow: the address of a social account belongs to another account; signing in links the
	// two.
	MessageLinkAccount = 1010016
	// MessageContinueSignUp labels the button that continues a social sign-up that lacked some traits.
	MessageContinueSignUp = 1040003
	// MessageSettingsSaved on a settings flow: what was sent is stored.
	MessageSettingsSaved = 1050001
	// MessageTOTPSecret is the key for an authenticator app. Its text is data.
	MessageTOTPSecret = 1050006
	// MessageLookupSecret is an unused backup code within MessageLookupSecrets. Its text is data.
	MessageLookupSecret = 1050009
	// MessageLookupSecretUsed stands for a used backup code within MessageLookupSecrets.
	MessageLookupSecretUsed = 1050014
	// MessageLookupSecrets is the list of backup codes, in its context's secrets.
	MessageLookupSecrets = 1050015
	// MessageRecoveryLinkSent and MessageVerificationLinkSent: a link was sent by mail.
	MessageRecoveryLinkSent     = 1060002
	MessageVerificationLinkSent = 1080001
	// MessageData labels a node with data, such as a masked address.
	MessageData = 1070000
	// MessageTrait labels an input with the title that the identity schema gives a trait.
	MessageTrait = 1070002
	// MessageResend labels the button that sends a code again.
	MessageResend = 1070008
	// MessageVerificationSentByPhone and MessagePhoneVerified (after Kratos v26.2.0): a code was sent to a phone number, and the
	// number is verified. Before, the messages did not tell mail from phone.
	MessageVerificationSentByPhone = 1080004
	MessagePhoneVerified           = 1080005
	// MessageInvalid is every error without an id of its own; its text is the reason, in English.
	MessageInvalid = 4000001
	// MessageRequired marks a required input that was left empty.
	MessageRequired = 4000002
	// MessagePattern marks a value that does not fit the pattern of the identity schema.
	MessagePattern = 4000004
	// MessageAddressNotVerified on a login flow: an address must be verified before the visitor can sign in.
	MessageAddressNotVerified = 4000010
	// MessageLookupUsed, MessageLookupNotSetUp and MessageLookupWrong on a login flow: a backup code was refused.
	MessageLookupUsed     = 4000012
	MessageLookupNotSetUp = 4000014
	MessageLookupWrong    = 4000016
	// MessageInvalidEmail and MessageInvalidPhone mark values of those formats (Kratos v26; before, MessageInvalid).
	MessageInvalidEmail = 4000040
	MessageInvalidPhone = 4000041
	// MessageLoginExpired and MessageRegistrationExpired: the flow takes the place of one that had expired when its form was sent.
	MessageLoginExpired        = 4010001
	MessageRegistrationExpired = 4040001
	// MessageOtherAccount on a login flow: it links accounts, and the visitor signed in to another one than that to link.
	MessageOtherAccount = 4010009
	// MessageRecoveryStuck on a recovery flow: what was sent named no method, and the flow accepts nothing more.
	MessageRecoveryStuck = 4010005
)
