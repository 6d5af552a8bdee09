package brands_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
)

// editedBrand is a brand that is edited while it is served. Its valid edits have numbers, which its name, radius, logo and
// stylesheet contain, so that each part of a page shows which edit it is of.
type editedBrand struct {
	t        testing.TB
	id       string
	dir      string
	settings map[string]any // the original brand.json
	// written is the edit in the folder; shown the last one that a page has shown.
	written, shown atomic.Int64
}

// newEditedBrand makes the first edit of a brand in a directory.
func newEditedBrand(t testing.TB, dir, id string) *editedBrand {
	t.Helper()
	b := &editedBrand{t: t, id: id, dir: filepath.Join(dir, id)}
	text, err := os.ReadFile(filepath.Join(b.dir, "brand.json"))
	b.must(err)
	b.must(json.Unmarshal(text, &b.settings))
	b.edit()
	b.shown.Store(b.written.Load())
	return b
}

func (b *editedBrand) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// removed reports whether an edit removes the whole brand, so that its host shows Thyra's own.
func removed(edit int64) bool { return edit%4 == 0 }

// title is the name in the titles of pages at an edit.
func (b *editedBrand) title(edit int64) string {
	if removed(edit) {
		return "Thyra"
	}
	return b.id + " " + strconv.FormatInt(edit, 10)
}

// signs are the texts by file that the brand's files contain at an edit.
func (b *editedBrand) signs(edit int64) map[string]string {
	return map[string]string{
		"brand.css": fmt.Sprintf("--radius: %grem;", float64(edit)/100), "own.css": b.title(edit) + ".", "logo.svg": b.title(edit) + ".",
	}
}

// edit makes the next valid edit.
func (b *editedBrand) edit() {
	b.t.Helper()
	b.written.Add(1)
	b.write()
}

// write writes the folder as of the last valid edit.
func (b *editedBrand) write() {
	b.t.Helper()
	edit := b.written.Load()
	if removed(edit) {
		b.must(os.RemoveAll(b.dir))
		return
	}
	b.must(os.MkdirAll(b.dir, 0o750))
	signs := b.signs(edit)
	for _, name := range []string{"logo.svg", "logo-dark.svg", "orchard.svg"} {
		b.put(name, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>`+signs["logo.svg"]+`</title></svg>`)
	}
	b.put("own.css", "/* "+signs["own.css"]+" */")
	b.put("brand.json", b.json(nil))
}

// json returns the brand.json of the last valid edit. spoil may break it; its name says so then.
func (b *editedBrand) json(spoil func(map[string]any)) string {
	b.t.Helper()
	text, err := json.Marshal(b.settings)
	b.must(err)
	var own map[string]any
	b.must(json.Unmarshal(text, &own))
	edit := b.written.Load()
	own["name"], own["radius"], own["css"] = b.title(edit), float64(edit)/100, "own.css"
	if spoil != nil {
		own["name"] = b.title(edit) + " spoiled"
		spoil(own)
	}
	text, err = json.MarshalIndent(own, "", "  ")
	b.must(err)
	return string(text)
}

// put writes a file as editors do: every other time into the file itself, else beside it, to be renamed.
func (b *editedBrand) put(name, content string) {
	b.t.Helper()
	b.must(os.MkdirAll(b.dir, 0o750))
	file := filepath.Join(b.dir, name)
	if b.written.Load()%2 == 0 {
		b.must(os.WriteFile(file, []byte(content), 0o600))
		return
	}
	beside := file + "~"
	b.must(os.WriteFile(beside, []byte(content), 0o600))
	b.must(os.Rename(beside, file))
}

func (b *editedBrand) remove(name string) {
	b.t.Helper()
	b.must(os.RemoveAll(filepath.Join(b.dir, name)))
}
