//go:build !race

package handlers_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// The allocations of a page, all but the network's. A change that needs a tenth more fails; one that needs less lowers the number
// here, so that the next is held against it. The race detector allocates too: make unit runs this test once more without.
func TestPagesAllocateNoMoreThanBefore(t *testing.T) {
	for _, page := range []struct {
		path, recording string
		usual           float64
	}{
		{"/login", "login-initial", 612},
		{"/registration", "registration-onestep", 901},
		{"/settings", "settings-everything", 1387},
	} {
		var body bytes.Buffer
		if err := json.Compact(&body, recorded(t, 200, page.recording).body); err != nil {
			t.Fatal(err)
		}
		handler := benchHandler(t, kratos.Config{PublicURL: browserURL, Transport: played{body.Bytes()}})
		allocs := testing.AllocsPerRun(100, func() {
			r := httptest.NewRequest(http.MethodGet, page.path+"?flow="+flowID, nil)
			r.Header.Set("Cookie", benchCookie)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if w.Code != http.StatusOK {
				t.Fatalf("%s: status %d", page.path, w.Code)
			}
		})
		if allocs > page.usual*1.1 || allocs < page.usual*0.9 {
			t.Errorf("%s needs %.0f allocations; %.0f are usual", page.path, allocs, page.usual)
		}
	}
}
