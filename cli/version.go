package cli

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is what the linker sets for a release: -ldflags='-X github.com/thyra-ui/thyra/cli.version=v1.2.3'.
var version string

// build says which program this is.
type build struct {
	version  string
	revision string // of git, with a word when files had changed; empty where Go does not know it
	goTool   string
	platform string
}

// thisBuild is that of the running program.
func thisBuild() build {
	info, _ := debug.ReadBuildInfo() // nil in programs that no module made
	return buildOf(version, info)
}

// buildOf prefers the linker's version to the one that Go writes into a program (runtime/debug.BuildInfo).
func buildOf(linked string, info *debug.BuildInfo) build {
	b := build{version: linked, goTool: runtime.Version(), platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info == nil {
		b.version = cmp.Or(b.version, "unknown")
		return b
	}
	stamps := map[string]string{}
	for _, stamp := range info.Settings {
		stamps[stamp.Key] = stamp.Value
	}
	b.revision = stamps["vcs.revision"]
	if stamps["vcs.time"] != "" {
		b.revision += " of " + stamps["vcs.time"]
	}
	if stamps["vcs.modified"] == "true" {
		b.revision += ", with changes"
	}
	b.version = cmp.Or(b.version, info.Main.Version, "unknown")
	return b
}

// print writes a line for each fact.
func (b build) print(out io.Writer) {
	fmt.Fprintf(out, "thyra %s\n", b.version)
	if b.revision != "" {
		fmt.Fprintf(out, "revision %s\n", b.revision)
	}
	fmt.Fprintf(out, "%s %s\n", b.goTool, b.platform)
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version, what it was built from and for",
		DisableFlagsInUseLine: true, Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		Run: func(command *cobra.Command, _ []string) { thisBuild().print(command.OutOrStdout()) },
	}
}
