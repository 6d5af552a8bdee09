// Schema writes brand/schema.json, the JSON Schema of a brand.json: structure.json, completed with the keys and English texts
// of the messages that a brand may word in its own way. It does not know what a brand is; package brand compares the schema
// with its types.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/thyra-ui/thyra/locales"
)

//go:embed structure.json
var structure []byte

// place is where the texts go, an empty object. The file is changed as text because decoded objects lose the order of keys.
var place = []byte(`"properties": {}`)

func main() {
	if err := write("schema.json"); err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}

func write(path string) error {
	messages, err := locales.English()
	if err != nil {
		return err
	}
	schema, err := complete(structure, messages)
	if err != nil {
		return err
	}
	return os.WriteFile(path, schema, 0o644) //nolint:gosec // a source file, for everyone to read
}

// complete is the schema with a property for each message, described by its English text.
func complete(structure []byte, messages map[string]string) ([]byte, error) {
	type property struct {
		Type        string `json:"type"`
		Description string `json:"description"`
	}
	properties := map[string]property{}
	for key, text := range messages {
		properties[key] = property{"string", text}
	}
	if bytes.Count(structure, place) != 1 {
		return nil, errors.New("structure.json must have one empty object of properties, for the messages")
	}
	var texts, schema bytes.Buffer
	encoder := json.NewEncoder(&texts)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(properties); err != nil {
		return nil, err
	}
	filled := append([]byte(`"properties": `), texts.Bytes()...)
	err := json.Indent(&schema, bytes.Replace(structure, place, filled, 1), "", "  ")
	return schema.Bytes(), err
}
