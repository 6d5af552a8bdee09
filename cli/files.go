package cli

import (
	"fmt"
	"os"
	"strings"
)

// file is the path of a file that is there.
type file string

// UnmarshalText parses a setting. The path is set even when the file is missing, so that the setting counts as made.
func (f *file) UnmarshalText(text []byte) error {
	*f = file(text)
	if _, err := os.Stat(string(text)); err != nil {
		return fmt.Errorf("names no file: %w; it must be a PEM file, such as /etc/thyra/tls.pem", err)
	}
	return nil
}

// brandDir is a directory with something in it. What brands are there, package brand reads.
type brandDir string

// UnmarshalText parses a setting.
func (d *brandDir) UnmarshalText(text []byte) error {
	*d = brandDir(text)
	const want = "it must be a directory with a folder for each brand, such as /etc/thyra/brands with acme/brand.json in it"
	entries, err := os.ReadDir(string(text))
	if err != nil {
		return fmt.Errorf("names no directory: %w; %s", err, want)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") { // a mounted volume may have hidden ones of its own
			return nil
		}
	}
	return fmt.Errorf("names %s, which is empty; %s", text, want)
}

// localesDir is a directory with message files.
type localesDir string

// UnmarshalText parses a setting.
func (d *localesDir) UnmarshalText(text []byte) error {
	*d = localesDir(text)
	if err := holdsMessages(string(text)); err != nil {
		return fmt.Errorf("can't be used: %w; it must be a directory of message files, such as /etc/thyra/locales with active.de.json in it", err)
	}
	return nil
}
