package browsers_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// losslessInMails are the features of HTML mails that a mail program may lack, and what is left then.
var losslessInMails = map[string]string{
	"<body> element":        "the table inside has the same color, language and direction",
	"<style> element":       "the colors of light screens",
	"@media":                "as above",
	"align attribute":       "the card stands at the start of the line",
	"background":            "the style of an element without one is taken for one with an image",
	"border":                "Outlook draws it straight",
	"border-radius":         "corners are square",
	"cellpadding attribute": "cells have their padding by style",
	"cellspacing attribute": "cells touch by style",
	"dir attribute":         "the table has it beside html",
	"display":               "only block and inline-block are used; the button's cell has the padding for Outlook",
	"font-size":             "the program's own size",
	"font-weight":           "Outlook has two weights",
	"height property":       "lines are as high as the program's own; a logo has the attribute",
	"lang attribute":        "a screen reader takes the program's language",
	"letter-spacing":        "the code stands closer",
	"line-height":           "lines are as high as the program's own",
	"margin":                "only positive ones are used; gaps are smaller",
	"max-width":             "the table has its width by attribute",
	"overflow":              "overflow-wrap is taken for it",
	"overflow-wrap":         "word-break does the same",
	"padding":               "Outlook has none around a link; the button's cell has it",
	"role attribute":        "a screen reader may announce tables",
	"text-decoration":       "the button's label is underlined",
	"white-space":           "a link of the footer may break",
	"width attribute":       "the style has the width",
	"width property":        "the attribute has the width",
	"word-break":            "overflow-wrap does the same",
}

// mailsInHTML saves every HTML mail of the gallery as a file.
func mailsInHTML(t *testing.T) (files []string) {
	t.Helper()
	g, dir := shared.Gallery(t), t.TempDir()
	get := func(path string) []byte {
		res, err := oneshot.Get(t.Context(), g.URL+path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 200 {
			t.Fatalf("%s: %s, %v", path, res.Status, err)
		}
		return body
	}
	var mails []stack.GalleryState
	if err := json.Unmarshal(get("/mails.json"), &mails); err != nil {
		t.Fatal(err)
	}
	for _, mail := range mails {
		if !strings.HasSuffix(mail.ID, "-html") {
			continue
		}
		files = append(files, filepath.Join(dir, mail.ID+".html"))
		if err := os.WriteFile(files[len(files)-1], get(mail.URL+"?brand=rail&lang=ar"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// lackingInMails are the features that mails use and mail programs lack, with one of these programs.
func lackingInMails(t *testing.T, files ...string) map[string]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{harness.Path(t, "e2e", "compat", "mail.mjs")}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("compat/mail.mjs: %v (cd e2e && npm ci)", err)
	}
	features := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if part := strings.Split(strings.TrimSpace(line), "\t"); len(part) == 3 && part[1] != "" {
			features[part[1]] = part[2]
		}
	}
	return features
}

// Mails use nothing that a mail program drops, but for what is lossless.
func TestCompatOfMails(t *testing.T) {
	t.Parallel()
	files := mailsInHTML(t)
	if len(files) < 12 {
		t.Fatalf("there are only %d mails", len(files))
	}
	met := lackingInMails(t, files...)
	for feature, program := range met {
		if losslessInMails[feature] == "" {
			t.Errorf("%s is lacking in %s. Write it otherwise, or, where nobody loses anything, say so in losslessInMails", feature, program)
		}
	}
	for feature := range losslessInMails {
		if met[feature] == "" {
			t.Errorf("%s is lossless, but nothing uses it", feature)
		}
	}
}

// The check finds features in mails made for it.
func TestCompatCheckFindsFeaturesOfMails(t *testing.T) {
	t.Parallel()
	for style, want := range map[string]string{"display:flex": "display:flex", "position:absolute": "position", "background-image:url(x.png)": "background-image", "color:#000000": ""} {
		file := filepath.Join(t.TempDir(), "mail.html")
		if err := os.WriteFile(file, []byte(`<!DOCTYPE html><html><p style="`+style+`">x</p></html>`), 0o600); err != nil {
			t.Fatal(err)
		}
		found := lackingInMails(t, file)
		if _, ok := found[want]; want != "" && !ok || want == "" && found["display:flex"] != "" {
			t.Errorf("%s: %v, want %q", style, found, want)
		}
	}
}
