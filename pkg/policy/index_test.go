package policy

import (
	"context"
	"reflect"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

const ruleShapes = `package shapes

one := 1 if input.x == 1

several := "a" if input.x == 1

several := "b" if input.x == 2

agreed if input.x == 1

agreed if input.x > 0

chain := "first" if {
	input.x == 1
} else := "second" if {
	input.x == 2
} else := "third"

default fallen := "default"

fallen := "own" if input.x == 2

called := [f(input.x), g("a"), g(input.x)]

f(1) := "one"

f(x) := "more" if x > 1

default g(_) := "other"

g("a") := input.x

found contains "a" if input.x == 1

found contains "b" if input.x >= 1

by[name] := input.x if some name in ["p", "q"]

by.r := "fixed" if input.x == 1

by[name].s := 3 if some name in ["t"]

torn := 1 if input.x >= 3

torn := 2 if input.x == 3
`

// The index finds what OPA's own finds, whatever the shape of the rules.
func TestIndexOfAllRules(t *testing.T) {
	own := ast.NewCompiler().WithSkipStages(ast.StageBuildRuleIndices)
	own.WithStageAfterID(ast.StageSetRuleTree, ast.CompilerStageDefinition{Name: "IndexRules", Stage: indexRules})
	answer := func(compiler *ast.Compiler, input any) (any, bool) {
		compiler.Compile(map[string]*ast.Module{"shapes.rego": ast.MustParseModule(ruleShapes)})
		if compiler.Failed() {
			t.Fatal(compiler.Errors)
		}
		results, err := rego.New(rego.Compiler(compiler), rego.Query("data.shapes"), rego.Input(input)).Eval(context.Background())
		if err != nil {
			return nil, false
		}
		return results[0].Expressions[0].Value, true
	}
	for _, input := range []any{map[string]any{}, map[string]any{"x": 1}, map[string]any{"x": 2}, map[string]any{"x": 3}} {
		got, ok := answer(own, input)
		want, fine := answer(ast.NewCompiler(), input)
		if ok != fine || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %v, %v, want %v, %v", input, got, ok, want, fine)
		}
	}
}
