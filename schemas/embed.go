// Package schemas holds the JSON schemas of what the program reads and of the records its parts exchange.
package schemas

import "embed"

// Exports holds one schema for each API answer that is read, export/PRODUCT-ACTION.json. It describes one element of the
// answer's list, or the body of an answer without one, and only the structure: which fields are scalars, objects and lists.
//
//go:embed export/*.json
var Exports embed.FS
