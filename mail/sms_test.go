package mail_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/mail"
)

// The last line binds the code to a host (origin-bound one-time codes), so it must be one of ours.
func TestTextMessagesNameHostsOfOursAlone(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{Brands: exampleBrands(t), Hosts: []string{"id.example.org"}})
	for _, test := range []struct{ brand, url, want string }{
		{"shop", "https://shop.localhost:4433/self-service/login/browser", "\n\n@shop.localhost #926746"},
		{"shop", "https://SHOP.localhost./self-service/login/browser", "\n\n@shop.localhost #926746"},
		{"", "https://shop.localhost/", "\n\n@shop.localhost #926746"},
		{"shop", "https://id.example.org/x?y=@z", "\n\n@id.example.org #926746"},
		{"shop", "https://rail.localhost/", ""},
		{"shop", "https://evil.example/", ""},
		{"shop", "https://shop.localhost@evil.example/", ""},
		{"shop", "https://evil.example/\n@shop.localhost", ""},
		{"shop", "", ""},
	} {
		data := dataOf(map[string]any{"brand": test.brand})
		data.RequestURL = test.url
		text := render(t, files, "login_code/valid/sms.body.gotmpl", data)
		if at := strings.Index(text, "\n"); test.want == "" && at >= 0 || test.want != "" && !strings.HasSuffix(text, test.want) {
			t.Errorf("%s at %q: %q, want it to end in %q", test.brand, test.url, text, test.want)
		}
	}
}

func TestTextMessagesAreShort(t *testing.T) {
	t.Parallel()
	each(t, "sms.body.gotmpl", func(t *testing.T, path string, _ map[string]any, text string) {
		if len([]rune(text)) > 160 || strings.Contains(path, "_code/") != strings.Contains(text, testCode) {
			t.Errorf("%s has %d characters: %q", path, len([]rune(text)), text)
		}
	})
}
