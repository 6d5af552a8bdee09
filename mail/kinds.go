package mail

// The versions of Kratos that templates can be written for.
const (
	V131 = "v1.3.1"
	Next = "next"
)

// kind is one of the messages that Kratos sends: kratos/courier/template/{email,sms}.
type kind struct {
	// folder is where Kratos looks for its templates, below courier.template_override_path.
	folder string
	// email and sms are the first versions that send it, empty where none does.
	email, sms string
	// code, link and time name what its data holds, as JSON has it; empty for what it does not hold.
	code, link, time string
	// texts are the messages of locales by the name that layouts have for them.
	texts map[string]string
}

// kinds lists all that Kratos sends. Of the versions after v1.3.1 it holds what their courier has files for.
func kinds() []kind {
	return []kind{
		codeKind("login_code/valid", "login_code", V131, map[string]string{
			"subject": "mail.login.subject", "title": "mail.login.title", "text": "mail.login.text", "sms": "mail.sms.login",
		}),
		codeKind("registration_code/valid", "registration_code", Next, map[string]string{
			"subject": "mail.registration.subject", "title": "mail.registration.title", "text": "mail.registration.text", "sms": "mail.sms.registration",
		}),
		codeKind("recovery_code/valid", "recovery_code", Next, map[string]string{
			"subject": "mail.recovery.subject.code", "title": "mail.recovery.title", "text": "mail.recovery.text.code", "sms": "mail.sms.recovery",
		}),
		verificationCode(),
		linkKind("recovery/valid", "recovery_url", map[string]string{
			"subject": "mail.recovery.subject", "title": "mail.recovery.title", "text": "mail.recovery.text", "button": "mail.recovery.button",
		}),
		linkKind("verification/valid", "verification_url", map[string]string{
			"subject": "mail.verification.subject", "title": "mail.verification.title", "text": "mail.verification.text", "button": "mail.verification.button",
		}),
		unknownKind("recovery_code/invalid", "mail.recovery.unknown.text"),
		unknownKind("recovery/invalid", "mail.recovery.unknown.text"),
		unknownKind("verification_code/invalid", "mail.verification.unknown.text"),
		unknownKind("verification/invalid", "mail.verification.unknown.text"),
		noticeKind("authenticator_key_added", "added_at", map[string]string{
			"subject": "mail.device_key.subject", "title": "mail.device_key.title", "text": "mail.device_key.text", "sms": "mail.sms.device_key",
		}),
		noticeKind("verifiable_address_changed", "changed_at", map[string]string{
			"subject": "mail.address_changed.subject", "title": "mail.address_changed.title", "text": "mail.address_changed.text", "sms": "mail.sms.address_changed",
		}),
	}
}

// codeKind is a message with a code to enter. sms is the first version that sends it to phones.
func codeKind(folder, code, sms string, texts map[string]string) kind {
	return kind{folder: folder, email: V131, sms: sms, code: code, texts: with(texts, map[string]string{
		"valid": "mail.valid", "briefly": "mail.valid_briefly", "notYou": "mail.not_you", "notYouText": "mail.not_you.code",
	})}
}

// verificationCode is the only message with both a code and a link.
func verificationCode() kind {
	k := codeKind("verification_code/valid", "verification_code", V131, map[string]string{
		"subject": "mail.verification.subject.code", "title": "mail.verification.title", "text": "mail.verification.text.code",
		"button": "mail.verification.button", "sms": "mail.sms.verification", "link": "mail.link", "linkPlain": "mail.link.or",
	})
	k.link = "verification_url"
	return k
}

// linkKind is a message with a link to open.
func linkKind(folder, link string, texts map[string]string) kind {
	return kind{folder: folder, email: V131, link: link, texts: with(texts, map[string]string{
		"valid": "mail.valid", "briefly": "mail.valid_briefly", "link": "mail.link", "notYou": "mail.not_you", "notYouText": "mail.not_you.link",
	})}
}

// unknownKind is a message to an address that no account has.
func unknownKind(folder, text string) kind {
	return kind{folder: folder, email: V131, texts: map[string]string{
		"subject": "mail.unknown.subject", "title": "mail.unknown.title", "text": text, "more": "mail.unknown.you",
		"notYou": "mail.not_you", "notYouText": "mail.not_you.unknown",
	}}
}

// noticeKind is a message about a change that has been made.
func noticeKind(folder, at string, texts map[string]string) kind {
	return kind{folder: folder, email: Next, sms: Next, time: at, texts: with(texts, map[string]string{
		"when": "mail.when", "notYou": "mail.not_you.change", "notYouText": "mail.not_you.change.text",
	})}
}

// with is two maps in one.
func with(texts, more map[string]string) map[string]string {
	for name, key := range more {
		texts[name] = key
	}
	return texts
}

// sends reports whether a version sends what another is the first to send.
func sends(version, since string) bool {
	return since != "" && (since == version || version == Next)
}

// file is a template of a kind: its name, the layout it is made with, and the texts of the kind that it shows.
type file struct {
	name, layout string
	texts        []string
}

// files are the templates that a version of Kratos looks for.
func (k kind) files(version string) []file {
	var files []file
	if sends(version, k.email) {
		files = append(files,
			file{"email.subject.gotmpl", "subject.tmpl", []string{"subject"}},
			file{"email.body.gotmpl", "html.tmpl", []string{"title", "text", "more", "when", "button", "link", "valid", "briefly", "notYou", "notYouText"}},
			file{"email.body.plaintext.gotmpl", "plain.tmpl", []string{"title", "text", "more", "when", "linkPlain", "valid", "briefly", "notYou", "notYouText"}},
		)
	}
	if sends(version, k.sms) {
		files = append(files, file{"sms.body.gotmpl", "sms.tmpl", []string{"sms"}})
	}
	return files
}
