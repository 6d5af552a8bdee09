// Command pack writes the archive that the server is built with: locales/files.zip, made of the message files, their glossaries
// and what belongs to them. It owns the form of the archive and does not know what any text says.
//
//	go run ./locales/pack DIR DIR/files.zip
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: pack DIR FILE")
	}
	data, err := archive(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], data, 0o644) //nolint:gosec // a file of the repository
}

// archive holds every JSON file of a folder.
func archive(files fs.FS) ([]byte, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestCompression) })
	for _, name := range names {
		content, err := packed(files, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		file, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // without a time: the same files make the same archive
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(content); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return data.Bytes(), err
}

// packed is a file without spaces and, if it holds messages, without what only translators need.
func packed(files fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	if messages, _ := path.Match("active.*.json", name); !messages {
		var compact bytes.Buffer
		err := json.Compact(&compact, data)
		return compact.Bytes(), err
	}
	var messages map[string]any
	if err := json.Unmarshal(data, &messages); err != nil {
		return nil, err
	}
	for key, message := range messages {
		messages[key] = shown(message)
	}
	var compact bytes.Buffer
	encoder := json.NewEncoder(&compact)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(messages)
	return bytes.TrimSpace(compact.Bytes()), err
}

// shown is a message without its hash and description: its text alone where it has no plural forms.
func shown(message any) any {
	forms, ok := message.(map[string]any)
	if !ok {
		return message
	}
	for field := range forms {
		if !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, field) {
			delete(forms, field)
		}
	}
	if len(forms) == 1 && forms["other"] != nil {
		return forms["other"]
	}
	return forms
}
