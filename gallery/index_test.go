package gallery_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

func TestListHasEveryState(t *testing.T) {
	t.Parallel()
	a := ask(t, http.MethodGet, "/")
	for _, problem := range htmlcheck.Problems(a.doc, "") {
		t.Error(problem)
	}
	states := open(t).States()
	entries := a.doc.Find("nav li a")
	if entries.Length() != len(states) {
		t.Fatalf("%d entries for %d states", entries.Length(), len(states))
	}
	for i, e := range entries.EachIter() {
		if id := e.AttrOr("id", ""); id != states[i].ID || e.Closest("details").Find("h2").Text() != states[i].Page {
			t.Errorf("entry %d is %q under %q, want %q under %q", i, id, e.Closest("details").Find("h2").Text(), states[i].ID, states[i].Page)
		}
	}
	if css := ask(t, http.MethodGet, "/gallery.css"); css.Code != http.StatusOK {
		t.Errorf("gallery.css: status %d", css.Code)
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
	states := open(t).States()
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
