package httpbrowser_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
)

const form = `<!doctype html><title>Form</title>
<p data-testid="ui/message/1080002">Done</p>
<form id="f" action="/echo" method="post">
	<input type="hidden" name="csrf" value="a&amp;b">
	<input type="hidden" name="news" value="false"><input type="checkbox" name="news" value="true">
	<input name="email" type="email" required>
	<input name="off" value="x" disabled>
	<fieldset disabled><input name="off2" value="x"></fieldset>
	<button type="button" name="show">Show</button>
	<button name="method" value="password">Go</button>
	<button name="screen" value="previous" formnovalidate formaction="/echo?back">Back</button>
	<input type="submit" name="method" value="code">
</form>
<input name="late" value="1" form="f">
<a data-testid="next" href="/hop">Next</a>`

func server(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "c", Value: "1", Secure: true, Path: "/"})
		_, _ = io.WriteString(w, form)
	})
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, "<title>"+r.URL.RawQuery+" "+string(body)+" "+r.Header.Get("Sec-Fetch-Site")+"</title>")
	})
	mux.HandleFunc("GET /hop", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/gone", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /gone", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusGone)
		_, _ = io.WriteString(w, "<title>"+r.Header.Get("Cookie")+"</title>")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestForms(t *testing.T) {
	s := server(t)
	for name, tc := range map[string]struct {
		act  func(*httpbrowser.Browser)
		want string
	}{
		"enter presses the first submit button": {
			func(b *httpbrowser.Browser) { b.Fill("email", "a@b"); b.PressEnter("email") },
			" csrf=a%26b&news=false&email=a%40b&method=password&late=1 same-origin",
		},
		"click sends only its button": {
			func(b *httpbrowser.Browser) { b.Fill("email", "a@b"); b.Check("news", true); b.Click("method", "code") },
			" csrf=a%26b&news=false&news=true&email=a%40b&method=code&late=1 same-origin",
		},
		"formnovalidate and formaction": {
			func(b *httpbrowser.Browser) { b.Click("screen", "previous") },
			"back csrf=a%26b&news=false&email=&screen=previous&late=1 same-origin",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := httpbrowser.New(t)
			b.Goto(s.URL + "/")
			tc.act(b)
			if got := b.Title(); got != strings.TrimSpace(tc.want) {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestBlockersAndMessages(t *testing.T) {
	b := httpbrowser.New(t)
	b.Goto(server(t).URL + "/")
	if got := b.Blockers("method", "password"); len(got) != 1 || got[0] != "email is required" {
		t.Errorf("blockers %v", got)
	}
	if got := b.Blockers("screen", "previous"); len(got) != 0 {
		t.Errorf("blockers of a formnovalidate button: %v", got)
	}
	if !b.HasMessage(1080002) || b.HasMessage(4000001) {
		t.Errorf("messages %v", b.Messages())
	}
}

func TestRedirectsAndCookies(t *testing.T) {
	b := httpbrowser.New(t)
	s := server(t)
	b.Goto("http://localhost" + s.URL[len("http://127.0.0.1"):] + "/")
	b.Follow("next")
	if b.Status != http.StatusGone || b.Path() != "/gone" || len(b.Hops) != 2 || b.Hops[0].Status != http.StatusSeeOther {
		t.Errorf("status %d at %s after %+v", b.Status, b.URL, b.Hops)
	}
	if b.Title() != "c=1" {
		t.Errorf("a Secure cookie on localhost: %q", b.Title())
	}
}
