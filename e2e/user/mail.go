package user

import (
	"context"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Mail waits for a mail to this user that arrived since then.
func (u *User) Mail(since time.Time, match func(inbox.Mail) bool) inbox.Mail {
	u.T.Helper()
	return AwaitMail(u.T, u.Stack, u.Email, since, match)
}

// AwaitMail waits for a mail to this address that arrived since then and matches.
func AwaitMail(tb testing.TB, s *stack.Stack, to string, since time.Time, match func(inbox.Mail) bool) inbox.Mail {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), harness.Patience)
	defer cancel()
	m, err := s.Inbox.Wait(ctx, to, func(m inbox.Mail) bool { return m.At.After(since) && match(m) })
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// HasCode matches mails with a code.
func HasCode(m inbox.Mail) bool { return m.Code != "" }

// HasLink matches mails with a link.
func HasLink(m inbox.Mail) bool { return m.Link != "" }

// WrongCode returns a code that differs from the right one.
func WrongCode(code string) string {
	last := code[len(code)-1]
	return code[:len(code)-1] + string('0'+(last-'0'+1)%10)
}
