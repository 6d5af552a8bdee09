package inbox

import (
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-smtp"
)

const maxMessage = 1 << 20

func newSMTPServer(b *Inbox) *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{inbox: b}, nil
	}))
	s.Domain = "localhost"
	s.MaxMessageBytes = maxMessage
	s.ReadTimeout, s.WriteTimeout = time.Minute, time.Minute
	s.ErrorLog = silent{}
	return s
}

// session is one SMTP conversation. go-smtp calls its methods one at a time.
type session struct {
	inbox *Inbox
	to    []string
}

func (s *session) Mail(string, *smtp.MailOptions) error { s.Reset(); return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	m, err := parse(r, time.Now())
	if err != nil {
		return fmt.Errorf("inbox: %w", err)
	}
	mails := make([]Mail, 0, len(s.to))
	for _, to := range s.to {
		m.To = to
		mails = append(mails, m)
	}
	s.inbox.add(mails...)
	return nil
}

func (s *session) Reset()        { s.to = nil }
func (s *session) Logout() error { return nil }

// silent drops the server's complaints about connections that a closing Kratos cut.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}
