package handlers

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// FuzzPolicy tries addresses of applications, logos, scripts and ways back: whatever they hold, the policy has the directives that
// it should have, once each, and nothing that a header can't carry.
func FuzzPolicy(f *testing.F) {
	for _, address := range []string{
		"https://app.example/cb", "http://127.0.0.1:5555/cb", "http://[::1]:80/", "myapp://done", "https://a;script-src *", "https://a b/", "https://a,b/",
		"javascript:alert(1)", "https://user:pass@a.example/", "https://a.example:443", "a;b:c", "x:\nX: y", "https://ü.example", "'none'", "*", "https:", "",
	} {
		f.Add(address, address, address, address)
	}
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: "https://auth.example.org"})
	if err != nil {
		f.Fatal(err)
	}
	base := newContentSecurityPolicy(Options{Kratos: client, FormActions: []string{"https://idp.example"}})
	s := &server{kratos: client}
	plain := names(base.header("n", allowance{}))
	f.Fuzz(func(t *testing.T, request, registered, logo, returnTo string) {
		allowed := allowance{images: logoOrigins(logo), forms: append(s.returnOrigins(request, []string{registered}), destination(returnTo)...)}
		header := base.header("n", allowed)
		if got := names(header); strings.Join(got, " ") != strings.Join(plain, " ") {
			t.Errorf("the policy has the directives %q, want %q", got, plain)
		}
		for _, r := range header {
			if r < ' ' || r > '~' || r == ',' {
				t.Errorf("the policy holds %q: %q", r, header)
			}
		}
		for _, word := range strings.Fields(header) {
			if scheme, _, _ := strings.Cut(strings.ToLower(word), ":"); scheme == "javascript" || scheme == "blob" || scheme == "file" || word == "*" || strings.HasPrefix(word, "'unsafe") {
				t.Errorf("the policy allows %s", word)
			}
		}
	})
}

// names are the names of a policy's directives, in order.
func names(policy string) []string {
	var list []string
	for directive := range strings.SplitSeq(policy, ";") {
		name, _, _ := strings.Cut(strings.TrimSpace(directive), " ")
		list = append(list, name)
	}
	return list
}
