package model

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

// The outline admits what the library admits, for values that have the fields of the schema and, now and then, a wrong type.
func TestOutlineIsTheSchema(t *testing.T) {
	for api, schema := range exportSchemas() {
		t.Run(api, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			o := schema.outline()
			admitted := 0
			for range 300 {
				value := o.sample(r, o.file)
				got, err := o.admits(o.file, value), schema.library().Validate(value.Any())
				if got != (err == nil) {
					t.Fatalf("%s: %t, the library says %v", value.AppendJSON(nil), got, err)
				}
				if got {
					admitted++
				}
			}
			if admitted == 0 || admitted == 300 {
				t.Errorf("%d of 300 values are admitted", admitted)
			}
		})
	}
}

// sample returns a value that the schema may admit.
func (o *outline) sample(r *rand.Rand, schema *source.Node) *source.Node {
	if ref := schema.Get("$ref"); ref != nil {
		file, definition := o.follow(ref.String())
		return file.sample(r, definition)
	}
	kinds := []source.Kind{source.Null, source.Bool, source.Number, source.String, source.List, source.Map}
	if r.IntN(12) > 0 {
		kinds = slices.DeleteFunc(kinds, func(k source.Kind) bool { return !typed(schema.Get("type"), k) })
	}
	n := &source.Node{Kind: kinds[r.IntN(len(kinds))], Text: "1"}
	switch n.Kind {
	case source.List:
		for range r.IntN(3) {
			n.Nodes = append(n.Nodes, o.sampleOr(r, schema.Get("items")))
		}
	case source.Map:
		properties := schema.Get("properties")
		if properties == nil {
			properties = &source.Node{}
		}
		for i, key := range properties.Keys {
			if r.IntN(8) > 0 {
				n.Keys, n.Nodes = append(n.Keys, key), append(n.Nodes, o.sample(r, properties.Nodes[i]))
			}
		}
		n.Keys, n.Nodes = append(n.Keys, "Other"), append(n.Nodes, o.sampleOr(r, schema.Get("additionalProperties")))
	}
	return n
}

// sampleOr returns a value of the schema, and a text when there is none.
func (o *outline) sampleOr(r *rand.Rand, schema *source.Node) *source.Node {
	if schema == nil {
		return &source.Node{Kind: source.String}
	}
	return o.sample(r, schema)
}
