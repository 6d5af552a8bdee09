package inbox

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"time"
)

//go:embed inbox.html
var page string

//go:embed inbox.js
var script []byte

// handler serves the list as a page at / and as JSON at /mails.json, newest first, both narrowed by ?to=.
func (b *Inbox) handler() http.Handler {
	tmpl := template.Must(template.New("inbox").Funcs(template.FuncMap{"linked": linked, "framed": framed}).Parse(page))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		var buf bytes.Buffer
		to := r.URL.Query().Get("to")
		if err := tmpl.Execute(&buf, map[string]any{"To": to, "Mails": b.newestFirst(to)}); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		secure(w, "text/html; charset=utf-8")
		_, _ = w.Write(buf.Bytes())
	})
	mux.HandleFunc("GET /mails.json", func(w http.ResponseWriter, r *http.Request) {
		body, err := json.MarshalIndent(b.newestFirst(r.URL.Query().Get("to")), "", "  ")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		secure(w, "application/json")
		_, _ = w.Write(append(body, '\n'))
	})
	mux.HandleFunc("GET /inbox.js", func(w http.ResponseWriter, _ *http.Request) {
		secure(w, "text/javascript; charset=utf-8")
		_, _ = w.Write(script)
	})
	mux.HandleFunc("POST "+smsPath, func(w http.ResponseWriter, r *http.Request) {
		var sms struct{ To, Body string }
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxMessage)).Decode(&sms); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		m := newMail(sms.Body, time.Now())
		m.To = sms.To
		b.add(m)
	})
	return mux
}

// smsPath is where a text message is posted to.
const smsPath = "/sms"

// framed is an HTML mail for a frame of its own, which links must leave: what they lead to refuses to be framed.
func framed(html string) string { return `<base target="_blank">` + html }

func (b *Inbox) newestFirst(to string) []Mail {
	mails := b.Mails(to)
	slices.Reverse(mails)
	if mails == nil {
		mails = []Mail{}
	}
	return mails
}

func secure(w http.ResponseWriter, contentType string) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'none'; base-uri 'none'")
}

// segment is a stretch of a mail's body, a link when Href is set.
type segment struct{ Text, Href string }

// linked cuts a body at its links, so that the template can escape each piece in its place.
func linked(body string) []segment {
	var out []segment
	end := 0
	for _, at := range anyLink.FindAllStringIndex(body, -1) {
		link := body[at[0]:at[1]]
		out = append(out, segment{Text: body[end:at[0]]}, segment{Text: link, Href: link})
		end = at[1]
	}
	return append(out, segment{Text: body[end:]})
}
