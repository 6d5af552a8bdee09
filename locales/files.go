package locales

import (
	"archive/zip"
	_ "embed" // the archive
	"fmt"
	"io/fs"
	"strings"
)

// archived are the JSON files of this folder, compressed: 43 languages take a fifth of their size. locales/pack makes it.
//
//go:generate go run ./pack . files.zip
//go:embed files.zip
var archived string

// builtIn is the type of Files, by which Load knows what the tests of this package have checked.
type builtIn struct{ *zip.Reader }

// Files holds what the program is built with: one message file per language, active.{BCP 47 tag}.json, their glossaries and
// descriptions. English is complete and the fallback of the rest. A file is decompressed when it is read.
func Files() fs.FS {
	reader, err := zip.NewReader(strings.NewReader(archived), int64(len(archived)))
	if err != nil {
		panic(fmt.Sprintf("locales: the archive in the program: %v", err)) // it is not what locales/pack made
	}
	return builtIn{reader}
}
