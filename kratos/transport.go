package kratos

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// MaxBody is the most that is read of any answer, in bytes. The largest recorded flow is under 40 KB.
const MaxBody = 1 << 20

// MaxConns is how many connections a client of Kratos or Hydra opens at most.
const MaxConns = 128

// usualBody is the buffer for an answer without Content-Length, in bytes. Most flows fit.
const usualBody = 8 << 10

const (
	errTooLarge = Failure("answer over the size limit")
	errBusy     = Failure("too many calls under way")
)

// transport makes all calls to Kratos and Hydra, those of client-go too. It limits how many calls are under way, how long
// each takes and how much is read; retries a GET once when its connection broke; and reports each call to the trace and to
// CallOptions.OnCall.
type transport struct {
	next    http.RoundTripper
	timeout time.Duration
	slots   chan struct{}
	own     bool   // calls are the server's own: X-Forwarded-For is not sent
	prefix  string // path of the API's URL, left out of Call.Operation
}

// NewHTTPClient makes an HTTP client for the admin API of Hydra at baseURL, with the limits, the retry and the tracing of
// calls to Kratos; timeout, maxWaiting and next are as in Config. It passes on no visitor's address. It fails when the URL
// is not absolute http or https.
func NewHTTPClient(baseURL string, timeout time.Duration, maxWaiting int, next http.RoundTripper) (*http.Client, error) {
	base, err := WebURL(baseURL)
	if err != nil {
		return nil, err
	}
	t := newTransport(timeout, maxWaiting, next, base.Path)
	t.own = true
	return t.client(), nil
}

// newTransport applies the defaults of Config.
func newTransport(timeout time.Duration, maxWaiting int, next http.RoundTripper, prefix string) *transport {
	if timeout == 0 {
		timeout = 10 * time.Second
	}
	if maxWaiting == 0 {
		maxWaiting = 512
	}
	if next == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		// More connections don't make Kratos faster, and each costs 20 KB. Calls wait for a free one until they time out.
		t.MaxConnsPerHost, t.MaxIdleConns, t.MaxIdleConnsPerHost = MaxConns, MaxConns, MaxConns
		t.WriteBufferSize = 1 << 10 // requests are cookies and little else
		t.DisableCompression = true
		t.Proxy = tunnel
		next = t
	}
	return &transport{next: next, timeout: timeout, slots: make(chan struct{}, maxWaiting), prefix: strings.TrimRight(prefix, "/")}
}

// tunnel is the environment's proxy (HTTPS_PROXY, NO_PROXY) for calls by https, which a proxy can't read. Calls by http stay
// inside the operator's network: HTTP_PROXY, which is often set for something else, could read the cookies and the
// operator's token.
func tunnel(r *http.Request) (*url.URL, error) {
	if r.URL.Scheme != "https" {
		return nil, nil //nolint:nilnil // as net/http has it for no proxy
	}
	return http.ProxyFromEnvironment(r)
}

// client does not follow redirects: each answer is for this server.
func (t *transport) client() *http.Client {
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// RoundTrip implements http.RoundTripper. The body of the response has already been read.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	mine := r.WithContext(r.Context())
	mine.Header = r.Header.Clone()
	resp, body, err := t.call(mine)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// call sends a request, to whose header it adds, and reads the whole answer.
func (t *transport) call(r *http.Request) (*http.Response, []byte, error) {
	select {
	case t.slots <- struct{}{}:
		defer func() { <-t.slots }()
	default:
		return nil, nil, errBusy
	}
	ctx, cancel := context.WithTimeout(r.Context(), t.timeout)
	defer cancel()
	options := callOptionsOf(ctx)
	operation := t.operation(r)
	ctx, span := trace.SpanFromContext(ctx).TracerProvider().Tracer("github.com/thyra-ui/thyra/kratos").Start(ctx, operation,
		trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attribute.String("http.request.method", r.Method)))
	defer span.End()
	r = r.WithContext(ctx)
	propagation.TraceContext{}.Inject(ctx, propagation.HeaderCarrier(r.Header))
	if options.ClientIP != "" && !t.own {
		r.Header.Set("X-Forwarded-For", options.ClientIP)
	}
	if options.UserAgent != "" && !t.own {
		r.Header.Set("User-Agent", options.UserAgent)
	}
	if user := r.URL.User; user != nil && r.Header.Get("Authorization") == "" { // http.Client does this, but not every call uses one
		password, _ := user.Password()
		r.SetBasicAuth(user.Username(), password)
	}
	start := time.Now()
	resp, body, err := t.exchange(r)
	if r.Method == http.MethodGet && connectionBroke(err) {
		resp, body, err = t.exchange(r)
	}
	done := Call{Operation: operation, Duration: time.Since(start)}
	if err == nil {
		done.Status = resp.StatusCode
		span.SetAttributes(attribute.Int("http.response.status_code", resp.StatusCode))
	} else {
		span.SetStatus(codes.Error, "") // without the error's text, which is for the log only
	}
	if options.OnCall != nil {
		options.OnCall(done)
	}
	return resp, body, err
}

// exchange is one attempt.
func (t *transport) exchange(r *http.Request) (*http.Response, []byte, error) {
	resp, err := t.next.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	size := resp.ContentLength
	if size < 0 {
		size = usualBody
	}
	body.Grow(int(min(size, MaxBody)) + bytes.MinRead)
	if _, err := body.ReadFrom(io.LimitReader(resp.Body, MaxBody+1)); err != nil {
		return nil, nil, err
	}
	if body.Len() > MaxBody {
		return nil, nil, errTooLarge
	}
	return resp, body.Bytes(), nil
}

// connectionBroke reports whether the connection was refused or lost: a second attempt may reach another instance of Kratos.
func connectionBroke(err error) bool {
	for _, broken := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.ECONNREFUSED, syscall.EPIPE} {
		if errors.Is(err, broken) {
			return true
		}
	}
	return false
}

// operation is the method and route of a call. The route stands for the path, which may contain a session id.
func (t *transport) operation(r *http.Request) string {
	path := strings.TrimPrefix(r.URL.Path, t.prefix)
	if r.Method == http.MethodDelete && strings.HasPrefix(path, "/sessions/") {
		path = "/sessions/{id}"
	}
	return r.Method + " " + path
}
