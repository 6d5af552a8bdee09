package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

const picker = "footer [data-testid=language-picker]"

// unfolded is a page with all its languages: the page itself, or what the one link of its picker leads to.
func (s *site) unfolded(t *testing.T, a *answer, headers ...string) *answer {
	t.Helper()
	if link := a.doc.Find(picker + " > a"); link.Length() > 0 {
		a = s.get(t, link.AttrOr("href", ""), append(headers, "Referer", s.URL+a.Request.URL.RequestURI())...)
		if at := a.Header.Get("Location"); at != "" {
			a = s.get(t, strings.TrimPrefix(at, s.URL), headers...)
		}
	}
	return a
}

// choices are the links of a page's language picker by what they say.
func (a *answer) choices() map[string]string {
	links := map[string]string{}
	for _, link := range a.doc.Find(picker + " li a").EachIter() {
		links[link.Text()] = link.AttrOr("href", "")
	}
	return links
}

// builtIn is how many languages the program has.
func builtIn(t *testing.T) int {
	t.Helper()
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	return len(catalog.Languages())
}

func TestEveryPageHasALanguagePicker(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"))
	s.signedIn(t)
	for _, r := range routes {
		a := s.get(t, "/auth"+r.path+"?"+r.query, "Cookie", "thyra_lang=de")
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if own := a.doc.Find(picker); strings.TrimSpace(own.Text()) != "Deutsch" || own.Find("a").AttrOr("href", "") != "/auth/language?languages=all#language-list" {
			t.Errorf("%s: the way to the languages is %q, %s", r.path, own.Text(), own.Find("a").AttrOr("href", ""))
		}
		a = s.unfolded(t, a, "Cookie", "thyra_lang=de").want(r.status)
		links := a.choices()
		for name, tag := range map[string]string{"English": "en", "Deutsch": "de", "العربية": "ar"} {
			if links[name] != "/auth/language?lang="+tag {
				t.Errorf("%s: %s leads to %q", r.path, name, links[name])
			}
		}
		picker := a.doc.Find(picker)
		if current := picker.Find("[aria-current]"); current.Length() != 1 || current.Text() != "Deutsch" || current.AttrOr("lang", "") != "de" {
			t.Errorf("%s: %d languages are the current one, %q", r.path, current.Length(), current.Text())
		}
		if arabic := picker.Find("a[lang=ar]"); arabic.AttrOr("dir", "") != "rtl" || arabic.AttrOr("hreflang", "") != "ar" || len(links) != builtIn(t) {
			t.Errorf("%s: %d languages; Arabic is %v", r.path, len(links), arabic.Nodes)
		}
	}
}

// The link leads back to the page, with its flow and all else that its address says, in that language, and nowhere else.
func TestLanguagePickerKeepsThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	for _, c := range []struct{ referer, want string }{
		{"/auth/login?flow=" + flowID, "/auth/login?flow=" + flowID + "&lang=de"},
		{"/auth/login?lang=ar&flow=" + flowID + "&lang=en", "/auth/login?flow=" + flowID + "&lang=de"},
		{"/auth/login?languages=all&flow=" + flowID, "/auth/login?flow=" + flowID + "&lang=de"},
		{"/auth/settings?flow=x&add=a&add=b%26c#totp", "/auth/settings?flow=x&add=a&add=b%26c&lang=de"},
		{"/auth/welcome", "/auth/welcome?lang=de"},
		{"/auth/language?lang=ar", "/auth/?lang=de"}, // else for ever
		{"//evil.example/x", "//evil.example/x?lang=de"},
		{"", "/auth/?lang=de"},
		{"https://evil.example/", "/auth/?lang=de"},
		{"://", "/auth/?lang=de"},
		{"javascript:alert(1)", "/auth/?lang=de"},
	} {
		if strings.HasPrefix(c.referer, "/") {
			c.referer = s.URL + c.referer
		}
		a := s.get(t, "/auth/language?lang=de", "Referer", c.referer).want(http.StatusSeeOther)
		if got := a.Header.Get("Location"); got != s.URL+c.want {
			t.Errorf("from %s the way leads to %s", c.referer, got)
		}
		if len(a.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("from %s it sets %q: only the page knows what the application asks for", c.referer, a.Header.Values("Set-Cookie"))
		}
	}
	if got := s.get(t, "/auth/language?lang=%26x%0d%0a").want(http.StatusSeeOther).Header.Get("Location"); got != s.URL+"/auth/?lang=%26x%0D%0A" {
		t.Errorf("a language that is none leads to %s", got)
	}
	if got := s.get(t, "/auth/language?languages=all", "Referer", s.URL+"/auth/login?flow="+flowID+"&lang=de").want(http.StatusSeeOther).Header.Get("Location"); got != s.URL+"/auth/login?flow="+flowID+"&lang=de&languages=all" {
		t.Errorf("the languages are at %s", got)
	}
	if got := s.get(t, "/auth/login?flow="+flowID+"&lang=de").want(http.StatusOK).language(t); got != "de" {
		t.Errorf("the page is in %s", got)
	}
}

// The answer to a post can't be asked for again, but the page with the form can.
func TestLanguagePickerOfAnAnswerToAPost(t *testing.T) {
	t.Parallel()
	s, _ := oauth2Site(t)
	for path, want := range map[string]string{
		"/sessions/revoke": "/sessions", "/consent": "/welcome", "/applications": "/applications", "/no/such/page": "/welcome",
		"/device/verify": "/device/verify?device_challenge=c%26d",
	} {
		posted := s.post(t, path, url.Values{"device_challenge": {"c&d"}})
		separator := "?"
		if strings.Contains(want, "?") {
			separator = "&"
		}
		a := s.unfolded(t, posted)
		if got := posted.doc.Find(picker+" > a").AttrOr("href", ""); got != want+separator+"languages=all#language-list" || a.choices()["Deutsch"] != "/language?lang=de" {
			t.Errorf("after a post to %s (%d) the languages are at %q, and German at %q", path, posted.StatusCode, got, a.choices()["Deutsch"])
		}
	}
}

// A brand limits the choice, and one language is none.
func TestLanguagePickerOfABrand(t *testing.T) {
	t.Parallel()
	for allowed, want := range map[string]int{"": builtIn(t), "de en": 2, "de": 0} {
		s := newSite(t, func(c *setup) {
			b := brand.Default()
			b.Languages.Allowed = strings.Fields(allowed)
			c.Brand = b
		})
		a := s.unfolded(t, s.get(t, "/welcome").want(http.StatusOK))
		if got := len(a.choices()); got != want {
			t.Errorf("of %q a visitor may choose among %d", allowed, got)
		}
		if got := a.doc.Find("footer").Length(); want == 0 && got > 0 {
			t.Error("a footer without anything in it")
		}
	}
}

// Many languages are folded away, each under its own name in the order of names, no two the same.
func TestLanguagePickerOfManyLanguages(t *testing.T) {
	t.Parallel()
	s := newSite(t, inLanguages("cs", "fr", "pt", "pt-BR", "zh-Hant", "zh-Hans", "ja", "he"))
	a := s.unfolded(t, s.get(t, "/welcome", "Accept-Language", "zh-TW").want(http.StatusOK), "Accept-Language", "zh-TW")
	picker := a.doc.Find(picker + " details[open]#language-list")
	if got := strings.TrimSpace(picker.Find("summary").Text()); got != "繁體中文" {
		t.Errorf("they are folded away under %q", got)
	}
	var names []string
	for _, link := range picker.Find("a").EachIter() {
		names = append(names, link.Text())
	}
	const want = "Čeština English Français Português Português (Brasil) עברית 日本語 简体中文 繁體中文"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the languages are %s", got)
	}
}
