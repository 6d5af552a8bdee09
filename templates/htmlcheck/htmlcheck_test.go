package htmlcheck_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

const sound = `<!DOCTYPE html><html lang="en" dir="ltr"><head><title>T</title><script nonce="n" src="/app.js"></script></head><body>
	<a class="skip" href="#content">Skip</a><nav aria-label="Account"><a href="/">Home</a></nav>
	<main id="content"><svg width="1" height="1" fill="none" stroke="none"></svg><img alt="I" height="1"><h1>T</h1><section><h2>S</h2><label for="i">L</label><input id="i" name="i" aria-describedby="content i"></section></main></body></html>`

func problems(t *testing.T, page string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return htmlcheck.Problems(doc, "n")
}

func TestSoundPageHasNoMistakes(t *testing.T) {
	t.Parallel()
	if found := problems(t, sound); len(found) > 0 {
		t.Errorf("problems of a page that has none: %q", found)
	}
}

func TestEachMistakeIsFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{`<h1>T</h1>`, ``, "0 h1"},
		{`<h1>T</h1>`, `<h1>T</h1><h1>U</h1>`, "2 h1"},
		{`<h1>T</h1>`, `<h1> </h1>`, "empty h1"},
		{`<h2>S</h2>`, `<h3>S</h3>`, "h3 after an h1"},
		{`<main id="content">`, `<div id="content">`, "0 main"},
		{`<title>T</title>`, `<title></title>`, "empty title"},
		{` class="skip"`, ``, "a.skip"},
		{`href="#content"`, `href="#other"`, "#other"},
		{` aria-label="Account"`, ``, `nav is called ""`},
		{`<nav `, `<nav aria-label="Account"></nav><nav `, `nav is called "Account"`},
		{`>Home<`, `><`, "no accessible name"},
		{`for="i"`, `for="j"`, "points to nothing"},
		{`describedby="content i"`, `describedby="content j"`, "points to nothing"},
		{`describedby="content i"`, `describedby=" "`, "points to nothing"},
		{`<label for="i">L</label>`, ``, "no accessible name"},
		{`aria-describedby="content i"`, `aria-invalid="true"`, "nothing says why"},
		{`<input `, `<input autofocus><input autofocus `, "want the focus"},
		{`<input `, `<input style="color:red" `, "style"},
		{`<input `, `<input onclick="x()" `, "onclick"},
		{`<section>`, `<section id="i">`, "not unique"},
		{`<section>`, `<section><style></style>`, "style element"},
		{`<svg width="1"`, `<svg`, `<svg class=""> has the width ""`},
		{`<svg width="1"`, `<svg width="0"`, `<svg class=""> has the width "0"`},
		{` fill="none"`, ``, "without fill"},
		{` stroke="none"`, ``, "without stroke"},
		{`alt="I" height="1"`, `alt="I"`, `<img class=""> has the height ""`},
		{`nonce="n"`, `nonce="m"`, "without the nonce"},
		{` lang="en"`, ``, `lang ""`},
		{`dir="ltr"`, `dir="up"`, `dir "up"`},
	} {
		page := strings.Replace(sound, c.from, c.to, 1)
		if found := strings.Join(problems(t, page), "\n"); page == sound || !strings.Contains(found, c.want) {
			t.Errorf("%q instead of %q: found %q, want %q", c.to, c.from, found, c.want)
		}
	}
}
