package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/brand"
)

func newBrandNewCommand() *cobra.Command {
	return &cobra.Command{
		Use: "new DIR NAME COLOR", Short: "Write DIR/brand.json with colors made from one, such as '#3b4bd8'",
		DisableFlagsInUseLine: true, Args: cobra.ExactArgs(3), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(command *cobra.Command, args []string) error {
			return newBrand(args[0], args[1], args[2], command.OutOrStdout())
		},
	}
}

// newBrand writes DIR/brand.json, but not over another.
func newBrand(dir, name, color string, stdout io.Writer) error {
	b, err := brand.New(name, color)
	if err == nil {
		err = checkPlace(dir)
	}
	if err != nil {
		return exitError{exitUsage, err}
	}
	path := filepath.Join(dir, "brand.json")
	if err := writeBrand(path, b); err != nil {
		return exitError{exitFailed, err}
	}
	fmt.Fprintf(stdout, "%s: button %s, light accent %v, dark accent %v\n", path, b.Colors.Light["button"], b.Colors.Light["accent"], b.Colors.Dark["accent"])
	return nil
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
	return writeNew(path, data)
}

// writeNew writes a file that must not exist yet, and its folder.
func writeNew(path string, data []byte) error {
	// The path is the operator's own, and the server that reads the file may run as somebody else.
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
