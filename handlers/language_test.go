package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	s.kratos.on(fetchPath("recovery"), failing(500))
	for _, c := range []struct{ cookie, accept, want string }{
		{"", "", "en"},
		{"", "de", "de"},
		{"", "de-AT", "de"},
		{"", "de-AT,en;q=0.5", "de"},
		{"", "DE-ch", "de"},
		{"", "en-GB,de;q=0.9", "en"},
		{"", "en;q=0.1,de;q=0.2", "de"},
		{"", "de;q=0", "en"},
		{"", "ja,de;q=0.1", "de"},
		{"de", "en", "de"},
		{"en", "de", "en"},
		{"de-AT", "en", "de"},
		{"ja", "de", "de"},
		{"", "ja", "en"},
		{"../../etc/passwd", "de", "de"},
		{"<script>", "", "en"},
		{"", "*", "en"},
		{"", "x-private", "en"},
		{"", ";;q=;,,", "en"},
		{"", strings.Repeat("-", 2000), "en"},
		{"", strings.Repeat("de,", 2000), ""}, // any answer but a failure
		{strings.Repeat("a-", 500), "de", "de"},
	} {
		headers := []string{"Accept-Language", c.accept}
		if c.cookie != "" {
			headers = append(headers, "Cookie", "lang="+c.cookie)
		}
		for path, status := range map[string]int{
			"/login?flow=" + flowID: http.StatusOK, "/welcome": http.StatusOK, "/none": http.StatusNotFound,
			"/recovery?flow=" + flowID: http.StatusBadGateway,
		} {
			a := s.get(t, path, headers...).want(status)
			root := a.doc.Find("html")
			lang := root.AttrOr("lang", "")
			if c.want != "" && lang != c.want {
				t.Errorf("cookie %q, Accept-Language %q: %s is in %q, want %q", c.cookie, c.accept, path, lang, c.want)
			}
			if got := a.Header.Get("Content-Language"); got != lang || lang == "" {
				t.Errorf("%s: Content-Language is %q, lang %q", path, got, lang)
			}
			if dir := root.AttrOr("dir", ""); dir != "ltr" {
				t.Errorf("%s in %s: dir is %q", path, lang, dir)
			}
		}
	}
}

// The language is one for the whole page, Kratos's messages included.
func TestLanguageOfKratosMessages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-error-invalid-credentials"))
	text := func(lang string) string {
		return s.get(t, "/login?flow="+flowID, "Accept-Language", lang).want(http.StatusOK).has("ui/message/4000006").First().Text()
	}
	if en, de := text("en"), text("de"); en == de || de == "" {
		t.Errorf("message 4000006 is %q in English and %q in German", en, de)
	}
}

func TestMessageFilesOfOnesOwn(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"active.en.json": {Data: []byte(`{"nav.welcome":"Hello"}`)},
		"active.vo.json": {Data: []byte(`{"nav.welcome":"Glidis"}`)},
	}
	s := newSite(t, func(c *setup) { c.Locales = files })
	for language, want := range map[string]string{"vo": "Glidis · Thyra", "de": "Hello · Thyra"} {
		if got := s.get(t, "/welcome", "Accept-Language", language).want(http.StatusOK).doc.Find("title").Text(); got != want {
			t.Errorf("%s: title %q, want %q", language, got, want)
		}
	}
	delete(files, "active.en.json")
	client, err := kratos.New(kratos.Config{PublicURL: browserURL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := handlers.New(handlers.Options{Kratos: client, Locales: files}); err == nil {
		t.Error("no error without English, which every other language falls back to")
	}
}
