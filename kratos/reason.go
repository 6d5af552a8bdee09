package kratos

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
)

// Failure is a cause of an Error that quotes nothing, so that Reason returns it unchanged.
type Failure string

func (f Failure) Error() string { return string(f) }

// Reason describes an error of a call in words from a fixed list. The errors of net/http, crypto/x509 and others quote what
// they failed on, which can be a cookie.
func Reason(err error) string {
	var own Failure
	var number syscall.Errno
	var name *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &own):
		return string(own)
	case errors.Is(err, context.Canceled):
		return "canceled"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.As(err, &number):
		return number.Error() // the operating system's text
	case errors.As(err, &name):
		return "host name not found"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "connection closed before the answer was whole"
	}
	if reason := tlsReason(err); reason != "" {
		return reason
	}
	return "no usable answer"
}

// tlsReason describes an error of TLS; it is empty for every other error.
func tlsReason(err error) string {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &authority):
		return "certificate of an unknown authority"
	case errors.As(err, &host):
		return "certificate for another host name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "certificate expired or not yet valid"
	case errors.As(err, &invalid), errors.As(err, &certificate):
		return "certificate that can't be trusted"
	case errors.As(err, &record):
		return "no TLS there"
	case errors.As(err, &alert):
		return "TLS refused"
	}
	return ""
}
