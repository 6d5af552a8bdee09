package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// answer is what came of a request. The zero answer is that of a request that was not made.
type answer struct {
	url    string // with user name and password redacted
	err    error  // there was no answer
	status int
	header http.Header
	body   []byte
	at     time.Time // when it arrived
}

// asked reports whether the request was made, and came whether there was an answer.
func (a answer) asked() bool { return a.url != "" }
func (a answer) came() bool  { return a.asked() && a.err == nil }

// get sends a request below a base URL, without following redirects. headers are names and values in turn.
func (f *facts) get(ctx context.Context, base, path string, headers ...string) answer {
	address := strings.TrimRight(base, "/") + path
	a := answer{url: kratos.Redact(address)}
	client, err := kratos.NewHTTPClient(base, f.setup.Timeout, 1, nil)
	if err != nil {
		a.err = err
		return a
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		a.err = err
		return a
	}
	request.Close = true // no connection outlives the check
	request.Header.Set("User-Agent", "thyra-doctor")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		a.err = causeOf(err)
		return a
	}
	defer response.Body.Close()
	a.status, a.header, a.at = response.StatusCode, response.Header, time.Now()
	a.body, a.err = io.ReadAll(response.Body)
	return a
}

// causeOf is the error without the URL, which may hold a password.
func causeOf(err error) error {
	if wrapped, ok := err.(*url.Error); ok { //nolint:errorlint // http.Client returns nothing else
		return wrapped.Err
	}
	return err
}

// document decodes a body of JSON; false when it is none.
func (a answer) document(into any) bool {
	return a.came() && json.Unmarshal(a.body, into) == nil
}

// location is where the answer redirects to; nil when it does not.
func (a answer) location() *url.URL {
	raw := a.header.Get("Location")
	if !a.came() || a.status < 300 || a.status > 399 || raw == "" {
		return nil
	}
	to, err := url.Parse(raw)
	if err != nil {
		return nil
	}
	if base, err := url.Parse(a.url); err == nil {
		to = base.ResolveReference(to)
	}
	return to
}

// isPage reports whether the answer is a page of this server or of another login UI of Kratos: all have this id, by which Kratos's
// own browser tests find the page.
func (a answer) isPage() bool {
	return a.came() && bytes.Contains(a.body, []byte(`data-testid="app-express"`))
}

// String says what came, in a line.
func (a answer) String() string {
	address, _, _ := strings.Cut(a.url, "?") // flow ids are nobody's business
	if a.err != nil {
		return fmt.Sprintf("GET %s: %v", address, a.err)
	}
	text := fmt.Sprintf("GET %s answered %d", address, a.status)
	switch to := a.location(); {
	case to != nil:
		return text + " to " + withoutQuery(to)
	case len(a.body) == 0:
		return text + " without a body"
	}
	return text + " " + a.header.Get("Content-Type")
}

// withoutQuery is a URL without its query, which may hold ids and tokens.
func withoutQuery(u *url.URL) string {
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return plain.String()
}
