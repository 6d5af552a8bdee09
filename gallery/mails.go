package gallery

import (
	"io/fs"
	"sync/atomic"
	"testing/fstest"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/mail"
)

// mailKinds are the messages that Kratos sends, by the folder of their templates, in the order in which they are listed; sms says
// that phones get them too.
var mailKinds = []struct {
	folder, name string
	sms          bool
}{
	{"login_code/valid", "code to sign in", true},
	{"registration_code/valid", "code to sign up", true},
	{"recovery_code/valid", "recovery code", true},
	{"recovery/valid", "recovery link", false},
	{"recovery_code/invalid", "recovery by code, unknown address", false},
	{"recovery/invalid", "recovery by link, unknown address", false},
	{"verification_code/valid", "verification code", true},
	{"verification/valid", "verification link", false},
	{"verification_code/invalid", "verification by code, unknown address", false},
	{"verification/invalid", "verification by link, unknown address", false},
	{"authenticator_key_added", "device key added", true},
	{"verifiable_address_changed", "address changed", true},
}

// mailShown is a message in one of its forms.
type mailShown struct {
	folder string
	form   mailForm
}

// mailForm is what somebody sees of a message.
type mailForm string

const (
	formHTML  mailForm = "HTML"
	formBare  mailForm = "HTML without styles"
	formPlain mailForm = "plain text"
	formSMS   mailForm = "text message"
)

// mails are all messages in all forms.
func (m *maker) mails() {
	for _, kind := range mailKinds {
		forms := []mailForm{formHTML, formBare, formPlain}
		if kind.sms {
			forms = append(forms, formSMS)
		}
		for _, form := range forms {
			m.add(State{Page: "mail", Method: kind.name, Title: string(form), ID: slug("mail " + kind.folder + " " + string(form)), mail: &mailShown{kind.folder, form}}, request{}, nil)
		}
	}
}

// mailFolder holds the templates of mails in the brands that there are now.
type mailFolder struct {
	brands  func() *brand.Set
	catalog *locales.Catalog
	last    atomic.Pointer[brandMails]
}

// brandMails are the templates made of a set of brands.
type brandMails struct {
	from  *brand.Set
	files fstest.MapFS
}

// current is the folder as Kratos would have it. It is made anew when the brands change.
func (f *mailFolder) current() (fs.FS, error) {
	from := f.brands()
	if last := f.last.Load(); last != nil && last.from == from {
		return last.files, nil
	}
	made, err := mail.Files(mail.Options{Brands: from, Locales: f.catalog, Hosts: []string{"id.example.org"}})
	if err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	for name, data := range made {
		files[name] = &fstest.MapFile{Data: data}
	}
	f.last.Store(&brandMails{from, files})
	return files, nil
}

// mailData is what Kratos knows about a message, of every kind at once.
func (v view) mailData() object {
	const link = "https://id.example.org/self-service/verification?code=926746&flow=26bc93b2-cf6c-4823-a0de-f823621abdbc"
	return object{
		"to": "ann@example.com", "login_code": "926746", "registration_code": "926746", "recovery_code": "926746", "verification_code": "926746",
		"recovery_url": link, "verification_url": link, "added_at": "2026-04-21T12:00:00Z", "changed_at": "2026-04-21T12:00:00Z",
		"request_url": "https://id.example.org/self-service/recovery/browser", "expires_in_minutes": 15,
		"transient_payload": object{"lang": v.Lang, "brand": v.Brand},
	}
}
