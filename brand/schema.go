package brand

import _ "embed"

//go:generate go run ./schema

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (draft 2020-12) of a brand.json, with which editors complete and check it while it is written.
func Schema() []byte { return schema }
