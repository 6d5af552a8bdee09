package inbox

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"time"
)

// Mail is one received message, for one recipient. A text message has a number for its address, and no subject.
type Mail struct {
	To      string    `json:"to"`
	Subject string    `json:"subject"`
	Body    string    `json:"body"` // the text/plain part, or the text/html part when there is no other
	HTML    string    `json:"html"` // the text/html part, "" when there is none
	Code    string    `json:"code"` // the six digits standing alone, "" when there are none
	Link    string    `json:"link"` // the first http(s) link, "" when there is none
	At      time.Time `json:"at"`   // when the sink received it
}

var (
	codeAlone = regexp.MustCompile(`(?m)^\s*(\d{6})\s*$`)
	codeAny   = regexp.MustCompile(`\b(\d{6})\b`)
	anyLink   = regexp.MustCompile(`https?://[^\s"'<>]+`)
)

// parse reads an RFC 5322 message.
func parse(r io.Reader, at time.Time) (Mail, error) {
	msg, err := mail.ReadMessage(r)
	if err != nil {
		return Mail{}, fmt.Errorf("read message: %w", err)
	}
	subject := msg.Header.Get("Subject")
	if decoded, err := new(mime.WordDecoder).DecodeHeader(subject); err == nil {
		subject = decoded
	}
	plain, html, err := texts(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body)
	if err != nil {
		return Mail{}, err
	}
	m := newMail(cmp.Or(plain, html), at)
	m.Subject, m.HTML = subject, html
	return m, nil
}

// newMail finds code and link in a body.
func newMail(body string, at time.Time) Mail {
	body = strings.ReplaceAll(body, "\r\n", "\n")
	m := Mail{Body: body, Link: anyLink.FindString(body), At: at}
	for _, re := range []*regexp.Regexp{codeAlone, codeAny} {
		if found := re.FindStringSubmatch(body); found != nil {
			m.Code = found[1]
			break
		}
	}
	return m
}

// texts finds the text/plain part and the text/html part of a body, descending into multiparts; "" where there is none.
func texts(contentType, encoding string, body io.Reader) (plain, html string, err error) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = "text/plain"
	}
	if !strings.HasPrefix(media, "multipart/") {
		text, err := decode(encoding, body)
		if media == "text/html" {
			return "", text, err
		}
		return text, "", err
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return plain, html, nil
		}
		if err != nil {
			return "", "", fmt.Errorf("read %s: %w", media, err)
		}
		partPlain, partHTML, err := texts(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part)
		if err != nil {
			return "", "", err
		}
		plain, html = cmp.Or(plain, partPlain), cmp.Or(html, partHTML)
	}
}

func decode(encoding string, r io.Reader) (string, error) {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("decode %q body: %w", encoding, err)
	}
	return string(b), nil
}
