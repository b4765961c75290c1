package main

import (
	"context"
	"slices"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// objectFinding is a finding about an object, and where the flows that it blocks have theirs.
type objectFinding struct {
	finding.Finding
	flows []source.Location
}

// reviewed returns what is wrong with objects, whoever sends packets. It comes first: what a flow would tell of the whole cluster
// is told with all that it affects.
func (b *bundle) reviewed(ctx context.Context) ([]objectFinding, error) {
	var out []objectFinding
	for _, review := range b.facts.Reviews() {
		findings, err := b.engine.Review(ctx, review, b.network.Locate)
		if err != nil {
			return nil, err
		}
		for _, f := range b.told.New(findings) {
			told := objectFinding{Finding: f}
			for _, ref := range review.Flows {
				told.flows = append(told.flows, b.network.Locate(ref))
			}
			out = append(out, told)
		}
	}
	return out, nil
}

// unless leaves out what a flow tells already: that names who is blocked too.
func unless(objects []objectFinding, told []finding.Finding) []finding.Finding {
	blamed := map[source.Location]bool{}
	for _, f := range told {
		blamed[f.At] = true
		for _, other := range f.Related {
			blamed[other.At] = true
		}
	}
	causes := finding.CausesOf(told)
	var out []finding.Finding
	for _, object := range objects {
		if !causes.Has(object.Finding) && !slices.ContainsFunc(object.flows, func(at source.Location) bool { return blamed[at] }) {
			out = append(out, object.Finding)
		}
	}
	return out
}
