// Package schemas holds the JSON schemas of what the program reads and of the records its parts exchange.
package schemas

import "embed"

// Exports holds one schema for each API answer that is read, export/PRODUCT-ACTION.json. It describes one element of the
// answer's list, or the body of an answer without one, and only the structure: which fields are scalars, objects and lists.
//
//go:embed export/*.json
var Exports embed.FS

// Flow describes facts.Input, the record that the policies judge. It is also the type of "input" when they are compiled,
// which is why it has no maps: a misspelt field of a map's values is not found. Generated from the Go types.
//
//go:embed flow.json
var Flow []byte

// Decision describes what the policies return for one record.
//
//go:embed decision.json
var Decision []byte

// Rule describes the METADATA of a rule's package, as OPA prints it.
//
//go:embed rule.json
var Rule []byte

// Config describes .egresslint.yaml.
//
//go:embed config.json
var Config []byte
