package mail_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/mail"
)

// payloads name every brand of the examples, and the built-in one, in every language they have.
func payloads() []map[string]any {
	var all []map[string]any
	for _, id := range []string{"", "shop", "rail"} {
		for _, lang := range []string{"en", "de", "ar"} {
			all = append(all, map[string]any{"brand": id, "lang": lang})
		}
	}
	return append(all, map[string]any{"brand": "dev", "lang": "en"})
}

// each renders every template of a name in every language and brand.
func each(t *testing.T, name string, check func(t *testing.T, path string, payload map[string]any, text string)) {
	t.Helper()
	files := filesOf(t, mail.Options{Brands: exampleBrands(t)})
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(path, "/"+name) {
			continue
		}
		for _, payload := range payloads() {
			check(t, path+" "+payload["brand"].(string)+" "+payload["lang"].(string), payload, render(t, files, path, dataOf(payload)))
		}
	}
}

func document(t *testing.T, html string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// dropped matches what mail programs drop, misread or take for a sign of spam: layout other than tables, what loads from
// elsewhere, what runs, and what counts who reads.
var dropped = regexp.MustCompile(`(?i)display:\s*(flex|grid)|position:|float:|background-image|url\(|@import|@font-face|var\(|calc\(|<(link|script|form|iframe|object|video|svg|input|button|base)\b|\son[a-z]+=|http-equiv|width="1"`)

func TestHTMLIsWhatMailProgramsKeep(t *testing.T) {
	t.Parallel()
	each(t, "email.body.gotmpl", func(t *testing.T, path string, payload map[string]any, html string) {
		doc := document(t, html)
		if found := dropped.FindString(html); found != "" {
			t.Errorf("%s holds %q", path, found)
		}
		if len(html) > 12<<10 {
			t.Errorf("%s has %d bytes", path, len(html))
		}
		if !strings.HasPrefix(html, "<!DOCTYPE html>\n<html ") {
			t.Errorf("%s begins with %.40q", path, html)
		}
		dir := map[bool]string{true: "rtl", false: "ltr"}[payload["lang"] == "ar"]
		// Programs that show a mail in a page of their own drop html and body, but keep the table.
		for _, selector := range []string{"html", "body > table"} {
			if s := doc.Find(selector); s.AttrOr("lang", "") != payload["lang"] || s.AttrOr("dir", "") != dir {
				t.Errorf("%s: %s is lang=%q dir=%q", path, selector, s.AttrOr("lang", ""), s.AttrOr("dir", ""))
			}
		}
		if n := doc.Find("h1").Length(); n != 1 || doc.Find("title").Text() != doc.Find("h1").Text() {
			t.Errorf("%s has %d headings, or another title", path, n)
		}
		doc.Find("table").Each(func(_ int, s *goquery.Selection) {
			if s.AttrOr("role", "") != "presentation" {
				t.Errorf("%s has a table that is read as one", path)
			}
		})
		if doc.Find("img").Length() > 0 {
			t.Errorf("%s loads an image, though no brand has a logo for mails", path)
		}
		doc.Find("a").Each(func(_ int, s *goquery.Selection) {
			if href := s.AttrOr("href", ""); !strings.HasPrefix(href, "https://") {
				t.Errorf("%s links to %q", path, href)
			}
		})
		doc.Find("p, h1, td.text, td.code, td.muted, a").Each(func(_ int, s *goquery.Selection) {
			if strings.TrimSpace(s.Text()) == "" {
				t.Errorf("%s has an empty %s", path, goquery.NodeName(s))
			}
		})
	})
}

func TestCodeIsInOnePieceAndLinkIsThereTwice(t *testing.T) {
	t.Parallel()
	each(t, "email.body.gotmpl", func(t *testing.T, path string, _ map[string]any, html string) {
		doc := document(t, html)
		code := doc.Find(".code")
		if hasCode := strings.Contains(path, "_code/valid"); hasCode != (code.Length() == 1) || hasCode && (code.Text() != testCode || code.Children().Length() > 0) {
			t.Errorf("%s shows the code as %q", path, code.Text())
		}
		wanted := 0
		if strings.HasPrefix(path, "recovery/valid") || strings.HasPrefix(path, "verification") && strings.Contains(path, "/valid") {
			wanted = 2
		}
		links := doc.Find("a").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("href", "") == testLink })
		if links.Length() != wanted || wanted == 2 && links.Last().Text() != testLink {
			t.Errorf("%s has the link %d times, as %q at last", path, links.Length(), links.Last().Text())
		}
	})
}

func TestPlainTextSaysAsMuch(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{Brands: exampleBrands(t)})
	each(t, "email.body.plaintext.gotmpl", func(t *testing.T, path string, payload map[string]any, text string) {
		name, _, _ := strings.Cut(path, " ")
		doc := document(t, render(t, files, strings.Replace(name, ".plaintext", "", 1), dataOf(payload)))
		doc.Find("h1, p, .code, a.link, td.muted > a, td.text").Each(func(_ int, s *goquery.Selection) {
			s.Find("br").ReplaceWithHtml("\n")
			for line := range strings.Lines(s.Text()) {
				// Without a button there is nothing that may not work.
				if line = strings.TrimSpace(line); !strings.Contains(text, line) && s.Find("a.link").Length() == 0 {
					t.Errorf("%s does not say %q:\n%s", path, line, text)
				}
			}
		})
		if strings.Contains(text, "&amp;") || strings.Contains(text, "<") || strings.Contains(text, "\n\n\n") || strings.HasPrefix(text, "\n") {
			t.Errorf("%s is no plain text, or has gaps:\n%s", path, text)
		}
	})
}

// style is a property of an inline style.
func style(s *goquery.Selection, property string) string {
	for _, declaration := range strings.Split(s.AttrOr("style", ""), ";") {
		if name, value, _ := strings.Cut(declaration, ":"); name == property {
			return value
		}
	}
	return ""
}

// inDark finds what the style element says of a class on dark screens.
func inDark(doc *goquery.Document, class, property string) string {
	rule := regexp.MustCompile(`(?m)^\.` + class + ` \{(.*)\}$`).FindStringSubmatch(doc.Find("style").Text())
	if rule == nil {
		return ""
	}
	if value := regexp.MustCompile(`(?:^| )` + property + `: (#[0-9a-f]{6}) !important;`).FindStringSubmatch(rule[1]); value != nil {
		return value[1]
	}
	return ""
}

// effective is a color of an element, its own or that of what it stands in.
func effective(doc *goquery.Document, s *goquery.Selection, property string, dark bool) string {
	for ; s.Length() > 0; s = s.Parent() {
		if dark {
			for _, class := range strings.Fields(s.AttrOr("class", "")) {
				if value := inDark(doc, class, property); value != "" {
					return value
				}
			}
		}
		if value := style(s, property); value != "" {
			return value
		}
	}
	return ""
}

func TestTextsAreReadableOnLightAndDark(t *testing.T) {
	t.Parallel()
	each(t, "email.body.gotmpl", func(t *testing.T, path string, _ map[string]any, html string) {
		doc := document(t, html)
		for _, dark := range []bool{false, true} {
			doc.Find("body *").Each(func(_ int, s *goquery.Selection) {
				if strings.TrimSpace(s.Contents().Not("*").Text()) == "" {
					return
				}
				var text, behind brand.Color
				if text.UnmarshalText([]byte(effective(doc, s, "color", dark))) != nil || behind.UnmarshalText([]byte(effective(doc, s, "background-color", dark))) != nil {
					t.Errorf("%s: %q has no color", path, s.Text())
				}
				if ratio := text.Contrast(behind); ratio < 4.5 {
					t.Errorf("%s, dark %t: %q has contrast %.2f, %v on %v", path, dark, s.Text(), ratio, text, behind)
				}
			})
		}
	})
}

func TestSubjectsAreOneLine(t *testing.T) {
	t.Parallel()
	each(t, "email.subject.gotmpl", func(t *testing.T, path string, _ map[string]any, text string) {
		if text != strings.TrimSpace(text) || strings.ContainsAny(text, "\r\n") || text == "" || len([]rune(text)) > 100 {
			t.Errorf("%s is %q", path, text)
		}
	})
}
