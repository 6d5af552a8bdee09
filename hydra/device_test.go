package hydra_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/hydra"
)

// Hydra is told the code in the body, where no log of a proxy has it, and answers where the browser goes next.
func TestUserCodeIsAccepted(t *testing.T) {
	t.Parallel()
	var body string
	recordedAnswer := recorded(t)["next/hydra-device-accepted"]
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		body = strings.TrimSpace(string(data))
		if strings.Contains(r.URL.String(), "aU9UmP6W") {
			t.Errorf("the code is in the address %s", r.URL)
		}
		reply(http.StatusOK, recordedAnswer)(w, r)
	})
	to, err := c.AcceptUserCode(t.Context(), "x", "aU9UmP6W")
	if err != nil || !strings.HasPrefix(to, "http://127.0.0.1:4444/oauth2/device/verify?client_id=") {
		t.Errorf("the browser goes on to %q, %v", to, err)
	}
	if body != `{"user_code":"aU9UmP6W"}` {
		t.Errorf("Hydra is told %s", body)
	}
}

// What Hydra was recorded to say in place of that, and the status of the page.
func TestUserCodeIsRefused(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]struct{ status, page int }{
		"user-code-wrong":   {400, 400},
		"user-code-expired": {400, 400},
		"user-code-empty":   {400, 400},
		"challenge-unknown": {404, 404},
		"challenge-expired": {401, 410},
	} {
		_, err := serve(t, reply(want.status, recorded(t)["next/hydra-error-device-"+file])).AcceptUserCode(t.Context(), "x", "secret-code")
		var e *hydra.Error
		if !errors.As(err, &e) || e.Status != want.status || e.PageStatus() != want.page || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestDeviceURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ public, code, want string }{
		{"", "aU9UmP6W", ""},
		{"https://oauth2.example.org", "", "https://oauth2.example.org/oauth2/device/verify"},
		{"https://example.org/hydra/", "a b&c=<", "https://example.org/hydra/oauth2/device/verify?user_code=a+b%26c%3D%3C"},
	} {
		client, err := hydra.New(hydra.Config{AdminURL: "http://hydra:4445", PublicURL: c.public})
		if err != nil {
			t.Fatal(err)
		}
		if got := client.DeviceURL(c.code); got != c.want {
			t.Errorf("%q with the code %q: %q, want %q", c.public, c.code, got, c.want)
		}
	}
}

func TestRequestsOfDevices(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]bool{
		"https://example.org/oauth2/device/verify?client_id=x&user_code=%2A": true,
		"https://example.org/hydra/oauth2/device/verify":                     true,
		"https://example.org/oauth2/auth?x=/oauth2/device/verify":            false,
		"https://example.org/oauth2/auth":                                    false,
		"":                                                                   false,
		"%zz/oauth2/device/verify":                                           false,
	} {
		if got := (&hydra.ConsentRequest{RequestURL: url}).ForDevice(); got != want {
			t.Errorf("%s: for a device %t", url, got)
		}
	}
}
