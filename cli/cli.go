// Package cli is the program thyra: it owns the environment, the logger, the listener, signals and commands. It knows no route
// and no HTML, and uses nothing of the library that others can't.
package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/caarlos0/env/v11"
)

// Exit codes: 1 when serving failed, 2 when the settings or arguments can't work.
const (
	exitFailed = 1
	exitUsage  = 2
)

// Main runs the command that the process's arguments name, and returns the exit code.
func Main() int { return run(os.Args[1:], env.ToMap(os.Environ()), os.Stdout, os.Stderr) }

func run(args []string, environment map[string]string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
		return runServer(environment, stdout, stderr)
	case args[0] == "-h", args[0] == "--help", args[0] == "help":
		fmt.Fprint(stdout, usage())
		return 0
	case args[0] == "brand":
		return runBrand(args[1:], stdout, stderr)
	}
	fmt.Fprintf(stderr, "thyra: unknown argument %q; thyra -h lists the settings\n", args[0])
	return exitUsage
}
