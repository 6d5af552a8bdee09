package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales"
)

// newLocaleCommand makes the commands for translators: docs/translate.md.
func newLocaleCommand() *cobra.Command {
	return group("locale", "Check message files, and begin new ones", newLocaleCheckCommand(), newLocaleNewCommand())
}

func newLocaleNewCommand() *cobra.Command {
	return &cobra.Command{
		Use: "new TAG [DIR]", Short: "Write DIR/active.TAG.json with all messages to translate, for a language such as fr or pt-BR",
		DisableFlagsInUseLine: true, Args: cobra.RangeArgs(1, 2), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(command *cobra.Command, args []string) error {
			return newLocale(args[0], append(args, ".")[1], command.OutOrStdout())
		},
	}
}

// newLocale writes DIR/active.{tag}.json, but not over another.
func newLocale(name, dir string, stdout io.Writer) error {
	tag, err := language.Parse(name)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("%q is no language: it must be a tag such as fr or pt-BR", name)}
	}
	if tag.String() != name {
		return exitError{exitUsage, fmt.Errorf("%q is written %s", name, tag)}
	}
	data, err := locales.New(tag)
	if err != nil {
		return exitError{exitFailed, err}
	}
	path := filepath.Join(dir, "active."+name+".json")
	if err := writeNew(path, data); err != nil {
		return exitError{exitFailed, err}
	}
	fmt.Fprintf(stdout, "%s: translate what is \"\"; thyra locale check %s lists what is left\n", path, dir)
	return nil
}

func newLocaleCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check [DIR]", Short: "Check the message files in DIR, or those of the program",
		DisableFlagsInUseLine: true, Args: cobra.MaximumNArgs(1), ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(command *cobra.Command, args []string) error {
			return checkLocales(args, command.OutOrStdout())
		},
	}
}

// checkLocales prints a line per problem.
func checkLocales(dirs []string, stdout io.Writer) error {
	files := locales.Files()
	if len(dirs) > 0 {
		files = os.DirFS(dirs[0])
		if err := holdsMessages(dirs[0]); err != nil {
			return exitError{exitFailed, err}
		}
	}
	problems, err := locales.Check(files)
	if err != nil {
		return exitError{exitFailed, err}
	}
	for _, problem := range problems {
		fmt.Fprintln(stdout, problem)
	}
	if len(problems) > 0 {
		return exitError{code: exitFailed}
	}
	fmt.Fprintln(stdout, "no problems")
	return nil
}

// holdsMessages is the error of a directory that holds no message file, such as one that is not there.
func holdsMessages(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("%s holds no active.{tag}.json: %w", dir, err)
	}
	if names, err := fs.Glob(os.DirFS(dir), "active.*.json"); err != nil || len(names) == 0 {
		return fmt.Errorf("%s holds no active.{tag}.json", dir)
	}
	return nil
}

// catalogWith is the messages of the program and, where there is a directory of more, those.
func catalogWith(dir string) (*locales.Catalog, error) {
	catalog, err := locales.Load(locales.Files())
	if err != nil || dir == "" {
		return catalog, err
	}
	if err := holdsMessages(dir); err != nil {
		return nil, err
	}
	if catalog, err = catalog.Extend(os.DirFS(dir)); err != nil {
		return nil, fmt.Errorf("the messages in %s can't be used:\n%w", dir, err)
	}
	return catalog, nil
}
