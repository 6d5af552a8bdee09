package handlers_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

var traceID = regexp.MustCompile(`^[0-9a-f]{32}$`)

var spokenReference = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`)

// An error page's reference leads in the log to the trace id that Kratos has, with a tracer and without. It is of the id, so that
// two requests of one trace have the same.
func TestReferenceLeadsToTheTraceID(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]func(*setup){
		"without a tracer": nil,
		"with a tracer":    {func(c *setup) { c.Tracer = sdktrace.NewTracerProvider() }},
		"behind a proxy":   {behindProxy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, options...)
			s.kratos.on(fetchPath("login"), failing(500))
			a := s.get(t, "/login?flow="+flowID, "Traceparent", strangersParent, "X-Request-Id", "made-up-by-the-visitor").want(502)
			reference := a.has("error/unavailable").Find(".reference code").Text()
			if !spokenReference.MatchString(reference) {
				t.Fatalf("reference is %q", reference)
			}
			id := a.Header.Get("X-Request-Id")
			if !traceID.MatchString(id) {
				t.Fatalf("X-Request-Id is %q", id)
			}
			if proxied := name == "behind a proxy"; (id == strangersTrace) != proxied {
				t.Errorf("the request's id is %s", id)
			}
			if got := s.kratos.one(t, fetchPath("login")).header.Get("Traceparent"); !strings.Contains(got, "-"+id+"-") {
				t.Errorf("Kratos got the traceparent %q, want trace %s", got, id)
			}
			log := s.logged()
			if strings.Count(log, id) != 2 || strings.Contains(log, "made-up") {
				t.Errorf("the log is %s", log)
			}
			if !strings.Contains(log, `"id":"`+id+`","reference":"`+reference+`"`) {
				t.Errorf("nothing leads from %s to %s: %s", reference, id, log)
			}
		})
	}
}

func TestTraceCarriesNoSecrets(t *testing.T) {
	t.Parallel()
	spans := tracetest.NewSpanRecorder()
	s := newSite(t, func(c *setup) { c.Tracer = sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)) })
	s.signedIn(t)
	query := "?flow=" + secretFlow + "&token=token-in-query&return_to=https%3A%2F%2Freturn-target.example"
	for _, path := range []string{"/", "/login" + query, "/settings" + query, "/sessions?page_token=token-in-query", "/error?id=token-in-query", "/token-in-path", "/static/token-in-path"} {
		s.get(t, path, "Cookie", secretCookie, "Referer", "https://x.example/?referer-token", "User-Agent", "bearer-token")
	}
	s.post(t, "/sessions/revoke", map[string][]string{"id": {secretFlow}}, "Cookie", secretCookie)
	s.kratos.on(fetchPath("recovery"), failing(500))
	s.get(t, "/recovery"+query).want(502)
	s.kratos.Close()
	s.get(t, "/verification"+query).want(502)
	s.logged() // every span has ended
	var servers, clients int
	for _, span := range spans.Ended() {
		recorded := span.Name() + fmt.Sprint(span.Attributes(), span.Events(), span.Status())
		for _, secret := range append([]string{"127.0.0.1"}, forbidden...) {
			if strings.Contains(strings.ToLower(recorded), strings.ToLower(secret)) {
				t.Errorf("%q is in a span: %s", secret, recorded)
			}
		}
		if span.Parent().IsValid() {
			clients++
		} else {
			servers++
		}
	}
	if servers != 10 || clients < 8 {
		t.Errorf("%d spans of requests and %d of calls, want 10 and at least 8", servers, clients)
	}
}

// The time Kratos took stands in the log beside the time we took, in milliseconds.
func TestLogTellsKratosShare(t *testing.T) {
	t.Parallel()
	const takes = 20 // ms
	s := newSite(t, func(c *setup) {
		c.kratos.Transport = transport(func(*http.Request) (*http.Response, error) {
			<-time.After(takes * time.Millisecond)
			return nil, errors.New("no answer")
		})
	})
	s.get(t, "/login?flow="+flowID)
	for line := range strings.Lines(s.logged()) {
		var entry struct {
			Msg      string
			Duration float64 `json:"duration_ms"`
			Kratos   float64 `json:"upstream_ms"`
		}
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		if entry.Msg == "request" {
			if entry.Kratos < takes || entry.Duration < entry.Kratos || entry.Duration > 60_000 || !milliseconds.MatchString(line) {
				t.Errorf("Kratos took %d ms, and the log has %s", takes, line)
			}
			return
		}
	}
	t.Error("the request is not in the log")
}

var milliseconds = regexp.MustCompile(`"duration_ms":\d+(\.\d{1,3})?,"upstream_ms":\d+(\.\d{1,3})?[,}]`)

// Probes come every few seconds for ever, and say in a line of their own when something changes.
func TestProbesAreLoggedAtDebug(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range []string{"/health/alive", "/health/ready", "/welcome"} {
		s.get(t, path)
	}
	levels := map[string]string{}
	for line := range strings.Lines(s.logged()) {
		var entry struct{ Level, Msg, Route string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		if entry.Msg == "request" {
			levels[entry.Route] = entry.Level
		}
	}
	if want := map[string]string{"/health/alive": "DEBUG", "/health/ready": "DEBUG", "/welcome": "INFO"}; !maps.Equal(levels, want) {
		t.Errorf("requests are logged at %v, want %v", levels, want)
	}
}

// The application's own pages may go by these headers too, so that none which a stranger made up reaches them.
func TestStrangersHeadersReachNoPage(t *testing.T) {
	t.Parallel()
	headers := map[string]string{
		"Traceparent": strangersParent, "Tracestate": "made=up", "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https",
	}
	for name, change := range map[string]func(*setup){"a stranger": func(*setup) {}, "a proxy": behindProxy} {
		got := make(chan http.Header, 1)
		s := newSite(t, change, func(c *setup) {
			c.Pages = map[string]handlers.CustomPage{"/own": func(r *http.Request, _ *kratos.Session, p *templates.Page) (templ.Component, error) {
				got <- r.Header
				p.Title = "Own"
				return templ.Raw("<h1>Own</h1>"), nil
			}}
		})
		s.signedIn(t)
		var pairs []string
		for header, value := range headers {
			pairs = append(pairs, header, value)
		}
		s.get(t, "/own", append(pairs, "Cookie", secretCookie)...).want(http.StatusOK)
		seen := <-got
		for header := range headers {
			if believed := seen.Get(header) != ""; believed != (name == "a proxy") {
				t.Errorf("%s of %s arrives at a page: %v", header, name, believed)
			}
		}
	}
}
