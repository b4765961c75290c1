package model

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

// outline is a schema as it is written. To compile a schema takes the library a hundred times as long as to read it, and
// most answers are well-formed, so the outline tells first; what it does not admit is for the library to explain.
type outline struct {
	file  *source.Node
	types *outline // the file that the others refer to; nil for itself
}

func readOutline(file string, types *outline) *outline {
	text, err := fs.ReadFile(schemas.Exports, file)
	if err != nil {
		return &outline{}
	}
	root, err := source.FromJSON(text)
	if err != nil {
		return &outline{}
	}
	return &outline{root, types}
}

// commonTypes is the file that all schemas refer to.
var commonTypes = sync.OnceValue(func() *outline { return readOutline("export/types.json", nil) })

// admits tells whether the schema admits n for certain.
func (o *outline) admits(schema, n *source.Node) bool {
	if schema == nil {
		return false
	}
	if ref := schema.Get("$ref"); ref != nil {
		file, definition := o.follow(ref.String())
		return file.admits(definition, n)
	}
	return typed(schema.Get("type"), n.Kind) && o.admitsFields(schema, n) && o.admitsElements(schema, n)
}

// follow returns the definition that a reference names, and its file.
func (o *outline) follow(ref string) (*outline, *source.Node) {
	file, name, _ := strings.Cut(ref, "#/definitions/")
	if file != "" {
		o = o.types
	}
	return o, o.file.Get("definitions", name)
}

// typed tells whether a kind is among the types, of which there may be one, several, or no word.
func typed(types *source.Node, kind source.Kind) bool {
	if types == nil {
		return true
	}
	named := func(n *source.Node) bool { return n.String() == typeNames[kind] }
	return named(types) || slices.ContainsFunc(types.Elements(), named)
}

var typeNames = [...]string{
	source.Null: "null", source.Bool: "boolean", source.Number: "number", source.String: "string",
	source.List: "array", source.Map: "object",
}

func (o *outline) admitsFields(schema, n *source.Node) bool {
	if !n.Is(source.Map) {
		return true
	}
	for _, key := range schema.Get("required").Elements() {
		if n.Get(key.String()) == nil {
			return false
		}
	}
	properties, others := schema.Get("properties"), schema.Get("additionalProperties")
	for i, key := range n.Keys {
		property := properties.Get(key)
		if property == nil {
			property = others
		}
		if property != nil && !o.admits(property, n.Nodes[i]) {
			return false
		}
	}
	return true
}

func (o *outline) admitsElements(schema, n *source.Node) bool {
	items := schema.Get("items")
	return items == nil || !slices.ContainsFunc(n.Elements(), func(element *source.Node) bool { return !o.admits(items, element) })
}
