package model

import (
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

// An outline finds what the library finds, in values that have the fields of the schema and, now and then, a wrong type.
func TestOutlineIsTheSchema(t *testing.T) {
	for api, outline := range exportSchemas() {
		t.Run(api, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			o, library := outline(), compileSchema(schemaFile(api))
			admitted := 0
			for range 300 {
				value := o.sample(r, o.file)
				got, want := foundBy(o, value), foundByLibrary(library, value)
				if !slices.Equal(got, want) {
					t.Fatalf("%s: %q, the library says %q", value.AppendJSON(nil), got, want)
				}
				if len(got) == 0 {
					admitted++
				}
			}
			if admitted == 0 || admitted == 300 {
				t.Errorf("%d of 300 values are admitted", admitted)
			}
		})
	}
}

// foundBy returns the violations in words, sorted.
func foundBy(o *outline, n *source.Node) []string {
	var said []string
	for _, v := range o.violations(n) {
		if v.missing != nil {
			said = append(said, v.pointer+": missing properties: '"+strings.Join(v.missing, "', '")+"'")
		} else {
			said = append(said, v.pointer+": expected "+strings.Join(typesOf(v.types), " or "))
		}
	}
	slices.Sort(said)
	return said
}

// typesOf returns the names of types, one or several.
func typesOf(n *source.Node) []string {
	if n.Is(source.String) {
		return []string{n.Text}
	}
	var names []string
	for _, name := range n.Elements() {
		names = append(names, name.Text)
	}
	return names
}

func foundByLibrary(schema *jsonschema.Schema, n *source.Node) []string {
	err, _ := schema.Validate(n.Any()).(*jsonschema.ValidationError)
	if err == nil {
		return nil
	}
	var said []string
	for _, leaf := range leaves(err) {
		message, _, _ := strings.Cut(leaf.Message, ", but got")
		said = append(said, leaf.InstanceLocation+": "+message)
	}
	slices.Sort(said)
	return said
}

func compileSchema(file string) *jsonschema.Schema {
	compiler := jsonschema.NewCompiler()
	compiler.LoadURL = func(url string) (io.ReadCloser, error) {
		return schemas.Exports.Open(strings.TrimPrefix(url, schemaScheme))
	}
	return compiler.MustCompile(schemaScheme + file)
}

// schemaScheme begins the URLs of embedded schemas; nothing is fetched.
const schemaScheme = "embed:///"

// leaves returns the errors that have no cause.
func leaves(err *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(err.Causes) == 0 {
		return []*jsonschema.ValidationError{err}
	}
	var out []*jsonschema.ValidationError
	for _, cause := range err.Causes {
		out = append(out, leaves(cause)...)
	}
	return out
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
