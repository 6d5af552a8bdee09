// Command thyra serves login and account pages in front of Ory Kratos: package cli says how.
package main

import (
	"os"

	"github.com/thyra-ui/thyra/cli"
)

func main() { os.Exit(cli.Main()) }
