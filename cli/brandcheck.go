package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/locales"
)

func newBrandCheckCommand(environment map[string]string) *cobra.Command {
	command := &cobra.Command{
		Use: "check [--no-contrast] DIR", Short: "Check the brands in the folders of DIR, or the one in DIR itself",
		DisableFlagsInUseLine: true, Args: cobra.ExactArgs(1), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
	}
	noContrast := command.Flags().Bool("no-contrast", false, "accept colors that are hard to read")
	localesDir := command.Flags().String("locales", environment["LOCALES_DIR"], "directory of message files, as LOCALES_DIR names it")
	command.RunE = func(command *cobra.Command, args []string) error {
		return checkBrands(args[0], *localesDir, !*noContrast, command.OutOrStdout())
	}
	return command
}

// checkBrands prints a line per problem, and per brand that has none.
func checkBrands(dir, localesDir string, contrast bool, stdout io.Writer) error {
	brands, err := readBrands(dir)
	if err != nil {
		fmt.Fprintln(stdout, err)
		return exitError{code: exitFailed}
	}
	catalog, err := catalogWith(localesDir)
	if err != nil {
		return exitError{exitUsage, err}
	}
	var failed error
	for _, b := range brands {
		err := handlers.CheckLanguages(b, catalog)
		if contrast {
			err = errors.Join(err, b.CheckContrast())
		}
		if err != nil {
			fmt.Fprintln(stdout, err)
			failed = exitError{code: exitFailed}
			continue
		}
		fmt.Fprintf(stdout, "%s: %s is fine\n", b.ID, b.Name.In(""))
	}
	return failed
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
