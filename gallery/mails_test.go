package gallery_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/gallery"
	"github.com/thyra-ui/thyra/mail"
)

func TestEveryMailInEveryLanguageAndBrand(t *testing.T) {
	t.Parallel()
	mails := open(t).Mails()
	if len(mails) < 40 {
		t.Fatalf("there are only %d mails", len(mails))
	}
	queries := []string{"?lang=de&brand=shop", "?lang=ar&brand=rail", "?lang=en-XA&brand=dev"}
	for _, language := range languagesOf(open(t).Languages()) {
		queries = append(queries, "?lang="+language)
	}
	for _, query := range queries {
		language, _, _ := strings.Cut(strings.TrimPrefix(query, "?lang="), "&")
		english := untranslated(t, language)
		for _, s := range mails {
			a := ask(t, http.MethodGet, s.URL+query)
			text := words(a.doc.Find("body"))
			if a.Code != http.StatusOK || text == "" || strings.Contains(text, "<no value>") {
				t.Errorf("%s%s: status %d, %s", s.URL, query, a.Code, text)
			}
			if lang := a.doc.Find("html").AttrOr("lang", ""); lang != language {
				t.Errorf("%s%s is in %q", s.URL, query, lang)
			}
			if policy := a.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "script-src") {
				t.Errorf("%s may run and load things: %s", s.URL, policy)
			}
			a.translated(t, english)
		}
	}
}

// A kind of mail that the gallery does not list would be seen by nobody before it is sent.
func TestEveryKindOfMailIsShown(t *testing.T) {
	t.Parallel()
	files, err := mail.Files(mail.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, s := range open(t).Mails() {
		shown[s.ID] = true
	}
	forms := map[string]string{"email.body.gotmpl": "-html", "email.body.plaintext.gotmpl": "-plain-text", "email.subject.gotmpl": "-plain-text", "sms.body.gotmpl": "-text-message"}
	for name := range files {
		at := strings.LastIndex(name, "/")
		id := "mail-" + strings.NewReplacer("/", "-", "_", "-").Replace(name[:at]) + forms[name[at+1:]]
		if !shown[id] {
			t.Errorf("%s is not shown: there is no %s", name, id)
		}
	}
}

func TestMailsWithoutStyles(t *testing.T) {
	t.Parallel()
	for _, s := range open(t).Mails() {
		if !strings.HasSuffix(s.ID, "-html-without-styles") {
			continue
		}
		bare, whole := ask(t, http.MethodGet, s.URL), ask(t, http.MethodGet, strings.TrimSuffix(s.URL, "-without-styles"))
		if bare.doc.Find("[style], [class], [bgcolor], style").Length() > 0 || whole.doc.Find("[style]").Length() == 0 {
			t.Errorf("%s has styles, or what it comes from has none", s.URL)
		}
		if words(bare.doc.Find("body")) != words(whole.doc.Find("body")) {
			t.Errorf("%s says something else", s.URL)
		}
	}
}

func TestMailsInAColorScheme(t *testing.T) {
	t.Parallel()
	url := open(t).Mails()[0].URL
	for theme, want := range map[string]string{"": "@media (prefers-color-scheme: dark)", "dark": "@media all", "light": "@media not all"} {
		if body := ask(t, http.MethodGet, url+"?theme="+theme).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%q: the mail has no %s", theme, want)
		}
	}
}

func TestMailsForMachines(t *testing.T) {
	t.Parallel()
	var listed []gallery.State
	if err := json.Unmarshal(ask(t, http.MethodGet, "/mails.json").Body.Bytes(), &listed); err != nil || len(listed) != len(open(t).Mails()) {
		t.Errorf("%d mails are listed: %v", len(listed), err)
	}
}
