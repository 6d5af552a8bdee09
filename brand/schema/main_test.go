package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

func TestSchemaIsUpToDate(t *testing.T) {
	t.Parallel()
	messages, err := locales.English()
	if err != nil {
		t.Fatal(err)
	}
	want, err := complete(structure, messages)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("brand/schema.json is out of date: make generate")
	}
}

func TestStructureWithoutAPlaceForTheMessages(t *testing.T) {
	t.Parallel()
	for _, structure := range []string{`{}`, `{"properties": {}, "$defs": {"properties": {}}}`} {
		if schema, err := complete([]byte(structure), nil); err == nil {
			t.Errorf("%s became %s", structure, schema)
		}
	}
}
