package gallery

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/thyra-ui/thyra/mail/preview"
)

// mailPolicy keeps a mail from running and loading anything but a logo, as mail programs do.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src https:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// showMail shows a mail: HTML as it is sent, a document of its own, and text on a page with its subject.
func (g *Gallery) showMail(w http.ResponseWriter, s *State, v view) {
	body, err := g.mailBody(s.mail, v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", mailPolicy)
	// Whoever asked may have gone away. html/template has escaped all of it, and the policy lets nothing run.
	_, _ = w.Write(v.page(v.stylesheet(body))) //nolint:gosec // see above
}

func (g *Gallery) mailBody(shown *mailShown, v view) ([]byte, error) {
	folder, err := g.mails.current()
	if err != nil {
		return nil, err
	}
	render := func(name string) (string, error) { return preview.Render(folder, shown.folder+"/"+name, v.mailData()) }
	switch shown.form {
	case formHTML, formBare:
		body, err := render("email.body.gotmpl")
		if shown.form == formBare {
			body = styles.ReplaceAllString(body, "")
		}
		return []byte(body), err
	case formPlain:
		subject, err := render("email.subject.gotmpl")
		if err != nil {
			return nil, err
		}
		body, err := render("email.body.plaintext.gotmpl")
		return g.mailText(v, subject, body, err)
	case formSMS:
		body, err := render("sms.body.gotmpl")
		return g.mailText(v, "", body, err)
	}
	return nil, fmt.Errorf("gallery: no mail is shown as %s", shown.form)
}

// styles matches what programs drop that show mails without them.
var styles = regexp.MustCompile(`(?s)<style>.*?</style>\n?| (?:style|class|bgcolor)="[^"]*"`)

// mailText is a message of text as a page.
func (g *Gallery) mailText(v view, subject, body string, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	err = g.templates.ExecuteTemplate(&out, "mailtext.html", struct{ Lang, Subject, Body string }{v.Lang, subject, body})
	return []byte(out.String()), err
}
