package gallery

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// recorder keeps an answer, to be changed before it is sent.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header               { return w.header }
func (w *recorder) WriteHeader(status int)            { w.status = status }
func (w *recorder) Write(p []byte) (n int, err error) { return w.body.Write(p) }

// ask sends the pages a request of our own making.
func (g *Gallery) ask(ctx context.Context, browser *http.Request, r request) *recorder {
	inner := browser.Clone(steadyReference(ctx))
	if inner.Method = r.method; inner.Method == "" {
		inner.Method = http.MethodGet
	}
	inner.RequestURI = base + r.path
	inner.URL, _ = url.ParseRequestURI(inner.RequestURI) // the paths are ours
	inner.Header, inner.Host = r.header, r.host
	body := r.form.Encode()
	inner.Body, inner.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return record(g.pages, inner)
}

// record keeps the answer of a handler.
func record(h http.Handler, r *http.Request) *recorder {
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	return w
}

// framed lets the gallery frame pages that nobody may frame, consent for one: nothing can be given away here.
func (w *recorder) framed() {
	policy := w.header.Get("Content-Security-Policy")
	w.header.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	w.header.Del("X-Frame-Options")
}

// steadyReference gives every page the same reference, which error pages show, so that a state always looks the same.
func steadyReference(ctx context.Context) context.Context {
	return trace.ContextWithSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{0x7e, 15: 0xa1}, SpanID: trace.SpanID{7: 1}}))
}

// send passes the answer on, its body changed. Cookies would outlast the state.
func (w *recorder) send(to http.ResponseWriter, change func(body []byte) []byte) {
	for name, values := range w.header {
		if name != "Set-Cookie" && name != "Content-Length" {
			to.Header()[name] = values
		}
	}
	to.WriteHeader(w.status)
	_, _ = to.Write(change(w.body.Bytes())) // whoever asked went away
}

// state shows one state alone. The query may choose its brand, language, color scheme and direction.
func (g *Gallery) state(w http.ResponseWriter, r *http.Request) {
	s, known := g.byID[r.PathValue("id")]
	if !known {
		http.NotFound(w, r)
		return
	}
	v := viewOf(r.URL.Query())
	if s.mail != nil {
		g.showMail(w, s, v)
		return
	}
	shown := g.brands.source().find(v.Brand)
	asked := s.request
	asked.header = asked.header.Clone()
	cookies := append(asked.header["Cookie"], "lang="+v.Lang)
	asked.header.Set("Cookie", strings.Join(cookies, "; "))
	asked.host = hostOf(v.Brand)
	page := g.ask(withState(r.Context(), s), r, asked)
	page.framed()
	page.send(w, func(body []byte) []byte {
		if r.URL.Query().Has("still") {
			return autofocus.ReplaceAll(v.page(body), []byte("$1"))
		}
		return v.reloading(v.page(body), shown)
	})
}

var (
	direction  = regexp.MustCompile(`(<html[^>]* dir=)"[a-z]+"`)
	stylesheet = regexp.MustCompile(`(<link rel="stylesheet" href="[^"?]+)"`)
	autofocus  = regexp.MustCompile(`(<[a-z]+ [^>]*?) autofocus(?:="[^"]*")?`)
	colors     = regexp.MustCompile(`(<meta name="color-scheme" content=)"[a-z ]+"`)
)

// page overrides in a page what the visitor's language and system decide.
func (v view) page(page []byte) []byte {
	page = bytes.ReplaceAll(page, []byte(application+notSentPath), []byte(notSentPath))
	if v.Dir != "" {
		page = direction.ReplaceAll(page, []byte(`$1"`+v.Dir+`"`))
	}
	if v.Theme != "" {
		page = stylesheet.ReplaceAll(page, []byte(`$1?theme=`+v.Theme+`"`))
		page = colors.ReplaceAll(page, []byte(`$1"`+v.Theme+`"`))
	}
	return page
}

// static serves the files of pages and brands. A stylesheet asked for in a color scheme has its media queries decided.
func (g *Gallery) static(w http.ResponseWriter, r *http.Request) {
	g.ask(r.Context(), r, get(strings.TrimPrefix(r.URL.EscapedPath(), base))).send(w, viewOf(r.URL.Query()).stylesheet)
}

// asset serves what the application's layout links to, its stylesheets in the chosen color scheme too.
func (g *Gallery) asset(w http.ResponseWriter, r *http.Request) {
	record(g.assets, r).send(w, viewOf(r.URL.Query()).stylesheet)
}

// stylesheet decides the media queries for a color scheme, in our own stylesheets, which have no spaces, and in those of brands.
func (v view) stylesheet(css []byte) []byte {
	dark, light := "all", "not all"
	switch v.Theme {
	case "":
		return css
	case "light":
		dark, light = light, dark
	}
	return []byte(strings.NewReplacer(
		"@media(prefers-color-scheme:dark)", "@media "+dark, "@media(prefers-color-scheme:light)", "@media "+light, "color-scheme:light dark", "color-scheme:"+v.Theme,
		"(prefers-color-scheme: dark)", dark, "(prefers-color-scheme: light)", light, "color-scheme: light dark", "color-scheme: "+v.Theme,
	).Replace(string(css)))
}

// notSent answers what would go on to another page, or to Kratos.
func (g *Gallery) notSent(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = g.templates.ExecuteTemplate(w, "notsent.html", strings.TrimPrefix(r.URL.Path, base)) // whoever asked went away
}
