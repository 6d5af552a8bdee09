package kratos

import (
	"errors"
	"io"
	"net/http"
	"sync"
)

// MaxBody is the most that is read of any answer, in bytes. The largest recorded flow is under 40 KB.
const MaxBody = 1 << 20

var (
	errTooLarge = errors.New("answer over the size limit")
	errBusy     = errors.New("too many calls under way")
)

// limited bounds how many calls are under way and how much of an answer is read, for our own calls and client-go's alike.
type limited struct {
	next  http.RoundTripper
	slots chan struct{}
}

// RoundTrip holds a slot until the answer's body is closed.
func (l *limited) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case l.slots <- struct{}{}:
	default:
		return nil, errBusy
	}
	release := sync.OnceFunc(func() { <-l.slots })
	resp, err := l.next.RoundTrip(r)
	if err != nil {
		release()
		return nil, err
	}
	resp.Body = &limitedBody{ReadCloser: resp.Body, left: MaxBody, release: release}
	return resp, nil
}

type limitedBody struct {
	io.ReadCloser
	left    int
	release func()
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// Close gives the slot back.
func (b *limitedBody) Close() error {
	defer b.release()
	return b.ReadCloser.Close()
}
