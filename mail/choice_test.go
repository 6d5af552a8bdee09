package mail_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/mail"
)

// The first line of the subject's text says language and brand at once.
func TestLanguageAndBrandOfAMail(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{Brands: exampleBrands(t)})
	const browser = "https://kratos.example.org/self-service/recovery/browser"
	for _, test := range []struct{ name, payload, traits, url, want string }{
		{"of the page", `{"lang": "de", "brand": "shop"}`, `{}`, browser, "926746 ist Ihr Code für den Zugang zu Quince & Thyme"},
		{"of another page", `{"lang": "ar", "brand": "rail"}`, `{}`, browser, "هو رمز استعادة حسابك لدى \u2068Nightline\u2069"},
		{"of the page, before the identity's", `{"lang": "de", "brand": "shop"}`, `{"locale": "ar"}`, browser, "Zugang zu Quince & Thyme"},
		{"of the identity", `{"brand": "shop"}`, `{"locale": "de_AT"}`, browser, "Zugang zu Quince & Thyme"},
		{"of the identity, named lang", `{}`, `{"lang": "DE"}`, browser, "Zugang zu Thyra"},
		{"of the identity, named language", `{}`, `{"language": "ar-EG"}`, browser, "لدى \u2068Thyra\u2069"},
		{"of the address", `{}`, `{}`, "https://shop.localhost:4433/self-service/recovery/browser?aal=&lang=de#x", "Zugang zu Quince & Thyme"},
		{"of nothing", `{}`, `{}`, browser, "926746 is your code to get back into Thyra"},
		{"that the brand does not have", `{"lang": "de", "brand": "dev"}`, `{}`, browser, "926746 is your code to get back into Kiln"},
	} {
		data := dataOf(decoded(t, test.payload))
		data.Identity, data.RequestURL = map[string]any{"traits": decoded(t, test.traits)}, test.url
		if got := render(t, files, "recovery_code/valid/email.subject.gotmpl", data); !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Whoever registers sends traits of their own choice, and anyone a payload.
func TestWhatIsNotOursChangesNothing(t *testing.T) {
	t.Parallel()
	builtIn, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	few, err := builtIn.Variant(locales.Variant{Allowed: []string{"en", "de", "ar"}}) // what is chosen among matters, not how many there are
	if err != nil {
		t.Fatal(err)
	}
	files := filesOf(t, mail.Options{Brands: exampleBrands(t), Locales: few, Hosts: []string{"id.example.org"}})
	huge := strings.Repeat("a<b>{{.To}}", 10_000)
	for name := range files {
		plain := render(t, files, name, dataOf(nil))
		for _, hostile := range []any{
			nil, true, 7, 1e300,
			[]any{"de"},
			map[string]any{"de": "de"},
			"", " ", huge, "<script>alert(1)</script>", "{{.To}}", "`", "\x00", "de;x", "xx",
			"\"", "../shop", "de\nBcc: all@example.com", "Shop",
		} {
			data := dataOf(map[string]any{"lang": hostile, "brand": hostile, "other": hostile})
			data.Identity = map[string]any{"traits": map[string]any{"locale": hostile, "lang": hostile, "language": hostile}}
			data.Traits = map[string]any{"locale": hostile}
			if got := render(t, files, name, data); got != plain {
				t.Errorf("%s: %.80v changes it:\n%s", name, hostile, got)
			}
		}
		for _, url := range []string{
			"", "%", "://", "https://", "https://evil.example/?lang=", "https://evil.example/?lang=<b>", "https://evil.example#?lang=de", "https://evil.example/?xlang=de",
			"https://shop.localhost@evil.example/", "https://evil.example\n/", "javascript:alert(1)", "https://[::1]:4433/", "https://[evil]/", huge,
		} {
			data := dataOf(nil)
			data.RequestURL = url
			if got := render(t, files, name, data); got != plain {
				t.Errorf("%s: the address %.80q changes it:\n%s", name, url, got)
			}
		}
		for _, identity := range []map[string]any{nil, {}, {"traits": nil}, {"traits": "x"}, {"traits": []any{"locale"}}} {
			data := dataOf(nil)
			data.Identity = identity
			if got := render(t, files, name, data); got != plain {
				t.Errorf("%s: the identity %v changes it:\n%s", name, identity, got)
			}
		}
	}
}
