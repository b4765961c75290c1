package report

import (
	"encoding/json"
	"io"
	"iter"
	"slices"

	"github.com/egresslint/egresslint/pkg/finding"
)

type jsonAnswer struct {
	ID       json.RawMessage `json:"id,omitempty"`
	jsonFlow                 // the question, the verdict and the gate
	Replicas jsonReplicas    `json:"replicas"`
	EgressIP []string        `json:"egress_ip"`
	Path     []jsonHop       `json:"path"`
	Missing  []string        `json:"missing"`
	Findings []string        `json:"findings"` // ids of rules
}

type jsonReplicas struct {
	Reachable int `json:"reachable"`
	Blocked   int `json:"blocked"`
	Unknown   int `json:"unknown"`
	Partial   int `json:"partial,omitempty"`
}

type jsonFailure struct {
	ID    json.RawMessage `json:"id,omitempty"`
	Error string          `json:"error"`
}

func lintLines(w io.Writer, r Report) error { return writeLines(w, findingsOf(r)) }

func traceLines(w io.Writer, r Report) error { return writeLines(w, answersOf(r)) }

func writeLines(w io.Writer, values iter.Seq[any]) error {
	d := newDocument(w)
	for value := range values {
		d.value(value)
		d.text("\n")
	}
	return d.flush()
}

func answersOf(r Report) iter.Seq[any] {
	return func(yield func(any) bool) {
		for a := range r.Answers {
			if !yield(answerOf(a)) {
				return
			}
		}
	}
}

func answerOf(a finding.Answer) any {
	if a.Error != "" {
		return jsonFailure{a.ID, masked(a.Error)}
	}
	return jsonAnswer{
		ID:       a.ID,
		jsonFlow: flowOf(a.Flow),
		Replicas: jsonReplicas(a.Replicas),
		EgressIP: append([]string{}, a.EgressIP...),
		Path:     pathOf(a.Path),
		Missing:  append([]string{}, a.Missing...),
		Findings: rulesOf(a.Findings),
	}
}

// rulesOf returns the rules of the findings, each once: replicas may break the same rule at different places.
func rulesOf(findings []finding.Finding) []string {
	ids := []string{}
	for i := range findings {
		if id := findings[i].Rule.ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
