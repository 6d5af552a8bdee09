package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/mail"
)

// mailFlags are what the mails are made of: docs/mail.md.
type mailFlags struct {
	brands, locales, kratos, language string
	hosts                             []string
	noContrast                        bool
}

func newMailCommand(environment map[string]string) *cobra.Command {
	var f mailFlags
	command := &cobra.Command{
		Use: "mail [flags] DIR", Short: "Write the mails that Kratos sends into DIR, in the words, languages and brands of the pages",
		DisableFlagsInUseLine: true, Args: cobra.ExactArgs(1), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(command *cobra.Command, args []string) error {
			return writeMails(args[0], f, command.OutOrStdout())
		},
	}
	flags := command.PersistentFlags()
	flags.StringVar(&f.brands, "brands", environment["BRAND_DIR"], "directory of brands, as BRAND_DIR names it")
	flags.StringVar(&f.locales, "locales", environment["LOCALES_DIR"], "directory of message files, as LOCALES_DIR names it")
	flags.StringVar(&f.kratos, "kratos", mail.Next, "version that sends the mails: "+mail.V131+", or "+mail.Next+" for all after it")
	flags.StringVar(&f.language, "language", "", "language of those of whom nothing is known (default en)")
	flags.StringArrayVar(&f.hosts, "host", nil, "host of the pages that text messages may name, beside those of brands; may be repeated")
	flags.BoolVar(&f.noContrast, "no-contrast", false, "accept colors that are hard to read")
	command.AddCommand(&cobra.Command{
		Use: "check [flags] DIR", Short: "Say which mails in DIR are missing, out of date or edited by hand",
		DisableFlagsInUseLine: true, Args: cobra.ExactArgs(1), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(command *cobra.Command, args []string) error {
			return checkMails(args[0], f, command.OutOrStdout())
		},
	})
	return command
}

// mails makes the templates. Its error has an exit code.
func (f mailFlags) mails() (map[string][]byte, error) {
	catalog, err := catalogWith(f.locales)
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	o := mail.Options{Kratos: f.kratos, Default: f.language, Hosts: f.hosts, Locales: catalog}
	if f.brands != "" {
		brands, err := f.readBrands(catalog)
		if err != nil {
			return nil, exitError{exitUsage, fmt.Errorf("the brands can't be used:\n%w", err)}
		}
		o.Brands = brands
	}
	files, err := mail.Files(o)
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	return files, nil
}

func (f mailFlags) readBrands(catalog *locales.Catalog) (*brand.Set, error) {
	messages, err := locales.English()
	if err != nil {
		return nil, err
	}
	brands, err := brand.Load(brand.Dir(f.brands), messages)
	if err != nil {
		return nil, err
	}
	return brands, checkSet(brands, catalog, f.noContrast, "--no-contrast writes mails in hard-to-read colors all the same")
}

// writeMails prints what changed.
func writeMails(dir string, f mailFlags, stdout io.Writer) error {
	files, err := f.mails()
	if err != nil {
		return err
	}
	before, err := mail.Check(dir, files)
	if err == nil {
		err = mail.Write(dir, files)
	}
	if err != nil {
		return exitError{exitFailed, err}
	}
	fmt.Fprintf(stdout, "%s: %d files, %d of them new or changed. Start Kratos anew: it keeps what it has read.\n", dir, len(files), changed(before, files))
	return nil
}

// changed is how many of the files differed before they were written.
func changed(before []mail.Finding, files map[string][]byte) (count int) {
	for _, f := range before {
		if files[f.Path] != nil {
			count++
		}
	}
	return count
}

// checkMails prints a line per finding.
func checkMails(dir string, f mailFlags, stdout io.Writer) error {
	files, err := f.mails()
	if err != nil {
		return err
	}
	findings, err := mail.Check(dir, files)
	if err != nil {
		return exitError{exitFailed, err}
	}
	for _, finding := range findings {
		fmt.Fprintln(stdout, finding)
	}
	if len(findings) > 0 {
		return exitError{code: exitFailed}
	}
	fmt.Fprintf(stdout, "%s: %d files, all up to date\n", dir, len(files))
	return nil
}
