package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/locales"
)

const brandUsage = `thyra brand check [--no-contrast] DIR   check the brands in the folders of DIR, or the one in DIR itself
thyra brand new DIR NAME COLOR          write DIR/brand.json with colors made from one, such as '#3b4bd8'
thyra brand schema                      print the JSON Schema of brand.json
`

// runBrand runs a command for those who write brands: docs/brand.md.
func runBrand(args []string, stdout, stderr io.Writer) int {
	command := ""
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	contrast := command != "check" || !slices.Contains(args, "--no-contrast")
	if !contrast {
		args = slices.DeleteFunc(slices.Clone(args), func(s string) bool { return s == "--no-contrast" })
	}
	switch {
	case command == "check" && len(args) == 1:
		return checkBrands(args[0], contrast, stdout)
	case command == "new" && len(args) == 3:
		return newBrand(args[0], args[1], args[2], stdout, stderr)
	case command == "schema" && len(args) == 0:
		_, _ = stdout.Write(brand.Schema())
		return 0
	case (command == "-h" || command == "--help" || command == "help") && len(args) == 0:
		fmt.Fprint(stdout, brandUsage)
		return 0
	}
	fmt.Fprint(stderr, brandUsage)
	return exitUsage
}

// checkBrands prints a line per problem, and per brand that has none.
func checkBrands(dir string, contrast bool, stdout io.Writer) int {
	brands, err := readBrands(dir)
	if err != nil {
		fmt.Fprintln(stdout, err)
		return exitFailed
	}
	catalog, err := locales.Load(locales.Files)
	if err != nil {
		fmt.Fprintln(stdout, err)
		return exitFailed
	}
	code := 0
	for _, b := range brands {
		err := handlers.CheckLanguages(b, catalog)
		if contrast {
			err = errors.Join(err, b.CheckContrast())
		}
		if err != nil {
			fmt.Fprintln(stdout, err)
			code = exitFailed
			continue
		}
		fmt.Fprintf(stdout, "%s: %s is fine\n", b.ID, b.Name.In(""))
	}
	return code
}

// readBrands reads a folder of brands, or the folder of one.
func readBrands(dir string) ([]*brand.Brand, error) {
	messages, err := locales.English()
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(brand.Dir(dir), "brand.json"); err == nil && !holdsBrands(dir) {
		path, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		b, err := brand.LoadOne(brand.Dir(filepath.Dir(path)), filepath.Base(path), messages)
		return []*brand.Brand{b}, err
	}
	if _, err := fs.Stat(brand.Dir(dir), "."); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, errors.Unwrap(err)) // err itself says "stat ."
	}
	set, err := brand.Load(brand.Dir(dir), messages)
	if err != nil {
		return nil, err
	}
	return set.All(), nil
}

// holdsBrands reports whether a folder holds folders of brands. Hidden folders don't count: a config map is mounted with such.
func holdsBrands(dir string) bool {
	brands, _ := fs.Glob(brand.Dir(dir), "[^.]*/brand.json") // the pattern is well-formed
	return len(brands) > 0
}

// newBrand writes DIR/brand.json, but not over another.
func newBrand(dir, name, color string, stdout, stderr io.Writer) int {
	b, err := brand.New(name, color)
	if err == nil {
		err = checkPlace(dir)
	}
	if err != nil {
		fmt.Fprintf(stderr, "thyra brand new: %v\n", err)
		return exitUsage
	}
	path := filepath.Join(dir, "brand.json")
	if err := writeBrand(path, b); err != nil {
		fmt.Fprintf(stderr, "thyra brand new: %v\n", err)
		return exitFailed
	}
	fmt.Fprintf(stdout, "%s: button %s, light accent %v, dark accent %v\n", path, b.Colors.Light["button"], b.Colors.Light["accent"], b.Colors.Dark["accent"])
	return 0
}

// checkPlace refuses a folder whose brand.json nobody would read.
func checkPlace(dir string) error {
	path, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if holdsBrands(path) {
		return fmt.Errorf("%s holds folders of brands; name a new one in it", dir)
	}
	if err := brand.CheckID(filepath.Base(path)); err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return nil
}

func writeBrand(path string, b *brand.Brand) error {
	data, err := b.JSON()
	if err != nil {
		return err
	}
	// The path is the operator's own, and the server that reads the brand may run as somebody else.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // see above
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // see above
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
