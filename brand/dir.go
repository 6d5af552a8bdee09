package brand

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Dir is a directory of brand folders whose files stay inside their folders: a link that leads out of its folder can't be
// opened, since what lies there, such as a private key, would be served. The folders themselves may be links.
func Dir(path string) fs.FS { return dir(path) }

type dir string

// Open opens a file by its path below the directory.
func (d dir) Open(name string) (fs.File, error) {
	folder, inside, ok := strings.Cut(name, "/")
	if !ok || !fs.ValidPath(name) {
		return os.DirFS(string(d)).Open(name)
	}
	file, err := os.OpenInRoot(filepath.Join(string(d), folder), filepath.FromSlash(inside))
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			at.Path = name // as the operator knows it
		}
		return nil, err
	}
	return file, nil
}
