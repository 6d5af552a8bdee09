// Package ui names what tests look for on the pages: message ids of Kratos, test ids and selectors. It does not know how a
// browser finds them.
package ui

// Message ids of Kratos (text/id.go) that several tests meet.
const (
	MsgConfirmIdentity       = 1010003 // refresh: confirm who you are
	MsgSecondFactor          = 1010004
	MsgUseSecurityKey        = 1010012
	MsgLoginCodeSent         = 1010014
	MsgLinkAccount           = 1010016
	MsgRegistrationCodeSent  = 1040005
	MsgChooseCredential      = 1040009
	MsgSettingsSaved         = 1050001
	MsgRecovered             = 1060001
	MsgRecoveryLinkSent      = 1060002
	MsgRecoveryCodeSent      = 1060003
	MsgVerified              = 1080002
	MsgVerifyCodeSent        = 1080003
	MsgGeneric               = 4000001 // a reason in Kratos's or a provider's words; also after too many wrong codes
	MsgMissing               = 4000002
	MsgBadCredentials        = 4000006
	MsgWrongTOTP             = 4000008
	MsgBackupCodeUsed        = 4000012
	MsgBackupCodeWrong       = 4000016
	MsgNoAccount             = 4000037
	MsgWrongLoginCode        = 4010008
	MsgWrongAccount          = 4010009
	MsgWrongRegistrationCode = 4040003
)
