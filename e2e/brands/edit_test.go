package brands_test

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// badEdits are faults in a brand.json and the files beside it, and what the log must say about each.
var badEdits = []struct {
	name  string
	spoil func(*editedBrand)
	says  []string
}{
	{"no JSON", func(b *editedBrand) { b.put("brand.json", "{\n\"name\": ,\n}") }, []string{"/brand.json: line 2"}},
	{"half a brand.json", func(b *editedBrand) { text := b.json(nil); b.put("brand.json", text[:len(text)/2]) }, []string{"/brand.json: line"}},
	{"an empty brand.json", func(b *editedBrand) { b.put("brand.json", "") }, []string{"/brand.json: line 1"}},
	{"an unknown key", func(b *editedBrand) {
		b.put("brand.json", b.json(func(brand map[string]any) { brand["colour"] = "red" }))
	}, []string{"/brand.json: colour: "}},
	{"a color without contrast", func(b *editedBrand) {
		b.put("brand.json", b.json(func(brand map[string]any) {
			light := brand["colors"].(map[string]any)["light"].(map[string]any)
			light["muted"] = light["page"]
		}))
	}, []string{"/brand.json: colors.light.muted"}},
	{"a logo that is not there", func(b *editedBrand) {
		b.put("brand.json", b.json(func(brand map[string]any) { brand["logo"] = map[string]any{"light": "lost.svg"} }))
	}, []string{"/brand.json: logo.light: ", "lost.svg"}},
	{"a logo that is gone", func(b *editedBrand) { b.remove("logo.svg") }, []string{"/brand.json: logo.light: ", "logo.svg"}},
	{"half a logo", func(b *editedBrand) { b.put("logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>`) }, []string{"/logo.svg: "}},
	{"no brand.json", func(b *editedBrand) { b.remove("brand.json") }, []string{"/brand.json: "}},
}

// TestBrandEditsUnderLoad makes valid and invalid edits of brands while readers get pages without pause.
func TestBrandEditsUnderLoad(t *testing.T) {
	const rounds, burst = 3, 4
	dir := filepath.Join(t.TempDir(), "brands")
	if err := os.CopyFS(dir, os.DirFS(harness.Path(t, "brand", "examples"))); err != nil {
		t.Fatal(err)
	}
	shop, dev := newEditedBrand(t, dir, "shop"), newEditedBrand(t, dir, "dev")
	log := newBrandLog()
	s := shared.OwnStack(t, stack.Options{UIEnv: []string{"BRAND_DIR=" + dir}, UILog: log})
	edits := 0
	hangup := func() {
		edits++
		if err := syscall.Kill(s.UIPID(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	r := newReaders(t, s, shop, dev)
	good := func(b *editedBrand) {
		b.edit()
		hangup()
		r.await(b)
		if removed(b.written.Load()) {
			b.edit()
			hangup()
			r.await(b)
		}
	}
	r.start()

	for range rounds {
		for _, b := range []*editedBrand{shop, dev} {
			for _, bad := range badEdits {
				b.write()
				bad.spoil(b)
				hangup()
				log.await(t, bad.name, append([]string{"the ones before stay", b.id + bad.says[0]}, bad.says[1:]...)...)
				r.await(b)
			}
			b.write()
			away := dir + ".away"
			b.must(os.Rename(dir, away))
			hangup()
			log.await(t, "no folder at all", "the ones before stay", "no such file")
			r.await(b)
			b.must(os.Rename(away, dir))
			good(b)
		}
	}
	// A page stays complete over several valid edits.
	page := r.open(shop, "/welcome")
	for range burst {
		good(shop)
	}
	r.files(shop, page)
	// Edits are noticed without a signal too.
	shop.write()
	shop.put("brand.json", shop.json(func(brand map[string]any) { brand["colour"] = "red" }))
	log.await(t, "an unknown key, without a signal", "the ones before stay", "shop/brand.json: colour: ")
	shop.edit()
	r.await(shop)
	r.stop()
	t.Logf("%d edits; %d pages and %d files of them read by %d readers meanwhile", edits+2, r.pages.Load(), r.others.Load(), readerCount)
}

// brandLog receives a UI's log and keeps the lines about brands.
type brandLog struct {
	*io.PipeWriter
	lines chan string
}

func newBrandLog() *brandLog {
	out, in := io.Pipe()
	l := &brandLog{in, make(chan string, 1024)}
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "brands") {
				l.lines <- lines.Text()
			}
		}
		_, _ = io.Copy(io.Discard, out) // a line that was too long
	}()
	return l
}

// await waits for a line with all these words.
func (l *brandLog) await(t *testing.T, what string, words ...string) {
	t.Helper()
	enough := time.NewTimer(harness.Patience)
	defer enough.Stop()
	var last string
next:
	for {
		select {
		case last = <-l.lines:
			for _, word := range words {
				if !strings.Contains(last, word) {
					continue next
				}
			}
			return
		case <-enough.C:
			t.Fatalf("%s: the log does not say %q but last: %s", what, words, last)
		}
	}
}
