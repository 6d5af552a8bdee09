package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
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
		{"", "vo,de;q=0.1", "de"},
		{"de", "en", "de"},
		{"en", "de", "en"},
		{"de-AT", "en", "de"},
		{"vo", "de", "de"},
		{"", "vo", "en"},
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
	catalog, err := locales.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, func(c *setup) { c.Locales = func() *locales.Catalog { return catalog } })
	for language, want := range map[string]string{"vo": "Glidis · Thyra", "de": "Hello · Thyra"} {
		if got := s.get(t, "/welcome", "Accept-Language", language).want(http.StatusOK).doc.Find("title").Text(); got != want {
			t.Errorf("%s: title %q, want %q", language, got, want)
		}
	}
	client, err := kratos.New(kratos.Config{PublicURL: browserURL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := handlers.New(handlers.Options{Kratos: client, Locales: func() *locales.Catalog { return nil }}); err == nil {
		t.Error("no error without messages")
	}
}

// inLanguages is a site with made-up message files for these languages besides English.
func inLanguages(tags ...string) func(*setup) {
	files := fstest.MapFS{"active.en.json": {Data: []byte(`{"nav.welcome":"Hello"}`)}}
	for _, tag := range tags {
		files["active."+tag+".json"] = &fstest.MapFile{Data: []byte(`{"nav.welcome":"` + tag + `"}`)}
	}
	return func(c *setup) {
		catalog, err := locales.Load(files)
		if err != nil {
			panic(err) // the files are made up here
		}
		c.Locales = func() *locales.Catalog { return catalog }
	}
}

// language is the language that a page says it is in, everywhere.
func (a *answer) language(t *testing.T) string {
	t.Helper()
	lang := a.doc.Find("html").AttrOr("lang", "")
	if got := a.Header.Get("Content-Language"); got != lang {
		t.Errorf("%s: lang is %q, Content-Language %q", a.Request.URL, lang, got)
	}
	for _, name := range []string{"Cookie", "Accept-Language"} {
		if !strings.Contains(a.Header.Get("Vary"), name) {
			t.Errorf("%s: Vary is %q", a.Request.URL, a.Header.Get("Vary"))
		}
	}
	return lang
}

// identityWith is an identity's session, or settings, whose traits say this about the language.
func identityWith(t *testing.T, recording, trait, value string) reply {
	t.Helper()
	return edited(t, recording, func(document map[string]any) {
		document["identity"].(map[string]any)["traits"].(map[string]any)[trait] = value
	})
}

// Each source of the language stands above those that follow.
func TestOrderOfWhatChoosesTheLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t, inLanguages("de", "fr", "es", "it", "ar"))
	s.kratos.on("GET /sessions/whoami", identityWith(t, "session-whoami-aal1", "locale", "it_IT"))
	s.kratos.on("GET /sessions", recorded(t, 200, "sessions-list"))
	s.kratos.on(fetchPath("settings"), identityWith(t, "settings-totp-active", "language", "it"))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-refresh"))
	for _, path := range []string{"/?", "/welcome?", "/sessions?", "/settings?flow=" + flowID, "/login?flow=" + flowID} {
		for _, c := range []struct{ query, cookies, want string }{
			{"&lang=de&ui_locales=fr", "thyra_lang=es; lang=ar", "de"},
			{"&lang=xx&ui_locales=xx+fr", "thyra_lang=es; lang=ar", "fr"},
			{"", "thyra_lang=es; lang=ar", "ar"},
			{"", "thyra_lang=es.ar; lang=ar", "es"}, // chosen instead of it
			{"", "thyra_lang=es", "es"},
			{"", "thyra_lang=xx; lang=yy", "it"},
			{"", "", "it"},
		} {
			a := s.get(t, path+c.query, "Cookie", c.cookies+"; ory=x", "Accept-Language", "en")
			if got := a.want(http.StatusOK).language(t); got != c.want {
				t.Errorf("%s%s with %q is in %s, want %s", path, c.query, c.cookies, got, c.want)
			}
			if want := map[string]string{"ar": "rtl"}[c.want]; want != "" && a.doc.Find("html").AttrOr("dir", "") != want {
				t.Errorf("%s in %s is not written %s", path, c.want, want)
			}
		}
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	if got := s.get(t, "/welcome", "Cookie", "ory=x", "Accept-Language", "fr").want(http.StatusOK).language(t); got != "fr" {
		t.Errorf("a visitor who is not signed in gets %s", got)
	}
}

// What is chosen is remembered, wherever it was chosen, unless nobody was there or nothing has that language.
func TestChosenLanguageIsRemembered(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for path, status := range map[string]int{
		"/login?": http.StatusSeeOther, "/login?flow=" + flowID: http.StatusOK, "/welcome?": http.StatusOK, "/none?": http.StatusNotFound,
		"/sessions?": http.StatusSeeOther, "/settings?": http.StatusSeeOther, "/login?login_challenge=x": http.StatusSeeOther,
	} {
		a := s.get(t, path+"&lang=de-AT").want(status)
		cookie := a.cookie("thyra_lang")
		if cookie == nil || cookie.Value != "de" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.MaxAge < 3e7 {
			t.Errorf("%s remembers %v", path, cookie)
		}
		if n := strings.Count(strings.Join(a.Header.Values("Set-Cookie"), "\n"), "thyra_lang="); n != 1 {
			t.Errorf("%s sets %q", path, a.Header.Values("Set-Cookie"))
		}
		if to := a.Header.Get("Location"); strings.Contains(to, "lang") {
			t.Errorf("%s leads to %s, and to the same choice once more", path, to)
		}
		for name, other := range map[string][]string{
			"a prefetch": {"Sec-Purpose", "prefetch"}, "the same again": {"Cookie", "thyra_lang=de"},
		} {
			if cookie := s.get(t, path+"&lang=de", other...).cookie("thyra_lang"); cookie != nil {
				t.Errorf("%s: %s sets %v", path, name, cookie)
			}
		}
		for _, value := range []string{"xx", "", "%22><script>", "../..", "vo"} {
			if cookie := s.get(t, path+"&lang="+value).cookie("thyra_lang"); cookie != nil {
				t.Errorf("%s: %q sets %v", path, value, cookie)
			}
		}
	}
}

// The language that a flow was begun with at Kratos itself holds for its pages and for those that they lead to.
func TestLanguageThatAFlowWasBegunWith(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for query, want := range map[string]string{"lang=de": "en", "ui_locales=de": "de", "ui_locales=xx%20ar%20de": "ar", "ui_locales=xx": "en", "": "en"} {
		s.kratos.on(fetchPath("login"), edited(t, "login-initial", func(f map[string]any) {
			f["request_url"] = browserURL + "/self-service/login/browser?" + query
		}))
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		if got := a.language(t); got != want {
			t.Errorf("a flow begun with %q is in %s, want %s", query, got, want)
		}
		next := s.get(t, a.has("signup-link").AttrOr("href", "")).want(http.StatusSeeOther).Header.Get("Location")
		if kept := strings.Contains(next, "ui_locales="); kept != strings.HasPrefix(query, "ui_") {
			t.Errorf("from a flow begun with %q sign-up goes to %s", query, next)
		}
		if got := s.get(t, "/login?flow="+flowID, "Cookie", "thyra_lang=en."+want).want(http.StatusOK).language(t); got != "en" {
			t.Errorf("English instead of %s is %s", want, got)
		}
	}
}

// Kratos is asked who is signed in once a page.
func TestVisitorIsAskedForOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", identityWith(t, "session-whoami-aal1", "lang", "de"))
	s.kratos.on(fetchPath("verification"), recorded(t, 200, "verification-passed"))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-refresh"))
	for i, path := range []string{"/verification?flow=" + flowID, "/login?flow=" + flowID} {
		if got := s.get(t, path, "Cookie", "ory=x").want(http.StatusOK).language(t); got != "de" {
			t.Errorf("%s is in %s", path, got)
		}
		if n := len(s.kratos.got("GET /sessions/whoami")); n != i+1 {
			t.Errorf("after %d pages Kratos was asked %d times", i+1, n)
		}
	}
}
