package cli

import (
	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/brand"
)

// newBrandCommand makes the commands for those who write brands: docs/brand.md.
func newBrandCommand(environment map[string]string) *cobra.Command {
	return group("brand", "Check brands, and begin new ones", newBrandCheckCommand(environment), newBrandNewCommand(), newBrandSchemaCommand())
}

func newBrandSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of brand.json",
		DisableFlagsInUseLine: true, Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(command *cobra.Command, _ []string) error {
			if _, err := command.OutOrStdout().Write(brand.Schema()); err != nil {
				return exitError{exitFailed, err}
			}
			return nil
		},
	}
}
