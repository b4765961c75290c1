package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/egresslint/egresslint/pkg/suggest"
)

// flowLine is one line of --flows.
type flowLine struct {
	ID       json.RawMessage `json:"id"`
	From     string          `json:"from"`
	To       string          `json:"to"`
	Port     int             `json:"port"`
	Protocol string          `json:"protocol"`
	Family   string          `json:"family"`
}

func families() []string { return []string{"ipv4", "ipv6"} }

// questions yields what is asked. One flow with a name that is not in the bundle is bad usage; of many, the others go on.
func (b *bundle) questions(o *traceOptions, flows io.Reader) (iter.Seq2[question, error], error) {
	if o.flows != "" {
		return b.listed(flows), nil
	}
	q := b.question(flowLine{From: o.from, To: o.to, Family: o.family})
	if q.wrong != nil {
		return nil, usageError{q.wrong}
	}
	return func(yield func(question, error) bool) { yield(q, nil) }, nil
}

// listed yields the question of each line, empty lines left out. The error is the reader's.
func (b *bundle) listed(flows io.Reader) iter.Seq2[question, error] {
	return func(yield func(question, error) bool) {
		lines := bufio.NewReader(flows)
		for {
			line, err := lines.ReadBytes('\n')
			if line = bytes.TrimSpace(line); len(line) > 0 && !yield(b.asked(line), nil) {
				return
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(question{}, fmt.Errorf("flows: %w", err))
				return
			}
		}
	}
}

// asked reads one line. An id is echoed also when the rest is wrong.
func (b *bundle) asked(line []byte) question {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return question{wrong: fmt.Errorf("a flow is a JSON object on one line: %w", plain(err))}
	}
	known := []string{"id", "from", "to", "port", "protocol", "family"}
	id := fields["id"]
	maps.DeleteFunc(fields, func(name string, _ json.RawMessage) bool { return slices.Contains(known, name) })
	if len(fields) > 0 {
		name := slices.Min(slices.Collect(maps.Keys(fields)))
		return question{id: id, wrong: fmt.Errorf("unknown field %q%s", name, suggest.DidYouMean(name, known))}
	}
	var flow flowLine
	if err := json.Unmarshal(line, &flow); err != nil {
		return question{id: id, wrong: plain(err)}
	}
	return b.question(flow)
}

// plain says in the words of JSON what has the wrong type.
func plain(err error) error {
	var mistyped *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &mistyped):
		return err
	case mistyped.Field == "":
		return fmt.Errorf("this is a JSON %s", mistyped.Value)
	}
	return fmt.Errorf("%s cannot be a JSON %s", mistyped.Field, mistyped.Value)
}

// question finds what a flow is about.
func (b *bundle) question(flow flowLine) question {
	q := question{id: flow.ID, family: flow.Family}
	if flow.From == "" || flow.To == "" {
		q.wrong = errors.New("a flow needs from and to")
		return q
	}
	if q.source, q.wrong = b.facts.Source(flow.From); q.wrong != nil {
		return q
	}
	return b.toward(q, flow)
}

// toward finds the target of a question whose source is known.
func (b *bundle) toward(q question, flow flowLine) question {
	if q.target, q.wrong = b.facts.Target(q.source, flow.To, flow.Port, flow.Protocol); q.wrong != nil {
		return q
	}
	if q.family == "" {
		q.family = familyOf(q.target)
	} else if !slices.Contains(families(), q.family) {
		q.wrong = fmt.Errorf("family %q is neither ipv4 nor ipv6", q.family)
	} else if q.target.Misses(q.family) {
		q.wrong = fmt.Errorf("target %q has no address of family %s", flow.To, q.family)
	}
	return q
}
