package model

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

// outline is a schema as it is written, and judges by the few keywords that the schemas of exports use. A library for all
// of JSON Schema compiles its own schemas at each start of the program, and takes longer for those of the exports than
// everything else that reading them does. It is what the tests compare with.
type outline struct {
	file  *source.Node
	types *outline // the file that the others refer to; nil for itself
}

// violation is a value that the schema does not admit.
type violation struct {
	pointer string
	node    *source.Node
	types   *source.Node // that it may have
	missing []string     // keys that it must have; nil when the type is wrong
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

// violations returns what a value violates.
func (o *outline) violations(n *source.Node) []violation { return o.check(nil, o.file, n, "") }

func (o *outline) check(found []violation, schema, n *source.Node, pointer string) []violation {
	if ref := schema.Get("$ref"); ref != nil {
		file, definition := o.follow(ref.String())
		return file.check(found, definition, n, pointer)
	}
	if types := schema.Get("type"); !typed(types, n.Kind) {
		found = append(found, violation{pointer: pointer, node: n, types: types})
	}
	switch n.Kind {
	case source.Map:
		return o.checkFields(found, schema, n, pointer)
	case source.List:
		return o.checkElements(found, schema, n, pointer)
	}
	return found
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

func (o *outline) checkFields(found []violation, schema, n *source.Node, pointer string) []violation {
	var missing []string
	for _, key := range schema.Get("required").Elements() {
		if n.Get(key.String()) == nil {
			missing = append(missing, key.String())
		}
	}
	if missing != nil {
		found = append(found, violation{pointer: pointer, node: n, missing: missing})
	}
	properties, others := schema.Get("properties"), schema.Get("additionalProperties")
	for i, key := range n.Keys {
		property := properties.Get(key)
		if property == nil {
			property = others
		}
		if property != nil {
			found = o.check(found, property, n.Nodes[i], pointer+"/"+pointerEscaper.Replace(key))
		}
	}
	return found
}

func (o *outline) checkElements(found []violation, schema, n *source.Node, pointer string) []violation {
	items := schema.Get("items")
	if items == nil {
		return found
	}
	for i, element := range n.Nodes {
		found = o.check(found, items, element, pointer+"/"+strconv.Itoa(i))
	}
	return found
}
