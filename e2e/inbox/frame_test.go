package inbox_test

import (
	"net/smtp"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
)

// The page shows a mail as HTML, without being loaded anew by hand.
func TestMailComesToThePage(t *testing.T) {
	b, err := inbox.Start(t.Context(), "localhost:0", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	tab := chrome.Start(t, chrome.Options{})
	tab.Goto(b.URL())
	tab.WaitFor("h1")
	if err := smtp.SendMail(b.SMTPAddr(), nil, "no-reply@example.org", []string{"ann@example.org"}, []byte(message)); err != nil {
		t.Fatal(err)
	}
	tab.WaitFor(chrome.TestID("code"))
	if n := chrome.Eval[int](tab, "document.querySelectorAll('iframe[sandbox][srcdoc]').length"); n != 1 {
		t.Errorf("%d mails stand there as HTML", n)
	}
}
