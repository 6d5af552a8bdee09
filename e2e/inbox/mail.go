package inbox

import (
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

// Mail is one received message, for one recipient.
type Mail struct {
	To      string    `json:"to"`
	Subject string    `json:"subject"`
	Body    string    `json:"body"` // the text/plain part, or the text/html part when there is no other
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
	body, err := text(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body)
	if err != nil {
		return Mail{}, err
	}
	body = strings.ReplaceAll(body, "\r\n", "\n")
	m := Mail{Subject: subject, Body: body, Link: anyLink.FindString(body), At: at}
	for _, re := range []*regexp.Regexp{codeAlone, codeAny} {
		if found := re.FindStringSubmatch(body); found != nil {
			m.Code = found[1]
			break
		}
	}
	return m, nil
}

// text finds the readable part of a body, descending into multiparts.
func text(contentType, encoding string, body io.Reader) (string, error) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = "text/plain"
	}
	if !strings.HasPrefix(media, "multipart/") {
		return decode(encoding, body)
	}
	var html string
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return html, nil
		}
		if err != nil {
			return "", fmt.Errorf("read %s: %w", media, err)
		}
		partType := part.Header.Get("Content-Type")
		s, err := text(partType, part.Header.Get("Content-Transfer-Encoding"), part)
		if err != nil {
			return "", err
		}
		if !strings.HasPrefix(partType, "text/html") {
			return s, nil
		}
		html = s
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
