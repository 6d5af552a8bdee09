package gallery

// messageTitles are titles for pages that show a message, by its id. Messages that every page of a group has get none; for an id
// that is not listed, the message's own text is the title.
var messageTitles = map[int]string{
	1010003: "", // every page that asks who it is
	1010004: "", // every second step
	1010012: "go on with the security key",
	1010014: "code sent",
	1010016: "sign in to link an account",
	1010025: "code sent",
	1040005: "code sent",
	1040009: "choose how to sign in",
	1050001: "saved",
	1060001: "after recovery",
	1060002: "link sent",
	1060003: "code sent",
	1060004: "code sent",
	1060005: "type the address in full",
	1060006: "choose an address",
	1080001: "link sent",
	1080002: "address verified",
	1080003: "code sent",
	4000002: "field left empty",
	4000003: "field too short",
	4000004: "field of the wrong form",
	4000006: "wrong password",
	4000008: "wrong code",
	4000010: "address not verified",
	4000012: "backup code used before",
	4000015: "no security key",
	4000016: "wrong backup code",
	4000020: "number too large",
	4000026: "not a number",
	4000028: "address taken",
	4000031: "password like the address",
	4000032: "password too short",
	4000035: "no account with codes",
	4000037: "no such account",
	4000039: "same password as before",
	4000040: "not an address",
	4010001: "begun anew after expiry",
	4010002: "nothing chosen",
	4010004: "nothing chosen",
	4010005: "nothing chosen",
	4010008: "wrong code",
	4010009: "another account than the one to link",
	4040003: "wrong code",
	4060004: "link used before",
	4060006: "wrong code",
	4070001: "link used before",
	4070006: "wrong code",
}

// textTitles are titles for messages of one id that says little, such as 4000001, by a part of the text.
var textTitles = []struct{ part, title string }{
	{`is not valid "email"`, "not an address"},
	{"submitted too often", "too many tries"},
	{"OpenID Connect", "the provider refuses"},
	{"WebAuthn response", "key not understood"},
}

// stepTitles are titles for pages without a message, by flow and state. Where nothing is listed, the title is what is offered.
var stepTitles = map[string]string{
	"login sent_email":                          "type the code",
	"registration sent_email":                   "type the code",
	"recovery choose_method":                    "ask for the address",
	"recovery sent_email":                       "type the code",
	"recovery recovery_awaiting_address":        "ask for the address",
	"recovery recovery_awaiting_address_choice": "choose an address",
	"recovery recovery_confirming_address":      "type the address in full",
	"recovery recovery_awaiting_code":           "type the code",
	"recovery passed_challenge":                 "recovered",
	"verification choose_method":                "ask for the address",
	"verification sent_email":                   "sent",
	"verification passed_challenge":             "address verified",
}

// nameNotes are what the names of recordings that a person made say beyond the page; the first that fits.
var nameNotes = []struct{ part, note string }{
	{"resent", "again"},
	{"-back", "after going back"},
	{"multi-confirm-wrong", "another address typed"},
	{"multi-schema", "several addresses"},
	{"phone", "by phone"},
	{"mitigate", "not telling who has one"},
	{"foreign", "somebody else's address"},
	{"organization-empty", "organization without methods"},
	{"-via", "address given"},
	{"with-session", "signed in already"},
	{"with-password", "password too"},
	{"only-user", "nothing else"},
	{"revealed-used", "one used"},
	{"regenerated", "new"},
	{"step2-unknown", "account unknown"},
	{"v2-unknown", "account unknown"},
	{"required-by-login", "asked for by sign-in"},
	{"after-registration", "after sign-up"},
	{"oauth2-passed", "for an application"},
}
