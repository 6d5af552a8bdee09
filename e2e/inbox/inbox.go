// Package inbox is the postbox of the end-to-end stack: an SMTP sink that accepts every mail, an HTTP sink for text
// messages, a web page to read them on, and a Wait for tests. It knows nothing about Kratos beyond the shape of a code mail, and it forgets all when it closes.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// keep is how many mails an inbox remembers; older ones are dropped, so that a demo can run for weeks.
const keep = 500

// Inbox receives mail and answers questions about it. Start makes one; all methods are safe for concurrent use.
type Inbox struct {
	smtpAddr string
	webAddr  string
	smtp     *smtp.Server
	web      *http.Server

	mu      sync.Mutex
	mails   []Mail
	changed chan struct{} // closed and replaced whenever a mail arrives
}

// Start listens for SMTP on smtpAddr and for HTTP on webAddr; "localhost:0" picks a free port for either.
func Start(ctx context.Context, smtpAddr, webAddr string) (*Inbox, error) {
	var lc net.ListenConfig
	smtpL, err := lc.Listen(ctx, "tcp", smtpAddr)
	if err != nil {
		return nil, fmt.Errorf("inbox: listen for SMTP: %w", err)
	}
	webL, err := lc.Listen(ctx, "tcp", webAddr)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("inbox: listen for HTTP: %w", err), smtpL.Close())
	}
	b := &Inbox{
		smtpAddr: smtpL.Addr().String(),
		webAddr:  webL.Addr().String(),
		changed:  make(chan struct{}),
	}
	b.smtp = newSMTPServer(b)
	b.web = &http.Server{Handler: b.handler(), ReadHeaderTimeout: 10 * time.Second}
	// Both return only when Close closes them.
	go func() { _ = b.smtp.Serve(smtpL) }()
	go func() { _ = b.web.Serve(webL) }()
	return b, nil
}

// Close stops both listeners.
func (b *Inbox) Close() error { return errors.Join(b.smtp.Close(), b.web.Close()) }

// SMTPAddr is the host:port that accepts mail.
func (b *Inbox) SMTPAddr() string { return b.smtpAddr }

// SMSURL is where a text message is posted to, as the JSON object {"to": …, "body": …}.
func (b *Inbox) SMSURL() string { return strings.TrimSuffix(b.URL(), "/") + smsPath }

// URL is the address of the page that lists the mails.
func (b *Inbox) URL() string {
	_, port, err := net.SplitHostPort(b.webAddr)
	if err != nil {
		return "http://" + b.webAddr + "/"
	}
	return "http://localhost:" + port + "/"
}

// Mails lists what has arrived for an address, oldest first. An empty address lists everything.
func (b *Inbox) Mails(to string) []Mail {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.mails), func(m Mail) bool {
		return to != "" && !strings.EqualFold(m.To, to)
	})
}

// Wait returns the newest mail for an address that match accepts, as soon as there is one. A nil match accepts every mail.
// It ends with an error when ctx does; give ctx a deadline.
func (b *Inbox) Wait(ctx context.Context, to string, match func(Mail) bool) (Mail, error) {
	for {
		b.mu.Lock()
		changed := b.changed
		b.mu.Unlock()

		mails := b.Mails(to)
		for _, m := range slices.Backward(mails) {
			if match == nil || match(m) {
				return m, nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Mail{}, fmt.Errorf("inbox: no such mail among %d for %s: %w", len(mails), to, context.Cause(ctx))
		}
	}
}

func (b *Inbox) add(mails ...Mail) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mails = append(b.mails, mails...)
	if over := len(b.mails) - keep; over > 0 {
		b.mails = slices.Clone(b.mails[over:])
	}
	close(b.changed)
	b.changed = make(chan struct{})
}
