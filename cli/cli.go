// Package cli is the program thyra: it owns the environment, the logger, the listener, signals and commands. It knows no route
// and no HTML, and uses nothing of the library that others can't.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/caarlos0/env/v11"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit codes: 1 when a command failed, 2 when the settings or arguments can't work.
const (
	exitFailed = 1
	exitUsage  = 2
)

// exitError is the error of a command that sets the exit code. Without a cause, everything has been printed already.
type exitError struct {
	code  int
	cause error
}

// Error says what went wrong.
func (e exitError) Error() string { return fmt.Sprint(e.cause) }

// Main runs the command that the process's arguments name, and returns the exit code.
func Main() int { return run(os.Args[1:], env.ToMap(os.Environ()), os.Stdout, os.Stderr) }

// commands lists the commands beside serving. Each has a file with its constructor.
func commands(environment map[string]string) []*cobra.Command {
	return []*cobra.Command{
		newBrandCommand(environment), newDoctorCommand(environment), newLocaleCommand(), newMailCommand(environment),
		newHealthcheckCommand(environment), newVersionCommand(),
	}
}

func run(args []string, environment map[string]string, stdout, stderr io.Writer) int {
	root := newServeCommand(environment)
	root.AddCommand(commands(environment)...)
	root.SilenceErrors, root.SilenceUsage = true, true // printed below
	root.SetArgs(append([]string{}, args...))          // cobra takes nil for those of the process
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(flagError)
	setHelp(root)
	command, err := root.ExecuteC()
	if err == nil {
		return 0
	}
	var exit exitError
	if !errors.As(err, &exit) { // cobra's: the arguments can't work
		fmt.Fprintf(stderr, "%s: %v\nUsage: %s\nRun '%[1]s -h' for more.\n", command.CommandPath(), err, command.UseLine())
		return exitUsage
	}
	if exit.cause != nil {
		fmt.Fprintf(stderr, "%s: %v\n", command.CommandPath(), exit.cause)
	}
	return exit.code
}

// flagError quotes an unknown flag as it was written: pflag splits -port into the flags p, o, r and t.
func flagError(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	written := "--" + unknown.GetSpecifiedName()
	if short := unknown.GetSpecifiedShortnames(); short != "" {
		written = "-" + short
	}
	return fmt.Errorf("unknown flag %q", written)
}

// group is a command that only holds others.
func group(use, short string, members ...*cobra.Command) *cobra.Command {
	command := &cobra.Command{Use: use, Short: short, DisableFlagsInUseLine: true}
	command.RunE = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return errors.New("a command is missing")
		case args[0] == "help":
			return command.Help()
		}
		return fmt.Errorf("unknown command %q", args[0])
	}
	command.AddCommand(members...)
	return command
}
