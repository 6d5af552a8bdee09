package gallery_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

func TestListHasEveryState(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/")
	for _, problem := range htmlcheck.Problems(a.doc, "") {
		t.Error(problem)
	}
	states := slices.Concat(open(t).States(), open(t).Mails())
	entries := a.doc.Find("nav li a")
	if entries.Length() != len(states) {
		t.Fatalf("%d entries for %d states", entries.Length(), len(states))
	}
	for i, e := range entries.EachIter() {
		page, title := e.Closest("details").Find("h2").Text(), words(e.Closest("li").Find("a").First())
		if id := e.AttrOr("id", ""); id != states[i].ID || page != states[i].PageName() || title != states[i].Title {
			t.Errorf("entry %d is %q, %q under %q, want %q, %q under %q", i, id, title, page, states[i].ID, states[i].Title, states[i].PageName())
		}
	}
	if css := ask(t, http.MethodGet, "/gallery.css"); css.Code != http.StatusOK {
		t.Errorf("gallery.css: status %d", css.Code)
	}
}

// The first page shows what most visitors see, in the brand, language and width that are chosen.
func TestTheFirstTwelve(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/?brand=shop&lang=de&width=phone")
	frames, links := a.doc.Find(".first.phone iframe[inert]"), a.doc.Find(".first a")
	if frames.Length() != 12 || links.Length() != 12 || a.doc.Find("iframe").Length() != 12 {
		t.Fatalf("%d frames and %d links of the first twelve", frames.Length(), links.Length())
	}
	for i, frame := range frames.EachIter() {
		src, to := frame.AttrOr("src", ""), links.Eq(i).AttrOr("href", "")
		shown, large := ask(t, http.MethodGet, src), ask(t, http.MethodGet, to).doc.Find("iframe").AttrOr("src", "")
		if id, _, _ := strings.Cut(src, "?"); !strings.HasPrefix(large, id+"?") || shown.doc.Find("html").AttrOr("lang", "") != "de" {
			t.Errorf("%s is in another language than German, or %s shows %s", src, to, large)
		}
		if shown.doc.Find("[autofocus]").Length() > 0 || shown.doc.Find("script:not([src])").Length() > 0 {
			t.Errorf("%s takes the focus, or watches its brand itself", src)
		}
	}
	if focus := ask(t, http.MethodGet, "/states/login-initial-v26.2.0").doc.Find("[autofocus]").Length(); focus != 1 {
		t.Errorf("%d fields take the focus alone", focus)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]int{
		"second+step+WRONG": 4, "login-initial-v26.2.0": 1, "consent+scope": 1, "nothing+like+this": 0,
	} {
		a := ask(t, http.MethodGet, "/?brand=shop&q="+query)
		rows := a.doc.Find("nav li:not([hidden])")
		if rows.Length() != want || a.doc.Find("details:not([hidden]) section:not([hidden]) li:not([hidden])").Length() != want {
			t.Errorf("%s finds %d rows, want %d: %s", query, rows.Length(), want, rows.Text())
		}
		if open, found := a.doc.Find("details[open]"), a.doc.Find("details:not([hidden])"); open.Length() != found.Length() {
			t.Errorf("%s opens %d pages of %d", query, open.Length(), found.Length())
		}
		first := rows.First().Find("a").AttrOr("href", "")
		if to, err := url.Parse(first); err != nil || want > 0 && (to.Query().Get("q") == "" || to.Query().Get("brand") != "shop") {
			t.Errorf("%s: the first entry leads to %q", query, first)
		}
	}
	form := ask(t, http.MethodGet, "/?brand=shop&width=phone&state=home-no-name").doc.Find("form[role=search]")
	if kept := form.Find("[name=brand]").AttrOr("value", "") + form.Find("[name=width]").AttrOr("value", ""); kept != "shopphone" {
		t.Errorf("the search keeps %q", kept)
	}
}

func TestStepsStayWithinWhatIsFound(t *testing.T) {
	t.Parallel()
	doc := ask(t, http.MethodGet, "/?state=consent-an-email-address&q=consent").doc
	if prev := doc.Find("[rel=prev]"); prev.Length() > 0 {
		t.Errorf("before the first that is found comes %q", prev.AttrOr("href", ""))
	}
	if next := doc.Find("[rel=next]").AttrOr("href", ""); !strings.HasPrefix(next, "/?q=consent&state=consent-every-scope") {
		t.Errorf("next is %q", next)
	}
}

// The gallery's pages load nothing but the gallery's, and may frame it.
func TestPolicyOfTheGallery(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/", "/?state=home-no-name", "/sheet"} {
		a := ask(t, http.MethodGet, path)
		for _, problem := range htmlcheck.Problems(a.doc, "") {
			t.Errorf("%s: %s", path, problem)
		}
		for _, rule := range []string{"default-src 'none'", "frame-src 'self'", "form-action 'self'", "trusted-types 'none'"} {
			if policy := a.Header().Get("Content-Security-Policy"); !strings.Contains(policy, rule) {
				t.Errorf("%s lacks %s: %s", path, rule, policy)
			}
		}
	}
}

func TestStateIsShownAsChosen(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/?state=home-no-name&lang=de&theme=dark&dir=rtl&width=phone")
	frame := a.doc.Find("iframe")
	if got := frame.AttrOr("src", ""); got != "/states/home-no-name?dir=rtl&lang=de&theme=dark" || !frame.HasClass("phone") {
		t.Errorf("the frame shows %q", got)
	}
	current := a.doc.Find(`nav [aria-current="page"]`)
	if _, open := current.Closest("details").Attr("open"); current.AttrOr("id", "") != "home-no-name" || !open {
		t.Errorf("the list does not show the state, but %q", current.AttrOr("id", ""))
	}
	for group, want := range map[string]string{"Language": "Deutsch", "Colors": "Dark", "Direction": "RTL", "Width": "Phone"} {
		if got := a.doc.Find(`[aria-label="` + group + `"] [aria-current]`).Text(); got != want {
			t.Errorf("%s is %q, want %q", group, got, want)
		}
	}
}

// Each choice changes one thing and keeps the rest, the state included.
func TestChoicesKeepTheRest(t *testing.T) {
	t.Parallel()
	const query = "dir=rtl&lang=de&state=home-no-name&theme=dark&width=phone"
	was, _ := url.ParseQuery(query)
	for _, choice := range ask(t, http.MethodGet, "/?"+query).doc.Find(".switch a").EachIter() {
		to, err := url.Parse(choice.AttrOr("href", ""))
		if err != nil {
			t.Fatal(err)
		}
		changed := 0
		for name := range was {
			if to.Query().Get(name) != was.Get(name) {
				changed++
			}
		}
		if to.Query().Get("state") != "home-no-name" || changed > 1 {
			t.Errorf("%q leads to %s", choice.Text(), to)
		}
	}
}

func TestStepsFollowTheList(t *testing.T) {
	t.Parallel()
	states := slices.Concat(open(t).States(), open(t).Mails())
	url := func(i int) string {
		if i < 0 || i >= len(states) {
			return ""
		}
		return "/?state=" + states[i].ID + "#" + states[i].ID
	}
	for _, i := range []int{0, 1, len(states) / 2, len(states) - 1} {
		doc := ask(t, http.MethodGet, "/?state="+states[i].ID).doc
		if got := doc.Find("[rel=prev]").AttrOr("href", ""); got != url(i-1) {
			t.Errorf("before %s comes %q, want %q", states[i].ID, got, url(i-1))
		}
		if got := doc.Find("[rel=next]").AttrOr("href", ""); got != url(i+1) {
			t.Errorf("after %s comes %q, want %q", states[i].ID, got, url(i+1))
		}
	}
}

func TestListForMachines(t *testing.T) {
	t.Parallel()
	var list []map[string]any
	if err := json.Unmarshal(ask(t, http.MethodGet, "/states.json").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	states := open(t).States()
	if len(list) != len(states) {
		t.Fatalf("%d states listed, want %d", len(list), len(states))
	}
	for i, s := range states {
		for key, want := range map[string]any{"id": s.ID, "page": s.Page, "method": s.Method, "title": s.Title, "url": s.URL, "version": s.Version, "status": float64(s.Status)} {
			if list[i][key] != want {
				t.Errorf("%s: %s is %v, want %v", s.ID, key, list[i][key], want)
			}
		}
	}
}
