package brands_test

import (
	"fmt"
	"mime"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/httpbrowser"
)

var (
	cssURL      = regexp.MustCompile(`url\(["']?([^"')]+)`)
	brandFolder = regexp.MustCompile(`^/static/[^/]+/$`)
)

// files gets the files that a page loads, and fails the test unless those of the brand are of one folder and one edit.
func (r *readers) files(b *editedBrand, page *httpbrowser.Page) {
	if page == nil {
		return
	}
	left := page.Find("link[href], script[src], img[src], source[srcset]").Map(func(_ int, e *goquery.Selection) string {
		return e.AttrOr("href", e.AttrOr("src", e.AttrOr("srcset", "")))
	})
	folders, signs := map[string]bool{}, map[string]string{}
	for len(left) > 0 {
		target := left[0]
		left = left[1:]
		file := r.get(b, target)
		if file == nil {
			r.t.Errorf("… which the page of %q loads", brandOf(page))
			return
		}
		r.others.Add(1)
		want := map[string]string{
			".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json",
		}[path.Ext(file.Path())]
		if kind, _, _ := mime.ParseMediaType(file.Header.Get("Content-Type")); kind != want || want == "" {
			r.t.Errorf("%s is %q, want %q", target, kind, want)
		}
		folder, name := path.Split(file.Path())
		if !brandFolder.MatchString(folder) {
			continue
		}
		folders[folder], signs[name] = true, file.Body
		for _, found := range cssURL.FindAllStringSubmatch(file.Body, -1) {
			if u, err := url.Parse(found[1]); err == nil && path.Ext(name) == ".css" {
				left = append(left, folder+u.Path)
			}
		}
	}
	if brandOf(page) == "Thyra" && len(folders) > 0 || brandOf(page) != "Thyra" && len(folders) != 1 {
		r.t.Errorf("a page of %q loads files of the folders %v", brandOf(page), folders)
	}
	var edit int64
	_, _ = fmt.Sscanf(brandOf(page), b.id+" %d", &edit)
	for name, sign := range b.signs(edit) {
		if len(folders) > 0 && !strings.Contains(signs[name], sign) {
			r.t.Errorf("a page of %q has a %s without %q: %s", brandOf(page), name, sign, signs[name])
		}
	}
}
