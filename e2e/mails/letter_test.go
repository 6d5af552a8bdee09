package mails_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/user"
)

// look is how a mail should read.
type look struct {
	lang, brand string
}

// The looks of the example brands in some languages, and of a server's own brand.
var (
	shopGerman   = look{"de", "Quince & Thyme"}
	railArabic   = look{"ar", "Nightline"}
	plainEnglish = look{"en", "Thyra"}
)

// message is one of our texts in the look's language and brand.
func (l look) message(t *testing.T, key, code string) string {
	t.Helper()
	text := messages(t, l.lang)[key]
	if text == "" {
		t.Fatalf("no text %s in %s", key, l.lang)
	}
	return strings.NewReplacer("{{.brand}}", l.brand, "{{.code}}", code).Replace(text)
}

// messages are the texts of a language by key; of those with plural forms the one for most numbers.
func messages(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(harness.Path(t, "locales", "active."+lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for key, message := range file {
		if forms, ok := message.(map[string]any); ok {
			message = forms["other"]
		}
		texts[key] = message.(string)
	}
	return texts
}

// await waits for a mail to an address that came since then, and checks that all of it is in this look; subject is the key of its
// subject.
func (l look) await(u *user.User, since time.Time, subject string) inbox.Mail {
	u.T.Helper()
	m := u.Mail(since, func(inbox.Mail) bool { return true })
	l.check(u.T.(*testing.T), m, subject)
	return m
}

// check checks that all of a mail is in this look.
func (l look) check(t *testing.T, m inbox.Mail, subject string) {
	t.Helper()
	if want := l.message(t, subject, m.Code); m.Subject != want {
		t.Errorf("the subject is %q, want %q", m.Subject, want)
	}
	if name, _, _ := strings.Cut(m.Body, "\n"); name != l.brand {
		t.Errorf("%s: the text begins with %q, want %q", m.Subject, name, l.brand)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(m.HTML))
	if err != nil {
		t.Fatal(err)
	}
	dir := "ltr"
	if l.lang == "ar" {
		dir = "rtl"
	}
	if page := doc.Find("html"); page.AttrOr("lang", "") != l.lang || page.AttrOr("dir", "") != dir {
		t.Errorf("%s: the HTML is in %q, %q", m.Subject, page.AttrOr("lang", ""), page.AttrOr("dir", ""))
	}
	text := doc.Text()
	if !strings.Contains(text, l.brand) || m.Code != "" && !strings.Contains(text, m.Code) {
		t.Errorf("%s: the HTML lacks brand or code: %s", m.Subject, strings.Join(strings.Fields(text), " "))
	}
	if link := m.Link; strings.Contains(link, "/self-service/") && doc.Find("a[href]").FilterFunction(func(_ int, a *goquery.Selection) bool { return a.AttrOr("href", "") == link }).Length() == 0 {
		t.Errorf("%s: the HTML lacks the link %s", m.Subject, link)
	}
	for _, part := range []string{m.Subject, m.Body, m.HTML} {
		for _, bad := range []string{"{{", "<no value>", "ZgotmplZ", "%!"} {
			if strings.Contains(part, bad) {
				t.Errorf("%s: a part holds %s: %s", m.Subject, bad, part)
			}
		}
	}
	if len(m.HTML) > 25<<10 {
		t.Errorf("%s has %d bytes of HTML", m.Subject, len(m.HTML))
	}
}
