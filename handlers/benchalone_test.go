package handlers_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// BenchmarkPageAlone makes pages without a network: what the handler costs, and what to profile.
func BenchmarkPageAlone(b *testing.B) {
	all, err := loadtest.Answers()
	if err != nil {
		b.Fatal(err)
	}
	handler := benchHandler(b, kratos.Config{PublicURL: browserURL, Transport: playedByPath(all)})
	for _, page := range loadtest.Pages() {
		b.Run(page.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				makePage(b, handler, page, "en")
			}
		})
	}
}

// BenchmarkLoginPageInEveryLanguage makes the page in each language in turns with English, without a network, and reports the
// throughput of the slowest one as a share of that in English. English in turns with itself is how exact that is.
func BenchmarkLoginPageInEveryLanguage(b *testing.B) {
	const batch = 100
	all, err := loadtest.Answers()
	if err != nil {
		b.Fatal(err)
	}
	handler := benchHandler(b, kratos.Config{PublicURL: browserURL, Transport: playedByPath(all)})
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		b.Fatal(err)
	}
	turn := func(tag string) time.Duration {
		begun := time.Now()
		for range batch {
			makePage(b, handler, loadtest.LoginPage(), tag)
		}
		return time.Since(begun)
	}
	byLanguage := map[string]*loadtest.Turns{}
	for _, tag := range catalog.Languages() {
		byLanguage[tag.String()] = &loadtest.Turns{}
		turn(tag.String()) // its messages are read when the first page needs them
	}
	for b.Loop() {
		for tag, turns := range byLanguage {
			turns.Add(turn(tag), turn("en"))
		}
	}
	slowest := "en"
	for tag, turns := range byLanguage {
		if turns.Median() < byLanguage[slowest].Median() {
			slowest = tag
		}
	}
	byLanguage[slowest].Report(b, slowest+"-of-english")
	b.ReportMetric(byLanguage["en"].Median(), "en-of-english")
}

// makePage has a handler make a page in a language.
func makePage(b *testing.B, handler http.Handler, page loadtest.Page, language string) {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, page.Path, nil)
	r.Header.Set("Cookie", benchCookie)
	r.Header.Set("Accept-Language", language)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: status %d", page.Path, w.Code)
	}
}

// playedByPath is a Kratos with one answer for each path, without a network.
type playedByPath map[string][]byte

func (p playedByPath) RoundTrip(r *http.Request) (*http.Response, error) {
	return played{p[r.URL.Path]}.RoundTrip(r)
}

// played is a Kratos that answers one thing, without a network.
type played struct{ body []byte }

func (p played) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(p.body)),
		Body: io.NopCloser(bytes.NewReader(p.body)),
	}, nil
}
