package cli

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// documents are the texts of all documents of this repository, by path.
func documents(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	root := os.DirFS("..")
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		files, err := fs.Glob(root, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			texts[file] = readDocument(t, "../"+file)
		}
	}
	if len(texts) < 15 {
		t.Fatalf("%d documents found", len(texts))
	}
	return texts
}

var inlineCommand = regexp.MustCompile("`(thyra [^`\n]+)`")

// Commands in blocks are complete. Those in a sentence may leave their arguments out.
func TestCommandsOfTheDocumentsParse(t *testing.T) {
	t.Parallel()
	found := 0
	for file, text := range documents(t) {
		for _, block := range shellBlocks(text) {
			for line := range strings.Lines(strings.ReplaceAll(block, "\\\n", " ")) {
				arguments, is := thyraArguments(line)
				if !is {
					continue
				}
				found++
				if err := parse(arguments, true); err != nil {
					t.Errorf("%s: %s: %v", file, strings.TrimSpace(line), err)
				}
			}
		}
		for _, match := range inlineCommand.FindAllStringSubmatch(text, -1) {
			found++
			if err := parse(strings.Fields(match[1])[1:], false); err != nil {
				t.Errorf("%s: %s: %v", file, match[1], err)
			}
		}
	}
	if found < 20 {
		t.Errorf("%d commands found: are the documents read?", found)
	}
}

// thyraArguments are the arguments of thyra in a line of a shell that calls it, by its name or in a container.
func thyraArguments(line string) ([]string, bool) {
	line, _, _ = strings.Cut(line, " #")
	fields := strings.Fields(line)
	inContainer := len(fields) > 2 && fields[0] == "docker" && fields[1] == "run"
	for i, field := range fields {
		switch {
		case field == "thyra" && (i == 0 || !strings.HasPrefix(fields[i-1], "-")):
			return fields[i+1:], true
		case !inContainer && !strings.Contains(field, "="):
			return nil, false
		}
	}
	return nil, false
}

// parse is the error of the program's arguments, which are checked as cobra does before it runs a command.
func parse(arguments []string, complete bool) error {
	root := newServeCommand(nil)
	root.AddCommand(commands(nil)...)
	root.InitDefaultCompletionCmd(arguments...)
	command, rest, err := root.Find(arguments)
	if err != nil {
		return err
	}
	command.InitDefaultHelpFlag()
	if err := command.ParseFlags(rest); err != nil {
		return err
	}
	if help, _ := command.Flags().GetBool("help"); help || len(command.Flags().Args()) == 0 && !complete {
		return nil
	}
	if command.HasSubCommands() && command.Args == nil && command.HasParent() {
		return cobra.NoArgs(command, command.Flags().Args())
	}
	return command.ValidateArgs(command.Flags().Args())
}

// othersVariables belong to Go, OpenTelemetry, Kratos, the Node UI, make and our own tests.
func othersVariables() []string {
	return strings.Fields(`
		CGO_ENABLED CLDR_VERSION SSL_CERT_FILE SSL_CERT_DIR HTTPS_PROXY HTTP_PROXY NO_PROXY
		OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_PROTOCOL OTEL_SERVICE_NAME OTEL_TRACES_SAMPLER OTEL_TRACES_EXPORTER
		COURIER_TEMPLATE_OVERRIDE_PATH
		BASE_URL SECURITY_MODE JWKS_URL NODE_ENV NODE_EXTRA_CA_CERTS
		NAME_FILE KRATOS_BROSWER_URL`)
}

// A variable that a document names is a setting, or one of somebody else's.
func TestVariablesOfTheDocumentsExist(t *testing.T) {
	t.Parallel()
	known := othersVariables()
	for _, s := range settings() {
		known = append(known, s.Name)
	}
	name := regexp.MustCompile(`\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b`)
	for file, text := range documents(t) {
		for _, found := range name.FindAllString(text, -1) {
			if !slices.Contains(known, found) {
				t.Errorf("%s names the variable %s, which does not exist", file, found)
			}
		}
	}
}

// The file of settings in docs/install.md works as it stands.
func TestSettingsOfInstallAreAccepted(t *testing.T) {
	t.Parallel()
	variables := map[string]string{}
	for _, block := range shellBlocks(readDocument(t, "../docs/install.md")) {
		if !strings.HasPrefix(block, "KRATOS_PUBLIC_URL=") {
			continue
		}
		for line := range strings.Lines(block) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			variables[name] = value
		}
	}
	if c, err := readConfig(variables); err != nil || c.PublicURL == "" || len(c.TrustedProxies) == 0 {
		t.Errorf("%v: %+v, %v", variables, c, err)
	}
	if found := nearMisses(variables); len(found) > 0 {
		t.Errorf("%v", found)
	}
}
