package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// healthTimeout is how long a server may take to say how it is. Kratos has a second of it (/health/ready).
const healthTimeout = 5 * time.Second

func newHealthcheckCommand(environment map[string]string) *cobra.Command {
	command := &cobra.Command{
		Use: "healthcheck [--ready]", Short: "Ask the server of this environment whether it runs, for images without a shell",
		DisableFlagsInUseLine: true, Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
	}
	ready := command.Flags().Bool("ready", false, "ask whether visitors may come (/health/ready), not only whether it runs (/health/alive)")
	command.RunE = func(command *cobra.Command, _ []string) error {
		path := "/health/alive"
		if *ready {
			path = "/health/ready"
		}
		if err := askHealth(command.Context(), environment, path, command.OutOrStdout()); err != nil {
			return exitError{exitFailed, err}
		}
		return nil
	}
	return command
}

// askHealth prints what the server answers. The error says why that is not 200.
func askHealth(ctx context.Context, environment map[string]string, path string, stdout io.Writer) error {
	// Settings that can't work are for the server to name. It may run all the same: files can have changed since its start.
	c, _ := readConfig(environment)
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.localURL(path), nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Transport{
		// An empty host is this machine to the dialer, and nothing in a URL.
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port))))
		},
		// The certificate is for the name that browsers know, and nothing secret is sent.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}).RoundTrip(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d %s", path, resp.StatusCode, strings.TrimSpace(string(answer)))
	}
	fmt.Fprintln(stdout, strings.TrimSpace(string(answer)))
	return nil
}

// localURL is the URL of a path below the base path, as it arrives here.
func (c *config) localURL(path string) string {
	scheme, base := "http", string(c.BasePath)
	if c.TLSCertPath != "" {
		scheme = "https"
	}
	if c.Stripped {
		base = ""
	}
	return scheme + "://localhost" + strings.TrimRight(base, "/") + path
}
