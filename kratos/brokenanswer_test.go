package kratos_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// brokenAnswers are malformed HTTP answers, with a cookie in the part that Go's errors quote.
var brokenAnswers = map[string]string{
	"no status line":      "Set-Cookie: " + secretCookie + "\r\n\r\n",
	"odd version":         "HTTP/" + secretCookie + " 200 OK\r\n\r\n",
	"odd status":          "HTTP/1.1 " + secretCookie + " OK\r\n\r\n",
	"no colon":            "HTTP/1.1 200 OK\r\n" + secretCookie + "\r\n\r\n",
	"odd name":            "HTTP/1.1 200 OK\r\nSet Cookie\x01" + secretCookie + ": x\r\n\r\n",
	"header folded first": "HTTP/1.1 200 OK\r\n " + secretCookie + "\r\n\r\n",
	"odd length":          "HTTP/1.1 200 OK\r\nContent-Length: " + secretCookie + "\r\n\r\n",
	"odd coding":          "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + secretCookie + "\r\n\r\n",
	"odd chunk":           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + secretCookie + "\r\n",
	"odd trailer":         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + secretCookie + "\r\n\r\n",
	"odd redirect":        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://[" + secretCookie + "\r\n\r\n",
	"odd refusal":         "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"error\": {\"id\": \"" + secretCookie + "\"}}",
	"two answers":         "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nSet-Cookie: " + secretCookie + "\r\n\r\n",
}

func TestNoErrorQuotesABrokenAnswer(t *testing.T) {
	t.Parallel()
	for name, wire := range brokenAnswers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for call, do := range calls(client(t, kratos.Config{PublicURL: rawServer(t, wire) + "/" + secretHost})) {
				if err := do(t.Context()); err != nil {
					tellsNoSecret(t, err)
				} else if name != "two answers" {
					t.Errorf("%s: no error", call)
				}
			}
		})
	}
}

// rawServer is the URL of a server that answers every request with these bytes and closes the connection.
func rawServer(t *testing.T, wire string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(conn, wire)
		conn.Close()
	}))
	t.Cleanup(server.Close)
	return server.URL
}
