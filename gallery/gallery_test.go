package gallery_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/gallery"
)

var shared = sync.OnceValues(func() (*gallery.Gallery, error) { return gallery.New(gallery.Options{Brands: exampleBrands}) })

// open is the gallery that all tests look at.
func open(t testing.TB) *gallery.Gallery {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// answer is what the gallery answered, as structure.
type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

func ask(t testing.TB, method, path string) *answer {
	t.Helper()
	return askOf(t, open(t), method, path)
}

// askOf asks a gallery of the test's own.
func askOf(t testing.TB, g *gallery.Gallery, method, path string) *answer {
	t.Helper()
	w := httptest.NewRecorder()
	g.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return &answer{w, doc}
}

// words is an element's text as a visitor reads it: white space folded.
func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func TestStatesAreCalledByDifferentNames(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for _, s := range open(t).States() {
		if ids[s.ID] || !regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`).MatchString(s.ID) {
			t.Errorf("%q is the id of two states, or of none", s.ID)
		}
		ids[s.ID] = true
		if s.Page == "" || s.Title == "" || s.URL != "/states/"+s.ID {
			t.Errorf("state %+v lacks a page, title or URL", s)
		}
	}
}

// A title says what is to be seen, so it has no message ids and no fingerprints; it names one state of its page, group and version.
func TestTitlesSayWhatIsSeen(t *testing.T) {
	t.Parallel()
	cryptic := regexp.MustCompile(`[0-9]{3}|[0-9a-f]{6}|_|aal2|oidc|idfirst|totp|webauthn|step[0-9]`)
	titles := map[string]string{}
	for _, s := range open(t).States() {
		if cryptic.MatchString(s.Title) || strings.ToUpper(s.Title[:1]) != s.Title[:1] || len(s.Title) > 80 {
			t.Errorf("%s is called %q", s.ID, s.Title)
		}
		full := strings.Join([]string{s.Page, s.Method, s.Title, s.Version}, "/")
		if titles[full] != "" {
			t.Errorf("%s and %s are both called %q", titles[full], s.ID, full)
		}
		titles[full] = s.ID
	}
	for id, want := range map[string]string{
		"login-initial-v26.2.0":                               "Password, code, passkey, 2 providers",
		"login-choose-method-1010003-213172-recorded":         "Code, passkey",
		"login-code-resent-v26.2.0":                           "Code sent, again",
		"login-aal2-error-totp-v1.3.1":                        "Wrong code: authenticator app, backup code",
		"registration-step1-error-json-v26.2.0":               "Not an address: profile, 2 providers (2)",
		"settings-success-1050001-b2c08e-recorded":            "Saved: authenticator app, backup codes, a security key",
		"settings-all-fresh-v26.2.0":                          "Nothing set up",
		"recovery-choose-method-code-4000001-cc6775-recorded": "Too many tries",
		"login-many-providers":                                "Many providers",
	} {
		if i := slices.IndexFunc(open(t).States(), func(s gallery.State) bool { return s.ID == id }); i < 0 || open(t).States()[i].Title != want {
			t.Errorf("%s is not called %q", id, want)
		}
	}
}

func TestUnknownStateIsNotFound(t *testing.T) {
	t.Parallel()
	if a := ask(t, http.MethodGet, "/states/none"); a.Code != http.StatusNotFound {
		t.Errorf("status %d", a.Code)
	}
}

func TestColorSchemeIsForced(t *testing.T) {
	t.Parallel()
	const state = "/states/login-initial-v26.2.0"
	system := stylesheet(t, state)
	const dark, tokens = "@media(prefers-color-scheme:dark)", "color-scheme:light dark"
	if !strings.Contains(system, dark) || !strings.Contains(system, tokens) {
		t.Fatalf("the stylesheet has no %q or no %q, so there is nothing to force", dark, tokens)
	}
	for theme, query := range map[string]string{"light": "@media not all", "dark": "@media all"} {
		forced := stylesheet(t, state+"?theme="+theme)
		if strings.Contains(forced, "prefers-color-scheme") || !strings.Contains(forced, query) || !strings.Contains(forced, "color-scheme:"+theme+";") {
			t.Errorf("the stylesheet is not %s alone", theme)
		}
		meta := ask(t, http.MethodGet, state+"?theme="+theme).doc.Find("meta[name=color-scheme]")
		if got := meta.AttrOr("content", ""); got != theme {
			t.Errorf("the page's color scheme is %q, want %q", got, theme)
		}
	}
}

func stylesheet(t *testing.T, page string) string {
	t.Helper()
	href := ask(t, http.MethodGet, page).doc.Find("link[rel=stylesheet]").AttrOr("href", "")
	css := ask(t, http.MethodGet, href)
	if css.Code != http.StatusOK || !strings.HasPrefix(css.Header().Get("Content-Type"), "text/css") {
		t.Fatalf("stylesheet %q of %s: status %d", href, page, css.Code)
	}
	return css.Body.String()
}

func TestDirectionIsForced(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{"": "ltr", "?dir=rtl": "rtl", "?dir=x": "ltr"} {
		if got := ask(t, http.MethodGet, "/states/welcome-signed-in"+query).doc.Find("html").AttrOr("dir", ""); got != want {
			t.Errorf("%q: dir is %q, want %q", query, got, want)
		}
	}
}

func TestFormsAndLinksLeadNowhere(t *testing.T) {
	t.Parallel()
	form := ask(t, http.MethodGet, "/states/login-initial-v26.2.0").doc.Find("form").AttrOr("action", "")
	for path, method := range map[string]string{form: http.MethodPost, "/pages/registration": http.MethodGet} {
		a := ask(t, method, path)
		if title := words(a.doc.Find("h1")); a.Code != http.StatusOK || title != "Nothing was sent" {
			t.Errorf("%s %s: status %d, %q", method, path, a.Code, title)
		}
	}
}

func TestFilesThatAreNotThereAreNotFound(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"none.css", "none/none.css", "none/fonts/none.woff2", "%25zz", "none/%25zz"} {
		if a := ask(t, http.MethodGet, "/pages/static/"+path); a.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, a.Code)
		}
	}
}

func TestErrorPagesLookTheSameEachTime(t *testing.T) {
	t.Parallel()
	reference := func() string {
		return words(ask(t, http.MethodGet, "/states/error-not-found").doc.Find(".reference"))
	}
	if first := reference(); first == "" || first != reference() {
		t.Errorf("the reference differs from %q", first)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := gallery.New(gallery.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// leads reports whether a URL stays within the gallery.
func leads(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Scheme == "" && u.Host == "" && (u.Path == "" || strings.HasPrefix(u.Path+"/", "/pages/"))
}
