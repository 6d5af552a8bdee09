package loadtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"

	"github.com/thyra-ui/thyra/kratos/recordings"
)

// Kratos stands for Kratos: it has one answer to each call that the pages make, so that what is measured is ours.
type Kratos struct {
	URL string

	server *httptest.Server
	calls  atomic.Int64
}

// StartKratos starts it on a port of this machine, in this process.
func StartKratos() (*Kratos, error) {
	answers, err := Answers()
	if err != nil {
		return nil, err
	}
	k := &Kratos{}
	k.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.Path]
		if !ok {
			http.NotFound(w, r) // what is asked once in a while, such as /schemas
			return
		}
		k.calls.Add(1)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(answer)
	}))
	k.URL = k.server.URL
	return k, nil
}

// Calls is how many calls were answered so far.
func (k *Kratos) Calls() int64 { return k.calls.Load() }

// Close ends it.
func (k *Kratos) Close() { k.server.Close() }

// Answers are Kratos's answers to the calls of the pages, by the path of the call.
func Answers() (map[string][]byte, error) {
	answers := map[string][]byte{}
	for _, page := range Pages() {
		for _, call := range page.Calls {
			recording, err := recordings.Files.ReadFile("v1.3.1/" + call.Recording + ".json")
			if err != nil {
				return nil, err
			}
			// The recording is indented; Kratos sends no spaces.
			var body bytes.Buffer
			if err := json.Compact(&body, recording); err != nil {
				return nil, err
			}
			answers[pathOf(call.Path)] = body.Bytes()
		}
	}
	return answers, nil
}
