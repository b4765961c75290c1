package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/pkg/source"
)

const (
	workers = 2   // that judge at once
	slots   = 256 // questions that are held at once
)

// question is one flow to judge, or why it cannot be.
type question struct {
	id     json.RawMessage // as given; nil when it was not
	source facts.Source
	target facts.Target
	family string
	likely bool            // nobody may want the flow
	at     source.Location // where the config expects it
	wrong  error
}

// judge yields the answers in the order of the questions. It ends with the first error, which is a policy's.
func (b *bundle) judge(ctx context.Context, questions iter.Seq[question]) iter.Seq2[finding.Answer, error] {
	return func(yield func(finding.Answer, error) bool) {
		defer b.progress.erase()
		judged := 0
		for asked := range grouped(questions) {
			answers, failures := b.answers(ctx, asked)
			judged += len(asked)
			b.progress.tell("%d%s flows judged", judged, b.demanded)
			for i := range asked {
				if !yield(answers[i], failures[i]) || failures[i] != nil {
					return
				}
			}
		}
	}
}

// grouped yields the questions by as many as are held at once.
func grouped(questions iter.Seq[question]) iter.Seq[[]question] {
	return func(yield func([]question) bool) {
		var held []question
		for q := range questions {
			if held = append(held, q); len(held) == slots {
				if !yield(held) {
					return
				}
				held = held[:0]
			}
		}
		if len(held) > 0 {
			yield(held)
		}
	}
}

// answers gives every question its slot, so that the order does not depend on who is done first.
func (b *bundle) answers(ctx context.Context, asked []question) ([]finding.Answer, []error) {
	answers, failures := make([]finding.Answer, len(asked)), make([]error, len(asked))
	var group sync.WaitGroup
	var next atomic.Int64
	for range workers {
		group.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(asked); i = next.Add(1) - 1 {
				answers[i], failures[i] = b.answer(ctx, asked[i])
			}
		})
	}
	group.Wait()
	return answers, failures
}

func (b *bundle) answer(ctx context.Context, q question) (finding.Answer, error) {
	if q.wrong != nil {
		return finding.Answer{ID: q.id, Error: q.wrong.Error()}, nil
	}
	flow := b.facts.Flow(q.source, q.target, q.family)
	for _, replica := range flow.Replicas {
		b.cases.Add(int64(len(replica)))
	}
	answer, err := b.engine.Answer(ctx, flow, policy.Places{Locate: b.network.Locate, Expected: q.at}, b.told)
	if err != nil {
		return finding.Answer{}, fmt.Errorf("flow to %s: %w", q.target.Text, err)
	}
	q.grade(&answer)
	answer.ID = q.id
	return answer, nil
}

// familyOf returns the family that a target is asked about when nobody says one.
func familyOf(t facts.Target) string {
	if t.Kind == "internet6" || t.Addr.IsValid() && !t.Addr.Unmap().Is4() {
		return "ipv6"
	}
	return "ipv4"
}
