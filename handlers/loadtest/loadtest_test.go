package loadtest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

// Each page that is passed through is Kratos's answers, and takes the calls that it says.
func TestPassThroughHandsOnWhatKratosAnswers(t *testing.T) {
	t.Parallel()
	kratos, err := loadtest.StartKratos()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(kratos.Close)
	answers, err := loadtest.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range loadtest.Pages() {
		before := kratos.Calls()
		w := httptest.NewRecorder()
		loadtest.PassThrough(kratos.URL).ServeHTTP(w, httptest.NewRequest(http.MethodGet, page.Path, nil))
		var want strings.Builder
		for _, call := range page.Calls {
			path, _, _ := strings.Cut(call.Path, "?")
			want.Write(answers[path])
		}
		if w.Code != http.StatusOK || w.Body.String() != want.String() || kratos.Calls()-before != int64(len(page.Calls)) {
			t.Errorf("%s: status %d, %d bytes of %d, %d calls", page.Name, w.Code, w.Body.Len(), want.Len(), kratos.Calls()-before)
		}
	}
}

// The client reads bodies of known length and in chunks, and an answer that differs from the others is an error.
func TestClientChecksEveryAnswer(t *testing.T) {
	t.Parallel()
	const connections, pages = 2, 4
	for name, test := range map[string]struct {
		answer func(w http.ResponseWriter, n int) // n counts from 1; the first ones are those of Dial
		fails  bool
	}{
		"known length": {func(w http.ResponseWriter, _ int) { _, _ = io.WriteString(w, "page") }, false},
		"empty":        {func(http.ResponseWriter, int) {}, false},
		"chunks": {func(w http.ResponseWriter, _ int) {
			_, _ = io.WriteString(w, strings.Repeat("page", 5000))
			_ = http.NewResponseController(w).Flush()
			_, _ = io.WriteString(w, "end")
		}, false},
		"an error": {func(w http.ResponseWriter, n int) {
			if n == connections+2 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}, true},
		"another length": {func(w http.ResponseWriter, n int) {
			if n == connections+pages {
				_, _ = io.WriteString(w, "more")
			}
		}, true},
	} {
		counted := make(chan int, 1)
		counted <- 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			n := <-counted + 1
			counted <- n
			test.answer(w, n)
		}))
		t.Cleanup(server.Close)
		client, err := loadtest.Dial(t.Context(), server.Listener.Addr().String(), loadtest.LoginPage(), connections)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := client.Get(pages); (err != nil) != test.fails {
			t.Errorf("%s: %v", name, err)
		}
		if n := <-counted; n != connections+pages && !test.fails {
			t.Errorf("%s: %d requests", name, n)
		}
		_ = client.Close()
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	for want, spread := range map[float64]loadtest.Spread{0: nil, 3: {9, 3, 1}, 2: {3, 1}} {
		if got := spread.Median(); got != want {
			t.Errorf("the median of %v is %v, want %v", spread, got, want)
		}
	}
}
