package cli

import (
	"fmt"
	"reflect"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// setting is a row of the configuration table.
type setting struct{ Name, Default, Doc string }

// settings lists every variable in the order of the struct, those of files with secrets last.
func settings() []setting {
	var rows []setting
	for field := range reflect.TypeFor[config]().Fields() {
		rows = append(rows, setting{field.Tag.Get("env"), field.Tag.Get("envDefault"), field.Tag.Get("doc")})
	}
	for _, name := range secretSettings() {
		rows = append(rows, setting{Name: name + fileSuffix, Doc: "file that holds what " + name + " would"})
	}
	return rows
}

// setHelp replaces the help of the root command by the tables of settings and commands; other commands keep cobra's.
func setHelp(root *cobra.Command) {
	standard := root.HelpFunc()
	root.SetHelpFunc(func(command *cobra.Command, args []string) {
		if command.HasParent() {
			standard(command, args)
			return
		}
		fmt.Fprint(command.OutOrStdout(), usage(command))
	})
}

// usage is what `thyra -h` prints.
func usage(root *cobra.Command) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s It is configured by its environment:\n\n", root.Short)
	for _, s := range settings() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", s.Name, s.Default, strings.ReplaceAll(s.Doc, "**", ""))
	}
	fmt.Fprint(w, "\nWithout arguments it serves the pages. There are other commands, each with -h:\n\n")
	listCommands(w, root)
	_ = w.Flush() // a strings.Builder does not fail
	return b.String()
}

// listCommands writes a row for each command that can be run, but one for the completions of all shells.
func listCommands(w *tabwriter.Writer, parent *cobra.Command) {
	for _, command := range parent.Commands() {
		switch {
		case command.HasAvailableSubCommands() && command.Name() != "completion":
			if command.ValidArgsFunction != nil { // it does something without them
				fmt.Fprintf(w, "  %s\t%s\n", command.UseLine(), command.Short)
			}
			listCommands(w, command)
		case command.IsAvailableCommand():
			fmt.Fprintf(w, "  %s\t%s\n", command.UseLine(), command.Short)
		}
	}
}
