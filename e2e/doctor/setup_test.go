package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// demo is the stack of `make demo` with Hydra.
func demo(t *testing.T) *stack.Stack {
	t.Helper()
	return shared.SharedStack(t, "demo", stack.Options{
		Overlays: []string{stack.OAuth2}, Proxy: stack.ProxyAt(0), Hosts: []string{"shop.localhost", "dev.localhost", "rail.localhost"},
		UIEnv: []string{"BRAND_DIR=" + harness.Path(t, "brand", "examples")},
	})
}

// ownKratos is a Kratos beside that of a stack, with its configuration but for what is laid over it.
type ownKratos struct {
	url, admin string
	arguments  []string // -c
}

// startKratos starts such a Kratos. In the YAML laid over the stack's, $KRATOS is its own address,
// which is its base_url, too.
func startKratos(t *testing.T, s *stack.Stack, overlay string, flags ...string) ownKratos {
	t.Helper()
	k := ownKratos{arguments: s.ConfigArguments()}
	var ports [2]int
	for i := range ports {
		port, err := stack.FreePort(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ports[i] = port
	}
	k.url, k.admin = fmt.Sprintf("http://localhost:%d", ports[0]), fmt.Sprintf("http://localhost:%d", ports[1])
	own := fmt.Sprintf("serve: {public: {port: %d, base_url: %s/}, admin: {port: %d, base_url: %s/}}\n", ports[0], k.url, ports[1], k.admin)
	for _, content := range []string{own, strings.ReplaceAll(overlay, "$KRATOS", k.url)} {
		if content != "" {
			k.arguments = append(k.arguments, "-c", write(t, content))
		}
	}
	p, err := child.Start(shared.Context(), "Kratos", nil, os.Environ(), s.KratosBinary(), slices.Concat([]string{"serve", "--sqa-opt-out"}, flags, k.arguments)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, address := range []string{k.url + "/health/ready", k.admin + "/admin/health/ready"} {
		if err := p.Ready(ctx, address); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// settings are those of the stack's UI, but with this Kratos.
func (k ownKratos) settings(s *stack.Stack) []string {
	return append(s.UISettings(), "KRATOS_PUBLIC_URL="+k.url, "KRATOS_BROWSER_URL="+k.url)
}

// write puts a configuration into a file.
func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kratos.yml")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// result is what `thyra doctor` printed.
type result struct {
	code     int
	output   string
	findings []string
}

var findingLine = regexp.MustCompile(`(?m)^[a-z]+(-[a-z]+)+$`)

// doctor runs `thyra doctor` with the settings KEY=value.
func doctor(t *testing.T, settings []string, arguments ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, shared.Binaries(t).UI, append([]string{"doctor"}, arguments...)...)
	command.Env = append([]string{"HOME=" + t.TempDir(), "NO_PROXY=*"}, settings...)
	output, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	r := result{code: command.ProcessState.ExitCode(), output: string(output), findings: findingLine.FindAllString(string(output), -1)}
	slices.Sort(r.findings)
	r.findings = slices.Compact(r.findings)
	return r
}

// configFlags are the flags for the files of arguments of Kratos.
func configFlags(arguments []string) []string {
	flags := slices.Clone(arguments)
	for i := 0; i < len(flags); i += 2 {
		flags[i] = "--kratos-config"
	}
	return flags
}
