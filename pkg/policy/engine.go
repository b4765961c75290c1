package policy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
)

// query is what the host asks about every record, and namedQuery about one with names.
const (
	query      = "data.egress.main.decision"
	namedQuery = "data.egress.main.named"
)

// Engine evaluates the policy tree. It is safe for concurrent use, and for the flows of any bundle.
type Engine struct {
	query       rego.PreparedEvalQuery
	named       rego.PreparedEvalQuery // of the rules that ask for names
	asking      [][]string             // those rules
	rules       map[string]*finding.Rule
	locations   map[owner]string
	memo        *memo
	evaluations atomic.Int64
}

// Load compiles the policy tree. The error names the file and the line of what does not compile.
func Load(ctx context.Context, tree fs.FS) (*Engine, error) {
	e, err := load(ctx, tree)
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	return e, nil
}

func load(ctx context.Context, tree fs.FS) (*Engine, error) {
	names, err := moduleNames(tree)
	if err != nil {
		return nil, err
	}
	compiled, err := readCompiled(tree, names)
	if err == nil && compiled == nil {
		compiled, err = compileSources(tree, names)
	}
	if err != nil {
		return nil, err
	}
	addExamples(tree, compiled.rules)
	return newEngine(ctx, compiled)
}

func newEngine(ctx context.Context, compiled *compiledTree) (*Engine, error) {
	e := &Engine{rules: compiled.rules, locations: compiled.locations, memo: newMemo()}
	compiler := compiled.compiler()
	var err error
	if e.query, err = prepare(ctx, compiler, query); err != nil {
		return nil, err
	}
	if e.asking = asking(compiled.rules); len(e.asking) > 0 {
		e.named, err = prepare(ctx, compiler, namedQuery)
	}
	return e, err
}

func prepare(ctx context.Context, compiler *ast.Compiler, query string) (rego.PreparedEvalQuery, error) {
	return rego.New(rego.Compiler(compiler), rego.Query(query), rego.StrictBuiltinErrors(true)).PrepareForEval(ctx)
}

// Rules returns what the METADATA of every rule says, sorted by ID.
func (e *Engine) Rules() []*finding.Rule {
	var sorted []*finding.Rule
	for _, id := range slices.Sorted(maps.Keys(e.rules)) {
		sorted = append(sorted, e.rules[id])
	}
	return sorted
}

// Evaluations returns how many different input records were evaluated.
func (e *Engine) Evaluations() int { return int(e.evaluations.Load()) }

// decide returns the decision about a case. Equal records are evaluated once.
func (e *Engine) decide(ctx context.Context, c *facts.Case) (*decision, error) {
	return e.memo.decisions.get(c.Key(), func() (*decision, error) { return e.evaluate(ctx, c) })
}

func (e *Engine) evaluate(ctx context.Context, c *facts.Case) (*decision, error) {
	record, err := e.record(ctx, c)
	if err != nil {
		return nil, err
	}
	return e.decoded(record, c, false)
}

// decoded checks what the policies say, or a part of them.
func (e *Engine) decoded(record decisionRecord, c *facts.Case, part bool) (*decision, error) {
	d := decoder{rules: e.rules, who: owner{kind: "decision"}, part: part}
	if err := d.decode(record); err != nil {
		return nil, e.blame(d.who, err)
	}
	return &d.decision, e.check(&d.decision, c)
}

// record returns what the policies say about a case, as they say it.
func (e *Engine) record(ctx context.Context, c *facts.Case) (decisionRecord, error) {
	input, err := e.input(ctx, c)
	if err != nil {
		return decisionRecord{}, fmt.Errorf("record: %w", err)
	}
	return e.answer(ctx, e.query, input)
}

func (e *Engine) answer(ctx context.Context, query rego.PreparedEvalQuery, input ast.Value) (decisionRecord, error) {
	var record decisionRecord
	e.evaluations.Add(1)
	results, err := query.Eval(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return record, err
	}
	who := owner{kind: "decision"}
	if len(results) == 0 {
		return record, e.blame(who, errors.New("undefined"))
	}
	if record, err = readRecord(results[0].Expressions[0].Value); err != nil {
		return record, e.blame(who, err)
	}
	return record, nil
}

// blame says which gate or rule an error is of, and where it is written.
func (e *Engine) blame(who owner, err error) error {
	name := who.kind
	if who.name != "" {
		name += " " + who.name
	}
	if at, ok := e.locations[who]; ok {
		name += " (" + at + ")"
	}
	return fmt.Errorf("%s: %w", name, err)
}

// check tells whether every handle of a decision stands for something, as it does in all cases of one record or in none.
func (e *Engine) check(d *decision, c *facts.Case) error {
	for i, handle := range d.handles {
		if _, ok := c.Entity(handle); !ok {
			return e.blame(d.users[i], fmt.Errorf("handle %q stands for nothing", handle))
		}
	}
	return nil
}
