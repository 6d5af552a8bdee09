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

// Failure is the cause of an Error in words of ours, which quote nobody; Reason returns them as they are.
type Failure string

func (f Failure) Error() string { return string(f) }

// Reason names what broke in words that are known beforehand. Errors of net/http, crypto/x509 and the like quote what they failed
// at: a header that lost its beginning is a cookie.
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
		return number.Error() // words of the system's
	case errors.As(err, &name):
		return "host name not found"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "connection closed before the answer was whole"
	}
	if reason := distrust(err); reason != "" {
		return reason
	}
	return "no usable answer"
}

// distrust names what is wrong with TLS; empty when it is something else.
func distrust(err error) string {
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
