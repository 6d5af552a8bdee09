package cli

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
)

// fileSuffix ends the name of a variable that holds the path of a file with a secret, in place of the secret.
const fileSuffix = "_FILE"

// secretSettings are the names of the variables whose value may be in a file: those of config with the tag secret.
func secretSettings() (names []string) {
	for field := range reflect.TypeFor[config]().Fields() {
		if field.Tag.Get("secret") == "true" {
			names = append(names, field.Tag.Get("env"))
		}
	}
	return names
}

// setAs is the name of the variable by which a setting was made: its own, or that of its file.
func setAs(environment map[string]string, name string) string {
	if environment[name] == "" && environment[name+fileSuffix] != "" && slices.Contains(secretSettings(), name) {
		return name + fileSuffix
	}
	return name
}

// withSecrets is the environment with the secrets that are in files. The errors name the variables of the files.
func withSecrets(environment map[string]string) (with map[string]string, errs []error) {
	with = maps.Clone(environment)
	for _, name := range secretSettings() {
		path := environment[name+fileSuffix]
		if path == "" {
			continue
		}
		if environment[name] != "" {
			errs = append(errs, fmt.Errorf("%s and %[1]s%s are both set: take one of them out", name, fileSuffix))
			continue
		}
		secret, err := readSecret(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s%s names no file with a secret: %w; it must be a file, such as /run/secrets/thyra", name, fileSuffix, err))
			continue
		}
		with[name] = secret
	}
	return with, errs
}

// readSecret is the content of a file without the newline that editors put at its end.
func readSecret(path string) (string, error) {
	content, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own
	if err != nil {
		return "", err
	}
	secret := strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	if secret == "" {
		return "", errors.New(path + " is empty")
	}
	return secret, nil
}
