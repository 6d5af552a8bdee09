package brand

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The largest files that a visitor should have to load, in bytes.
const (
	largestFile = 256 << 10
	largestFont = 1 << 20
)

// readers check the files of a brand, by extension. Files with other extensions are ignored, and so are hidden files, which
// editors and file managers leave behind.
var readers = map[string]func([]byte) error{
	".svg": svg, ".png": formats[".png"].check, ".jpg": formats[".jpg"].check, ".jpeg": formats[".jpeg"].check,
	".webp": formats[".webp"].check, ".woff2": woff2, ".css": css,
}

var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

var images = []string{".svg", ".png", ".webp", ".jpg", ".jpeg"}

// touchIcons are the kinds of images that iOS shows on a home screen.
var touchIcons = []string{".png", ".jpg", ".jpeg"}

// files reads and checks every file of the folder, so that stylesheets can refer to those that brand.json does not name.
func (v *validator) files(folder fs.FS, b *Brand) {
	b.Files = map[string][]byte{}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		v.add("", "%v", err)
	}
	var stylesheets []string
	for _, entry := range entries {
		name := entry.Name()
		if readers[path.Ext(name)] == nil || strings.HasPrefix(name, ".") {
			continue
		}
		if !fileName.MatchString(name) {
			v.addFile(name, "a file's name must consist of letters, digits, dots, dashes and underscores")
			continue
		}
		data, err := fs.ReadFile(folder, name)
		if err == nil {
			err = checkFile(name, data)
		}
		if err != nil {
			v.addFile(name, "%v", err)
		} else if path.Ext(name) == ".css" {
			stylesheets = append(stylesheets, name)
		}
		b.Files[name] = data
	}
	for _, name := range stylesheets {
		for _, lost := range missing(b.Files[name], b.Files) {
			v.addFile(name, "names %q, which is not in the folder", lost)
		}
	}
	v.references(b)
	v.sizes(b)
}

// checkFile says what is wrong with a file of a kind that has a reader.
func checkFile(name string, data []byte) error {
	limit := largestFile
	if path.Ext(name) == ".woff2" {
		limit = largestFont
	}
	if len(data) > limit {
		return fmt.Errorf("has %d KB; at most %d are allowed", len(data)>>10, limit>>10)
	}
	return readers[path.Ext(name)](data)
}

// references checks that the files which brand.json names are in the folder.
func (v *validator) references(b *Brand) {
	v.refers("logo.light", b.Logo.Light, b.Files, images)
	v.refers("logo.dark", b.Logo.Dark, b.Files, images)
	v.refers("favicon", b.Favicon, b.Files, images)
	v.refers("touch_icon", b.TouchIcon, b.Files, touchIcons)
	v.refers("background.image", b.Background.Image, b.Files, images)
	v.refers("background.image_dark", b.Background.ImageDark, b.Files, images)
	v.refers("background.image_phone", b.Background.ImagePhone, b.Files, images)
	v.refers("background.image_phone_dark", b.Background.ImagePhoneDark, b.Files, images)
	v.refers("css", b.CSS, b.Files, []string{".css"})
	for _, id := range slices.Sorted(maps.Keys(b.Providers)) {
		p, at := b.Providers[id], "providers."+id
		v.refers(at+".mark", p.Mark, b.Files, images)
		v.refers(at+".mark_dark", p.MarkDark, b.Files, images)
		if p.Mark == "" && p.MarkDark != "" {
			v.add(at+".mark", "is missing")
		}
	}
	for i, font := range b.Font.Files {
		at := fmt.Sprintf("font.files[%d].file", i)
		if font.File == "" {
			v.add(at, "is missing")
		}
		v.refers(at, font.File, b.Files, []string{".woff2"})
	}
}

// refers checks that a value names a file of the folder, of one of the kinds.
func (v *validator) refers(key, name string, files map[string][]byte, kinds []string) {
	switch _, ok := files[name]; {
	case name == "":
	case !slices.Contains(kinds, path.Ext(name)):
		v.add(key, "is %q: it must be a file that ends in %s", name, strings.Join(kinds, ", "))
	case !ok:
		v.add(key, "is %q, which is not in the folder", name)
	}
}

// errCut is the error of an incomplete file: a copy that broke off, or is still being written.
var errCut = errors.New("is cut short")

func woff2(data []byte) error {
	if !bytes.HasPrefix(data, []byte("wOF2")) {
		return errors.New("is no WOFF2 font")
	}
	if len(data) < 12 || uint64(len(data)) < uint64(binary.BigEndian.Uint32(data[8:])) {
		return errCut
	}
	return nil
}
