package event

import (
	_ "embed"
	"slices"
)

//go:embed schema.json
var schemaJSON []byte

// JSONSchema returns the JSON Schema (draft 2020-12) of a [Report]'s JSON form.
func JSONSchema() []byte { return slices.Clone(schemaJSON) }
