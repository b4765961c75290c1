package model

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

// exportSchema is the schema of an API, in two forms.
type exportSchema struct {
	outline func() *outline
	library func() *jsonschema.Schema // to say what is wrong
}

// exportSchemas holds the schema of each API, which is read when the first answer of the API is.
var exportSchemas = sync.OnceValue(func() map[string]exportSchema {
	found := map[string]exportSchema{}
	for _, group := range shapes() {
		for i := range group {
			file := schemaFile(group[i].api)
			found[group[i].api] = exportSchema{
				sync.OnceValue(func() *outline { return readOutline(file, commonTypes()) }),
				sync.OnceValue(func() *jsonschema.Schema { return compileSchema(file) }),
			}
		}
	}
	return found
})

// schemaFile returns the name of the API's schema in package schemas.
func schemaFile(api string) string {
	return "export/" + strings.NewReplacer(":", "-", "*", "").Replace(api) + ".json"
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

// checker validates the rows of one answer. The schemas look at structure alone, so rows of one structure share one
// validation; a long answer has few.
type checker struct {
	action string
	schema exportSchema
	passed map[uint64]bool
}

func newChecker(api string) *checker {
	_, action, _ := strings.Cut(api, ":")
	return &checker{action: action, schema: exportSchemas()[api], passed: map[uint64]bool{}}
}

// row returns what is wrong with the structure of a row, sorted by place.
func (c *checker) row(v value) []LocalProblem {
	problems := c.blanks(v)
	shape := structure(v.Node)
	if c.passed[shape] {
		return problems
	}
	if o := c.schema.outline(); o.admits(o.file, v.Node) {
		c.passed[shape] = true
		return problems
	}
	err, _ := c.schema.library().Validate(v.Any()).(*jsonschema.ValidationError)
	if err == nil {
		c.passed[shape] = true
		return problems
	}
	for _, leaf := range leaves(err) {
		problems = append(problems, LocalProblem{
			Pointer: v.pointer + leaf.InstanceLocation, Severity: source.Error, Message: c.explain(v.Node, leaf),
		})
	}
	slices.SortFunc(problems, func(a, b LocalProblem) int {
		return strings.Compare(a.Pointer+a.Message, b.Pointer+b.Message)
	})
	return problems
}

// blanks reports what a row must have and has without a text: that is as good as absent.
func (c *checker) blanks(v value) []LocalProblem {
	var problems []LocalProblem
	for _, required := range c.schema.outline().file.Get("required").Elements() {
		key := required.String()
		if n := v.Get(key); n != nil && empty(n) {
			problems = append(problems, LocalProblem{
				Pointer: v.pointer + "/" + key, Severity: source.Error, Message: fmt.Sprintf("a row of %s has no %s", c.action, key),
			})
		}
	}
	return problems
}

// explain says in the words of the answer what a violation of its schema is. The schemas ask for types, and for ids.
func (c *checker) explain(row *source.Node, violation *jsonschema.ValidationError) string {
	if missing, ok := strings.CutPrefix(violation.Message, "missing properties: "); ok {
		return fmt.Sprintf("a row of %s has no %s", c.action, strings.ReplaceAll(missing, "'", ""))
	}
	want := "a string"
	switch expected, _, _ := strings.Cut(violation.Message, ", but got"); {
	case strings.Contains(expected, "array"):
		want = "a list"
	case strings.Contains(expected, "object"):
		want = "an object"
	case strings.Contains(expected, "number"):
		want = "a string or a number"
	}
	return fmt.Sprintf("%s: %s is %s where %s belongs", c.action, called("/"+violation.InstanceLocation), kindName(nodeAt(row, violation.InstanceLocation)), want)
}

// nodeAt returns the value at a pointer.
func nodeAt(n *source.Node, pointer string) *source.Node {
	for _, key := range strings.Split(pointer, "/")[1:] {
		if index, err := strconv.Atoi(key); err == nil && n.Is(source.List) && index < len(n.Nodes) {
			n = n.Nodes[index]
			continue
		}
		n = n.Get(strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
	}
	return n
}

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

// structure returns a hash of the keys and kinds in n, without the texts. The elements of a list count once each kind, so
// that its length does not matter.
func structure(n *source.Node) uint64 {
	h := mix(fnvOffset, uint64(n.Kind)+1)
	switch n.Kind {
	case source.Map:
		for i, key := range n.Keys {
			for j := range len(key) {
				h = mix(h, uint64(key[j]))
			}
			h = mix(h, structure(n.Nodes[i]))
		}
	case source.List:
		last := uint64(0)
		for _, element := range n.Nodes {
			if s := structure(element); s != last {
				h, last = mix(h, s), s
			}
		}
	}
	return h
}

// The constants of FNV-1a.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func mix(h, v uint64) uint64 { return (h ^ v) * fnvPrime }
