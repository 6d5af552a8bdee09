// Package static owns the bytes of our stylesheets, scripts and images: their content fingerprints, their compressed forms
// and the headers they are served with. It does not know which page uses which, nor under what path it is mounted.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:generate go run ./pack . packed

//go:embed packed/* img/*
var files embed.FS

// Assets are the files that a page may refer to, with fingerprinted names, each compressed once, when it is first asked for.
// They are safe for concurrent use.
type Assets struct {
	paths  map[string]string // "app.css" -> "app-0f3a….css"
	served map[string]*asset // by fingerprinted path
}

type asset struct {
	contentType string
	identity    []byte
	compressed  func() (gzip, brotli []byte) // nil for what is compressed by itself
}

// fingerprint matches a name that add made, in two parts: the name without extension, and the extension.
var fingerprint = regexp.MustCompile(`^(.+)-[0-9a-f]{12}(\.\w+)$`)

// contentTypes are those of our own files. Package mime asks the tables of the host, which differ.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".webp":        "image/webp",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".woff2":       "font/woff2",
	".webmanifest": "application/manifest+json",
}

// New reads the embedded files: the stylesheets and scripts that command pack made out of css and js, and the images.
func New() (*Assets, error) {
	a := &Assets{paths: map[string]string{}, served: map[string]*asset{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		a.add(path.Base(name), data)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	return a, nil
}

// Bundle packs files that keep their names, since they refer to each other. The path it is served under must change with the
// files.
func Bundle(files map[string][]byte) *Assets {
	a := &Assets{paths: map[string]string{}, served: map[string]*asset{}}
	for name, data := range files {
		a.pack(name, name, data)
	}
	return a
}

// add packs a file under a name with a fingerprint of its content.
func (a *Assets) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	a.pack(name, strings.TrimSuffix(name, ext)+"-"+hex.EncodeToString(sum[:6])+ext, data)
}

func (a *Assets) pack(name, served string, data []byte) {
	ext := path.Ext(name)
	f := &asset{contentType: contentTypes[ext], identity: data}
	if f.contentType == "" {
		f.contentType = mime.TypeByExtension(ext)
	}
	if ext == ".css" || ext == ".js" || ext == ".svg" {
		f.compressed = sync.OnceValues(func() (gz, br []byte) { return compress(data) })
	}
	a.paths[name], a.served[served] = served, f
}

// compress needs 20 ms for a stylesheet, for a tenth fewer bytes than with less effort.
func compress(data []byte) (gz, br []byte) {
	var zipped, brotlied bytes.Buffer
	zw, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression) // the level is one there is
	// The window is as large as our files; the default one needs 36 MB for the same result.
	bw := brotli.NewWriterOptions(&brotlied, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 16})
	for _, w := range []io.WriteCloser{zw, bw} {
		_, _ = w.Write(data) // into memory
		_ = w.Close()
	}
	return zipped.Bytes(), brotlied.Bytes()
}

// Path is the fingerprinted path of a file, relative to where ServeHTTP is mounted. An unknown name is a programming
// error and panics.
func (a *Assets) Path(name string) string {
	p, ok := a.paths[name]
	if !ok {
		panic("static: no file " + name)
	}
	return p
}

// Serve answers with the file of a fingerprinted path, cacheable for ever, and reports whether there is one; it writes
// nothing when there is none. While servers are replaced, a page of one version asks another version for its files: it gets
// the file of the same name as it is here, which must not be cached.
func (a *Assets) Serve(w http.ResponseWriter, r *http.Request, fingerprinted string) bool {
	if f, ok := a.served[fingerprinted]; ok {
		f.write(w, r, "public, max-age=31536000, immutable")
		return true
	}
	parts := fingerprint.FindStringSubmatch(fingerprinted)
	if parts == nil || a.paths[parts[1]+parts[2]] == parts[1]+parts[2] { // what is served by its name has no other versions
		return false
	}
	return a.ServeUncached(w, r, parts[1]+parts[2])
}

// ServeUncached answers with a file by its own name, and reports whether there is one.
func (a *Assets) ServeUncached(w http.ResponseWriter, r *http.Request, name string) bool {
	f, ok := a.served[a.paths[name]]
	if ok {
		f.write(w, r, "no-store")
	}
	return ok
}

func (f *asset) write(w http.ResponseWriter, r *http.Request, caching string) {
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Cache-Control", caching)
	h.Del("Vary") // a file is the same for everybody
	body := f.identity
	if f.compressed != nil {
		h.Set("Vary", "Accept-Encoding")
		gz, br := f.compressed()
		switch accepted := encodings(r.Header.Get("Accept-Encoding")); {
		case slices.Contains(accepted, "br"):
			h.Set("Content-Encoding", "br")
			body = br
		case slices.Contains(accepted, "gzip"):
			h.Set("Content-Encoding", "gzip")
			body = gz
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // it fails when the client went away
	}
}

// encodings lists the content codings that a client accepts (RFC 9110 12.5.3), without those that it refuses with q=0.
func encodings(header string) []string {
	var accepted []string
	for part := range strings.SplitSeq(header, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if q = strings.ReplaceAll(q, " ", ""); strings.Trim(q, "0.") != "q=" {
			accepted = append(accepted, strings.ToLower(strings.TrimSpace(coding)))
		}
	}
	return accepted
}
