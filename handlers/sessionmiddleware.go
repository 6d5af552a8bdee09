package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/thyra-ui/thyra/kratos"
)

// SessionOptions says where an application's own pages find the session of a visitor. Kratos and PublicURL are required.
type SessionOptions struct {
	// Kratos is the server that knows the sessions.
	Kratos *kratos.Client
	// PublicURL is an absolute URL of the application as browsers see it, such as Options.PublicURL: its scheme and host are
	// those of all addresses that visitors come back to after they signed in. Kratos's allowed_return_urls must list them.
	PublicURL string
	// ErrorHandler answers in place of a page that needs a session when Kratos can't tell whether there is one, with 503 for
	// example. The error, a *kratos.Error, holds no text of Kratos's and may be logged. When nil, slog's default logger
	// gets it, and the visitor a line of text with 503.
	ErrorHandler func(http.ResponseWriter, *http.Request, error)
}

// SessionMiddleware tells an application's own pages who is signed in, by the cookies of each request. It is safe for
// concurrent use. For Echo there is echo.WrapMiddleware.
type SessionMiddleware struct {
	kratos *kratos.Client
	origin string
	failed func(http.ResponseWriter, *http.Request, error)
}

// NewSessionMiddleware makes a SessionMiddleware. It fails on options that can't work.
func NewSessionMiddleware(o SessionOptions) (*SessionMiddleware, error) {
	m := &SessionMiddleware{kratos: o.Kratos, origin: kratos.OriginOf(o.PublicURL), failed: o.ErrorHandler}
	switch {
	case o.Kratos == nil:
		return nil, errors.New("handlers: SessionOptions.Kratos is required")
	case m.origin == "":
		return nil, fmt.Errorf("handlers: SessionOptions.PublicURL %q is not an absolute http or https URL", kratos.Redact(o.PublicURL))
	}
	if m.failed == nil {
		m.failed = outOfReach
	}
	return m, nil
}

// outOfReach is the ErrorHandler of applications that have none.
func outOfReach(w http.ResponseWriter, r *http.Request, err error) {
	slog.ErrorContext(r.Context(), "Kratos can't tell who is signed in", "error", err)
	neverKept(w)
	http.Error(w, "Accounts are out of reach. Please try again soon.", http.StatusServiceUnavailable)
}

type sessionKey struct{}

// SessionFrom is the session of a request that passed Provide or Require, by the request's context. Kratos is asked when this
// is called first (GET /sessions/whoami), and once a request. The error is that of kratos.Client.Whoami: a *kratos.Error whose
// LacksSession is true for visitors who are not signed in, or have a second factor to prove yet.
func SessionFrom(ctx context.Context) (*kratos.Session, error) {
	ask, ok := ctx.Value(sessionKey{}).(func() (*kratos.Session, error))
	if !ok {
		return nil, errors.New("handlers: the request did not pass SessionMiddleware.Provide or Require")
	}
	return ask()
}

// Provide lets everybody through and has SessionFrom answer: for pages that everybody may see, and around the account pages
// when their layout shows who is signed in.
func (m *SessionMiddleware) Provide(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(sessionKey{}) == nil {
			ctx, cookies := r.Context(), requestCookies(r)
			ask := sync.OnceValues(func() (*kratos.Session, error) { return m.kratos.Whoami(ctx, cookies) })
			r = r.WithContext(context.WithValue(ctx, sessionKey{}, ask))
		}
		next.ServeHTTP(w, r)
	})
}

// Require lets visitors with a session through, for whom SessionFrom has no error. It sends all others to sign in, or to prove
// a second factor, and then back: to the page they asked for, or, since a redirect can't repeat a POST, to the page it was sent
// from (Referer), if that is the application's, else to "/". A browser that prefetches the page gets 503, since signing in would
// begin; without Kratos ErrorHandler answers. An API had better use Provide, and answer 401 itself.
func (m *SessionMiddleware) Require(next http.Handler) http.Handler {
	return m.Provide(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := SessionFrom(r.Context())
		var e *kratos.Error
		switch {
		case err == nil:
			next.ServeHTTP(w, r)
		case !errors.As(err, &e) || !e.LacksSession():
			m.failed(w, r, err)
		case isPrefetch(r):
			neverKept(w)
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			neverKept(w)
			http.Redirect(w, r, signInURL(m.kratos, e, url.Values{"return_to": {m.returnTo(r)}}), http.StatusSeeOther)
		}
	}))
}

// neverKept keeps an answer to one visitor from the next one.
func neverKept(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Cookie")
}

// returnTo is the page of the application to come back to. Only path and query are the request's: its Host is whatever the
// client wrote, and http.StripPrefix may have changed its URL.
func (m *SessionMiddleware) returnTo(r *http.Request) string {
	address := cmp.Or(r.RequestURI, r.URL.RequestURI())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		address = r.Referer()
		if kratos.OriginOf(address) != m.origin {
			address = ""
		}
	}
	u, err := url.ParseRequestURI(address)
	if err != nil || !strings.HasPrefix(u.EscapedPath(), "/") {
		return m.origin + "/"
	}
	return m.origin + u.EscapedPath() + strings.TrimSuffix("?"+u.RawQuery, "?")
}
