package gallery_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/thyra-ui/thyra/gallery"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

func TestEveryStateInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, language := range languagesOf(open(t).Languages()) {
		prefix, english := errorPrefix(t, language), untranslated(t, language)
		for _, s := range open(t).States() {
			t.Run(language+"/"+s.ID, func(t *testing.T) {
				t.Parallel()
				a := ask(t, http.MethodGet, s.URL+"?lang="+language)
				a.sound(t, s, language)
				a.titled(t, prefix)
				a.stays(t)
				a.translated(t, english)
			})
		}
	}
}

// sound checks the answer and the structure of the page.
func (a *answer) sound(t *testing.T, s gallery.State, language string) {
	t.Helper()
	if a.Code != s.Status {
		t.Errorf("status %d, want %d", a.Code, s.Status)
	}
	if lang := a.doc.Find("html").AttrOr("lang", ""); lang != language || a.doc.Find("html").AttrOr("dir", "") == "" {
		t.Errorf("lang is %q, or there is no dir", lang)
	}
	policy := a.Header().Get("Content-Security-Policy")
	_, nonce, _ := strings.Cut(policy, "'nonce-")
	nonce, _, _ = strings.Cut(nonce, "'")
	for _, problem := range htmlcheck.Problems(a.doc, nonce) {
		t.Error(problem)
	}
	if !strings.Contains(policy, "frame-ancestors 'self';") || a.Header().Get("X-Frame-Options") != "" {
		t.Error("the gallery may not frame this page")
	}
	if cookies := a.Header().Values("Set-Cookie"); len(cookies) > 0 {
		t.Errorf("cookies outlast the state: %q", cookies)
	}
}

// titled checks that the title begins with the word for errors when there is one to be seen.
func (a *answer) titled(t *testing.T, prefix string) {
	t.Helper()
	errors := a.doc.Find(`.message-error:not([hidden]), .field-message-error, [data-testid^="error/"]`).Length()
	title := words(a.doc.Find("title"))
	if strings.HasPrefix(title, prefix) != (errors > 0) {
		t.Errorf("title %q of a page with %d errors", title, errors)
	}
	if heading := words(a.doc.Find("h1")); a.doc.Find(`[data-testid="account-home"], [data-testid="welcome"]`).Length() == 0 && !strings.Contains(title, heading) {
		t.Errorf("title %q, heading %q", title, heading)
	}
}

// stays checks that nothing on the page leads out of the gallery.
func (a *answer) stays(t *testing.T) {
	t.Helper()
	for _, attribute := range []string{"href", "action", "formaction"} {
		for _, e := range a.doc.Find("[" + attribute + "]").EachIter() {
			if to := e.AttrOr(attribute, ""); !leads(to) {
				t.Errorf("<%s %s=%q> leads out of the gallery", goquery.NodeName(e), attribute, to)
			}
		}
	}
	if n := a.doc.Find("script[integrity]").Length(); n > 0 {
		t.Errorf("%d scripts of Kratos's, which the gallery does not have", n)
	}
}

// translated looks for texts of ours that come from the English file alone.
func (a *answer) translated(t *testing.T, english map[string]string) {
	t.Helper()
	for n := range a.doc.Get(0).Descendants() {
		text := strings.TrimSpace(n.Data)
		if key := english[text]; n.Type == html.TextNode && key != "" {
			t.Errorf("%q (%s) was not translated", text, key)
		}
		for _, attribute := range n.Attr {
			if key := english[attribute.Val]; attribute.Key != "value" && strings.Contains(attribute.Val, " ") && key != "" {
				t.Errorf("%s %q (%s) was not translated", attribute.Key, attribute.Val, key)
			}
		}
	}
}

// messages are the English texts, by themselves, with their keys.
func messages(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	for key, text := range catalog(t) {
		keys[text] = key
	}
	delete(keys, "Email address") // the recorded identity schema says the same, in words that are its own
	return keys
}

// untranslated are the English texts that no page in a language may show: those that it has other words for.
func untranslated(t *testing.T, language string) map[string]string {
	t.Helper()
	keys := messages(t)
	if language == "en-XA" {
		return keys
	}
	own, err := locales.Texts(locales.Files(), "active."+language+".json")
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range catalog(t) {
		if own[key] == text {
			delete(keys, text)
		}
	}
	return keys
}

// catalog is the English message file, without plurals.
func catalog(t *testing.T) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(locales.Files(), "active.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for key, value := range all {
		if text, ok := value.(string); ok {
			texts[key] = text
		}
	}
	return texts
}

// errorPrefix is the word that titles of pages with an error begin with.
func errorPrefix(t *testing.T, language string) string {
	t.Helper()
	title := words(ask(t, http.MethodGet, "/states/error-not-found?lang="+language).doc.Find("title"))
	prefix, _, found := strings.Cut(title, " "+words(ask(t, http.MethodGet, "/states/error-not-found?lang="+language).doc.Find("h1")))
	if !found || prefix == "" {
		t.Fatalf("the title of an error page in %s is %q", language, title)
	}
	return prefix
}

// Every error page and notice that has a text can be looked at.
func TestEveryErrorAndNoticeHasAState(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, s := range open(t).States() {
		if s.Version != "" {
			continue
		}
		doc := ask(t, http.MethodGet, s.URL).doc
		for _, e := range doc.Find("[data-testid]").EachIter() {
			shown[e.AttrOr("data-testid", "")] = true
		}
		shown["heading "+words(doc.Find("h1"))] = true
	}
	for key, text := range catalog(t) {
		area, name, _ := strings.Cut(key, ".")
		if word, isTitle := strings.CutSuffix(name, ".title"); area == "error" && isTitle {
			// Pages of one kind may have headings of their own, such as disabled.recovery.
			kind, _, _ := strings.Cut(word, ".")
			if !shown["error/"+kind] || !shown["heading "+text] {
				t.Errorf("no state shows the error page %q", word)
			}
		}
		if area == "notice" && !shown["notice/"+name] {
			t.Errorf("no state shows the notice %q", name)
		}
	}
}
