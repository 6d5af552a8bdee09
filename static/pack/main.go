// Command pack writes the stylesheets and scripts that the server is built with: those of css and js, joined and without what only
// their readers need. It owns which file becomes part of which bundle, and does not know what any of them does.
//
//	go run ./static/pack DIR DIR/packed
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: pack DIR TARGET")
	}
	bundles, err := pack(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	for name, data := range bundles {
		if err := os.WriteFile(filepath.Join(args[1], name), data, 0o644); err != nil { //nolint:gosec // a file of the repository
			return err
		}
	}
	return nil
}

// second matches the sources of the second bundles, which pages of sign-in do without (templates.Light).
var second = map[string]*regexp.Regexp{
	".css": regexp.MustCompile(`^3[0-2]`),
	".js":  regexp.MustCompile(`^[56]`),
}

// pack makes the bundles, by name: app is on every page, more on those that need it, after app.
func pack(files fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(files, "*/*.*s*") // css/*.css and js/*.js, in order
	if err != nil {
		return nil, err
	}
	joined := map[string]string{}
	for _, name := range names {
		ext := path.Ext(name)
		if path.Dir(name) != ext[1:] {
			continue
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		bundle := "app" + ext
		if second[ext].MatchString(path.Base(name)) {
			bundle = "more" + ext
		}
		joined[bundle] += string(data) + "\n"
	}
	bundles := map[string][]byte{}
	for name, code := range joined {
		if bundles[name], err = minify(name, code); err != nil {
			return nil, err
		}
	}
	return bundles, nil
}

// minify makes code shorter that does the same. Names of the top level stay, since one script uses those of another, and so does
// syntax that is newer than the oldest browsers: whoever wrote it meant it.
func minify(name, code string) ([]byte, error) {
	result := api.Transform(code, api.TransformOptions{
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8,
		Loader: map[string]api.Loader{".css": api.LoaderCSS, ".js": api.LoaderJS}[path.Ext(name)], Target: api.ES2021,
		Engines: []api.Engine{{Name: api.EngineChrome, Version: "105"}, {Name: api.EngineFirefox, Version: "121"}, {Name: api.EngineSafari, Version: "15.4"}},
	})
	for _, problem := range append(result.Errors, result.Warnings...) {
		return nil, fmt.Errorf("%s: %s", name, problem.Text)
	}
	return result.Code, nil
}
