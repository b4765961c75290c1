package policy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/facts"
)

// answered returns the part about DNS with the answers to its lookups. Each lookup is a record like any other, so it is
// evaluated once for all the flows that ask it.
func (e *Engine) answered(ctx context.Context, component *facts.Component, lookups []*facts.Case) (ast.Value, error) {
	var part map[string]any
	if err := json.Unmarshal(component.JSON, &part); err != nil {
		return nil, err
	}
	asked, _ := part["lookups"].([]any)
	for i, c := range lookups {
		record, err := e.memo.lookups.get(c.Key(), func() (decisionRecord, error) { return e.record(ctx, c) })
		if err != nil {
			return nil, err
		}
		lookup := asked[i].(map[string]any)
		q := qualifier(fmt.Sprintf("lookup/%d/", i))
		lookup["hops"], lookup["findings"] = q.hops(record.Hops), q.findings(record.Findings)
	}
	text, err := json.Marshal(part)
	if err != nil {
		return nil, err
	}
	return ast.ValueFromReader(bytes.NewReader(text))
}

// called returns the part about the source with the answers about the call by which it has itself listed.
func (e *Engine) called(ctx context.Context, component *facts.Component, call *facts.Case) (ast.Value, error) {
	var part facts.SourceFacts
	if err := json.Unmarshal(component.JSON, &part); err != nil {
		return nil, err
	}
	record, err := e.memo.lookups.get(call.Key(), func() (decisionRecord, error) { return e.record(ctx, call) })
	if err != nil {
		return nil, err
	}
	for _, hop := range record.Hops {
		part.Injection.Call.Hops = append(part.Injection.Call.Hops, facts.CallHop{Gate: hop.Gate, Verdict: string(hop.Verdict)})
	}
	text, err := json.Marshal(part)
	if err != nil {
		return nil, err
	}
	return ast.ValueFromReader(bytes.NewReader(text))
}

// qualifier stands before the handles of a lookup, which are those of another case.
type qualifier string

func (q qualifier) handle(h facts.Handle) facts.Handle {
	if h == "" {
		return ""
	}
	return facts.Handle(q) + h
}

func (q qualifier) names(names map[string]facts.Handle) facts.Names {
	out := facts.Names{}
	for name, h := range names {
		out[name] = q.handle(h)
	}
	return out
}

func (q qualifier) hops(records []hopRecord) []facts.LookupHop {
	out := []facts.LookupHop{}
	for _, r := range records {
		hop := facts.LookupHop{
			Gate: r.Gate, Verdict: string(r.Verdict), Reason: r.Reason, Note: r.Note, Names: q.names(r.Names), At: q.handle(r.At),
			Missing: []facts.Missing{},
		}
		for _, m := range r.Missing {
			hop.Missing = append(hop.Missing, facts.Missing{Export: m.Export, Of: q.handle(m.Of)})
		}
		out = append(out, hop)
	}
	return out
}

func (q qualifier) findings(records []findingRecord) []facts.LookupFinding {
	out := []facts.LookupFinding{}
	for _, r := range records {
		f := facts.LookupFinding{
			Gate: dashed(r.Rule[0]), At: q.handle(r.At), Message: r.Message, Fix: r.Fix, Names: q.names(r.Names), Related: []facts.LookupRelated{},
		}
		for _, other := range r.Related {
			f.Related = append(f.Related, facts.LookupRelated{At: q.handle(other.At), Message: other.Message})
		}
		out = append(out, f)
	}
	return out
}
