package policy

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
)

// asking returns the rules that ask for names, as their packages are called.
func asking(rules map[string]*finding.Rule) [][]string {
	var found [][]string
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		if rules[id].Names {
			found = append(found, strings.Split(strings.ReplaceAll(id, "-", "_"), "/"))
		}
	}
	return found
}

// askNamed asks the rules that ask for names about the cases of one replica.
func (e *Engine) askNamed(ctx context.Context, flow *facts.Flow, cases []*facts.Case) ([]outcome, error) {
	if len(e.asking) == 0 {
		return nil, nil
	}
	var outcomes []outcome
	for _, c := range cases {
		named, err := e.decideNamed(ctx, c, flow.Names())
		if err != nil {
			return nil, err
		}
		outcomes = append(outcomes, outcome{named, c})
	}
	return outcomes, nil
}

// decideNamed decides about a record with names. Nothing of it is remembered, for no other is equal.
func (e *Engine) decideNamed(ctx context.Context, c *facts.Case, names *facts.WhoFacts) (*decision, error) {
	names.Asking = e.asking
	input, err := e.input(ctx, c)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(names)
	if err != nil {
		return nil, err
	}
	value, err := ast.ValueFromReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	input.(ast.Object).Insert(ast.StringTerm("names"), ast.NewTerm(value))
	record, err := e.answer(ctx, e.named, input)
	if err != nil {
		return nil, err
	}
	return e.decoded(record, c, true)
}
