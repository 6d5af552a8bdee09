package chrome

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func site(t *testing.T) string {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<!doctype html><html lang="en"><title>Form</title><link rel="icon" href="data:,">
			<form action="/done"><input name="q" value="old"><button name="go" value="1" data-testid="go">Go</button></form>
			<script>document.title = "Script"</script>`)
	})
	mux.HandleFunc("GET /done", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `<!doctype html><html lang="en"><title>Done</title><link rel="icon" href="data:,"><p>`+
			r.URL.RawQuery+`</p>`)
	})
	mux.HandleFunc("GET /loud", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "script-src 'nonce-a'; require-trusted-types-for 'script'")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `<!doctype html><html lang="en"><title>Loud</title><link rel="icon" href="data:,">
			<script nonce="a">console.error("said")</script>
			<script>console.log("refused")</script>
			<script nonce="a">document.head.innerHTML = "<b>x</b>"</script>`)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
}

func TestGestures(t *testing.T) {
	t.Setenv("ARTIFACTS", t.TempDir())
	tab := Start(t, Options{Viewport: Phone(), Dark: true})
	at := site(t)
	tab.Goto(at + "/")
	if got := Eval[string](tab, "document.title"); got != "Script" {
		t.Errorf("title %q", got)
	}
	if !Eval[bool](tab, `innerWidth >= 390 && matchMedia("(prefers-color-scheme: dark)").matches`) {
		t.Error("not a dark phone")
	}
	tab.Fill("q", "new")
	tab.Submit(TestID("go"))
	if got := tab.Text("p"); got != "q=new&go=1" {
		t.Errorf("sent %q", got)
	}
	tab.Goto(at + "/")
	tab.PressEnter("[name=q]")
	tab.WaitURL(func(u *url.URL) bool { return u.Path == "/done" })
	if got := tab.Text("p"); got != "q=old&go=1" {
		t.Errorf("sent %q", got)
	}
	tab.Screenshot("done")
	if _, err := os.Stat(filepath.Join(os.Getenv("ARTIFACTS"), "done.png")); err != nil {
		t.Error(err)
	}
}

func TestNoScript(t *testing.T) {
	tab := Start(t, Options{NoScript: true})
	tab.Goto(site(t) + "/")
	if got := Eval[string](tab, "document.title"); got != "Form" {
		t.Errorf("title %q: a script ran", got)
	}
}

func TestPages(t *testing.T) {
	tab := Start(t, Options{})
	tab.OnNewPage(`document.cookie = "who=ann"; setTimeout(() => { window.late = true; }, 200)`)
	at := site(t)
	tab.Goto(at + "/")
	tab.Until("window.late")
	if got := tab.Cookies(at); len(got) != 1 || got[0].String() != "who=ann" {
		t.Errorf("cookies %v", got)
	}
	tab.Click("[name=q]")
	Eval[any](tab, `document.execCommand("selectAll")`)
	if Eval[bool](tab, `document.execCommand("copy")`); tab.Clipboard() != "old" {
		t.Errorf("copied %q", tab.Clipboard())
	}
}

// The console is checked at the end of a test. This test looks at the errors first and then allows them.
func TestConsole(t *testing.T) {
	tab := Start(t, Options{})
	tab.Goto(site(t) + "/loud")
	wants := []string{"404", `console.error: "said"`, "kTrustedTypesSinkViolation", "kInlineViolation", "exception:"}
	for _, want := range wants {
		tab.AwaitConsole(want) // some of it may come after the page has loaded
	}
	all := strings.Join(tab.console.problems(), "\n")
	for _, want := range wants {
		if !strings.Contains(all, want) {
			t.Errorf("not heard: %s", want)
		}
	}
	t.Log(all)
	tab.Allow(".")
}

func TestAuthenticator(t *testing.T) {
	tab := Start(t, Options{})
	device := tab.AddAuthenticator()
	tab.Goto(site(t) + "/")
	created := run(tab, "create a passkey", evalPromise(`navigator.credentials.create({publicKey: {
		rp: {id: "localhost", name: "x"}, user: {id: new Uint8Array([1]), name: "ann", displayName: "Ann"},
		challenge: new Uint8Array([1]), pubKeyCredParams: [{type: "public-key", alg: -7}],
		authenticatorSelection: {residentKey: "required", userVerification: "required"},
	}}).then(c => c.type)`))
	if created != "public-key" || device.Credentials() != 1 {
		t.Errorf("made %q, device holds %d", created, device.Credentials())
	}
	device.Remove()
}

func evalPromise(expression string) chromedp.Action[string] {
	return chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise)
}
