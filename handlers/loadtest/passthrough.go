package loadtest

import (
	"io"
	"net/http"
)

// PassThrough makes the calls to Kratos that a page makes, at the page's own path, and hands the bytes on undecoded. It is the least
// that a server in front of Kratos can do.
func PassThrough(kratosURL string) http.Handler {
	client := &http.Client{Transport: Transport()}
	mux := http.NewServeMux()
	for _, page := range Pages() {
		mux.HandleFunc("GET "+pathOf(page.Path), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for _, call := range page.Calls {
				if err := passOn(w, r, client, kratosURL+call.Path); err != nil {
					http.Error(w, err.Error(), http.StatusBadGateway)
					return
				}
			}
		})
	}
	return mux
}

func passOn(w http.ResponseWriter, r *http.Request, client *http.Client, address string) error {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Cookie", r.Header.Get("Cookie"))
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(w, resp.Body)
	return err
}

// Transport keeps every connection, so that none is measured being made.
func Transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	t.DisableCompression = true
	return t
}
