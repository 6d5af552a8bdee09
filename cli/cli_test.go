package cli

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestHelpListsEverySetting(t *testing.T) {
	t.Parallel()
	for _, argument := range []string{"-h", "--help", "help"} {
		var stdout, stderr bytes.Buffer
		if code := run([]string{argument}, nil, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
			t.Errorf("%s: exit code %d, %s", argument, code, &stderr)
		}
		for _, s := range settings() {
			if s.Name == "" || s.Doc == "" {
				t.Errorf("%+v is not described", s)
			}
			for _, want := range []string{"  " + s.Name + " ", s.Default, strings.ReplaceAll(s.Doc, "**", "")} {
				if !strings.Contains(stdout.String(), want) {
					t.Errorf("%s does not print %q", argument, want)
				}
			}
		}
	}
}

func TestWhatCantWorkEndsWithCode2(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		arguments   []string
		environment map[string]string
		want        string
	}{
		{"unknown argument", []string{"serve"}, environment(), `"serve"`},
		{"unknown flag", []string{"-port=1"}, environment(), `"-port=1"`},
		{"no settings", nil, nil, "KRATOS_PUBLIC_URL"},
		{"bad port", nil, environment("PORT", "x"), "PORT"},
		{"several mistakes", nil, environment("PORT", "x", "HOME_URL", "x"), "HOME_URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			if code := run(test.arguments, test.environment, &stdout, &stderr); code != exitUsage {
				t.Errorf("exit code %d, want %d", code, exitUsage)
			}
			if stdout.Len() > 0 || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("stdout %q, stderr %q, want %q in it", &stdout, &stderr, test.want)
			}
		})
	}
}

// Shells complete commands and what follows them, and need no settings for it.
func TestShellsCompleteCommands(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"completion", "bash"}, "__complete"},
		{[]string{"completion", "zsh"}, "#compdef thyra"},
		{[]string{"__complete", "brand", ""}, "schema\tPrint the JSON Schema"},
		{[]string{"brand", "check", "-h"}, "--no-contrast"},
		{[]string{"help", "brand", "new"}, "thyra brand new DIR NAME COLOR"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(test.arguments, nil, &stdout, &stderr); code != 0 || !strings.Contains(stdout.String(), test.want) {
			t.Errorf("%v: exit code %d, stderr %q, stdout without %q:\n%s", test.arguments, code, &stderr, test.want, &stdout)
		}
	}
}

func TestServingThatFailsEndsWithCode1(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := fmt.Sprint(taken.Addr().(*net.TCPAddr).Port)
	notPEM := environment("PORT", "0", "HOST", "127.0.0.1", "TLS_CERT_PATH", "cli_test.go", "TLS_KEY_PATH", "cli_test.go")
	for name, e := range map[string]map[string]string{
		"port taken":     environment("PORT", port, "HOST", "127.0.0.1"),
		"no certificate": notPEM,
	} {
		var stdout, stderr bytes.Buffer
		if code := run(nil, e, &stdout, &stderr); code != exitFailed || stderr.Len() == 0 {
			t.Errorf("%s: exit code %d, stderr %q", name, code, &stderr)
		}
	}
}

// What tests and the gallery play back has no place in the server that operators run.
func TestServerLinksNoRecordings(t *testing.T) {
	t.Parallel()
	linked, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "..").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"/kratos/recordings", "/thyra/gallery", "/templates/htmlcheck", "goquery"} {
		if strings.Contains(string(linked), unwanted+"\n") {
			t.Errorf("the server links %s", unwanted)
		}
	}
}

// document reads a file that a test looks at.
func document(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
