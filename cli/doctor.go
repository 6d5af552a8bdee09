package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/doctor"
)

// doctorFlags are what the environment of the server does not say: Kratos's files, and what the mails were made with.
type doctorFlags struct {
	kratosConfig []string
	language     string
	hosts        []string
}

func newDoctorCommand(environment map[string]string) *cobra.Command {
	var f doctorFlags
	command := &cobra.Command{
		Use: "doctor [flags]", Short: "Check the settings of this server, Kratos, Hydra and the proxy against each other",
		DisableFlagsInUseLine: true, Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(command *cobra.Command, _ []string) error {
			return runDoctor(command.Context(), environment, f, command.OutOrStdout())
		},
	}
	flags := command.Flags()
	flags.StringArrayVar(&f.kratosConfig, "kratos-config", nil, "Kratos's configuration file, to check more; may be repeated, as Kratos's flag -c")
	flags.StringVar(&f.language, "language", "", "the flag --language that thyra mail was run with")
	flags.StringArrayVar(&f.hosts, "host", nil, "the flag --host that thyra mail was run with; may be repeated (default that of the pages)")
	return command
}

// runDoctor prints what was seen and what can't work.
func runDoctor(ctx context.Context, environment map[string]string, f doctorFlags, stdout io.Writer) error {
	c, err := readConfig(environment)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("these settings can't work:\n%w", err)}
	}
	setup := setupOf(c)
	if len(f.kratosConfig) > 0 {
		if setup.Config, err = doctor.ReadKratosConfig(f.kratosConfig); err != nil {
			return exitError{exitUsage, err}
		}
	}
	for _, m := range nearMisses(environment) {
		setup.Variables = append(setup.Variables, m.String())
	}
	setup.Certificates = checkAuthorities(environment)
	checkContent(c, &setup)
	mailNote := checkMailFolder(c, f, &setup)
	result := doctor.Run(ctx, setup)
	for _, note := range append(result.Notes, mailNote...) {
		fmt.Fprintln(stdout, note)
	}
	for _, finding := range result.Findings {
		fmt.Fprintf(stdout, "\n%s", finding)
	}
	if count := len(result.Findings); count > 0 {
		fmt.Fprintf(stdout, "\nFindings: %d. docs/deploy.md explains each by its name.\n", count)
		return exitError{code: exitFailed}
	}
	fmt.Fprintln(stdout, "\nAll is well.")
	return nil
}

// setupOf is what the environment tells of a set-up.
func setupOf(c config) doctor.Setup {
	return doctor.Setup{
		KratosURL: string(c.KratosPublicURL), BrowserURL: string(c.KratosBrowserURL), BrowserPath: string(c.KratosBrowserPath),
		KratosAdminURL: string(c.KratosAdminURL), PublicURL: string(c.PublicURL), BasePath: string(c.BasePath),
		ServesTLS: c.TLSCertPath != "", TrustsProxy: len(c.TrustedProxies) > 0,
		HydraAdminURL: string(c.HydraAdminURL), HydraPublicURL: string(c.HydraPublicURL), HydraToken: c.OryAPIToken,
		Timeout: time.Duration(c.KratosTimeout),
	}
}

// checkContent reads the directories of messages and brands.
func checkContent(c config, setup *doctor.Setup) {
	catalog, err := catalogWith(string(c.LocalesDir))
	if err != nil {
		setup.LocalesDir = err
		if catalog, err = catalogWith(""); err != nil {
			return // those of the program itself, which tests hold
		}
	}
	if c.BrandDir == "" {
		return
	}
	brands, err := mailFlags{brands: string(c.BrandDir), noContrast: c.LowContrast}.readBrands(catalog)
	if setup.BrandDir = err; err != nil {
		return
	}
	for _, b := range brands.All() {
		setup.Hosts = append(setup.Hosts, b.Hosts...)
	}
}
