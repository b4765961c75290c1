package model

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/source"
)

// exportSchemas holds the schema of each API, which is read when the first answer of the API is.
var exportSchemas = sync.OnceValue(func() map[string]func() *outline {
	found := map[string]func() *outline{}
	for _, group := range shapes() {
		for i := range group {
			file := schemaFile(group[i].api)
			found[group[i].api] = sync.OnceValue(func() *outline { return readOutline(file, commonTypes()) })
		}
	}
	return found
})

// schemaFile returns the name of the API's schema in package schemas.
func schemaFile(api string) string {
	return "export/" + strings.NewReplacer(":", "-", "*", "").Replace(api) + ".json"
}

// checker validates the rows of one answer. The schemas look at structure alone, so rows of one structure share one
// validation; a long answer has few.
type checker struct {
	action string
	schema *outline
	passed map[uint64]bool
}

func newChecker(api string) *checker {
	_, action, _ := strings.Cut(api, ":")
	return &checker{action: action, schema: exportSchemas()[api](), passed: map[uint64]bool{}}
}

// row returns what is wrong with the structure of a row, sorted by place.
func (c *checker) row(v value) []LocalProblem {
	problems := c.blanks(v)
	shape := structure(v.Node)
	if c.passed[shape] {
		return problems
	}
	found := c.schema.violations(v.Node)
	if len(found) == 0 {
		c.passed[shape] = true
		return problems
	}
	for _, violation := range found {
		problems = append(problems, LocalProblem{
			Pointer: v.pointer + violation.pointer, Severity: source.Error, Message: c.explain(violation),
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
	for _, required := range c.schema.file.Get("required").Elements() {
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
func (c *checker) explain(v violation) string {
	if len(v.missing) > 0 {
		return fmt.Sprintf("a row of %s has no %s", c.action, strings.Join(v.missing, ", "))
	}
	want := "a string"
	switch {
	case typed(v.types, source.List):
		want = "a list"
	case typed(v.types, source.Map):
		want = "an object"
	case typed(v.types, source.Number):
		want = "a string or a number"
	}
	return fmt.Sprintf("%s: %s is %s where %s belongs", c.action, called("/"+v.pointer), kindName(v.node), want)
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
