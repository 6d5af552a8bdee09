package gallery

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
)

// answers are Kratos's and Hydra's, by "METHOD /path". What a state does not list is 404, as Kratos has it.
type answers map[string]answer

type answer struct {
	status int // 200 when 0
	header http.Header
	body   []byte
	err    error // in place of an answer
}

// The calls that pages make.
const (
	callWhoami      = "GET /sessions/whoami"
	callSessions    = "GET /sessions"
	callNewSettings = "GET /self-service/settings/browser"
	callError       = "GET /self-service/errors"
)

func callFlow(kind string) string { return "GET /self-service/" + kind + "/flows" }

// ok answers 200 with a document, which came from JSON and so goes back into it.
func ok(document any) answer {
	body, err := json.Marshal(document)
	return answer{body: body, err: err}
}

type stateKey struct{}

// withState says which state a request is about to show.
func withState(ctx context.Context, s *State) context.Context {
	return context.WithValue(ctx, stateKey{}, s)
}

// playback stands for Kratos and Hydra: it answers with what the state holds that the request is about.
type playback struct{}

func (playback) RoundTrip(r *http.Request) (*http.Response, error) {
	a := answer{status: http.StatusNotFound, body: []byte(`{"error":{"code":404}}`)}
	if s, known := r.Context().Value(stateKey{}).(*State); known {
		if own, listed := s.answers[r.Method+" "+r.URL.Path]; listed {
			a = own
		}
	}
	if a.err != nil {
		return nil, a.err
	}
	header := a.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json; charset=utf-8")
	status := a.status
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{StatusCode: status, Header: header, Request: r, Body: io.NopCloser(bytes.NewReader(a.body))}, nil
}
