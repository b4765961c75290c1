package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/config"
	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
)

// flowKey is what a flow that the config expects and one that the bundle wants have in common when they are one, however the
// target is written.
type flowKey struct {
	source               facts.Source
	to, protocol, family string
	service              *model.Service
	port                 int
}

func (q question) key() flowKey {
	key := flowKey{q.source, q.target.Text, q.target.Protocol, q.family, q.target.Service, q.target.Port}
	switch {
	case key.service != nil:
		key.to = ""
	case q.target.Host != "" && (q.target.ID == "" || q.target.Database != nil):
		key.to = q.target.Host // a database has several
	}
	return key
}

// wanted yields the flows that the config expects, then the others that the bundle wants. What the config asks for and the
// bundle does not have becomes a problem.
func (b *bundle) wanted() iter.Seq[question] {
	expected, places := b.expected()
	var demands []question
	for _, demand := range b.facts.Demands() {
		q := question{source: demand.Source, target: demand.Target, family: familyOf(demand.Target), likely: demand.Likely}
		i, known := places[q.key()]
		if !known {
			demands = append(demands, q)
			continue
		}
		q.target.Expected = expected[i].target.Expected
		expected[i].target = q.target
	}
	questions := append(expected, demands...)
	b.demanded = fmt.Sprintf(" of %d", len(questions))
	return slices.Values(questions)
}

// expected returns the flows that the config expects, and the position of each. Of several entries about one flow the last
// counts.
func (b *bundle) expected() ([]question, map[flowKey]int) {
	var out []question
	places := map[flowKey]int{}
	var problems []source.Problem
	for _, e := range b.settings.Expect {
		sources, wrong := b.selected(e)
		problems = append(problems, wrong...)
		for _, to := range e.To {
			asked, wrong := b.aimed(sources, e, to)
			problems = append(problems, wrong...)
			for _, q := range asked {
				if i, known := places[q.key()]; known {
					out[i] = q
					continue
				}
				places[q.key()] = len(out)
				out = append(out, q)
			}
		}
	}
	b.problems = report.Sorted(append(b.problems, problems...))
	return out, places
}

// selected returns the sources of an expectation.
func (b *bundle) selected(e config.Expectation) ([]facts.Source, []source.Problem) {
	type selection struct {
		facts.Selection
		at source.Location
	}
	var selections []selection
	for _, name := range e.From {
		selections = append(selections, selection{facts.Selection{Name: name.Value}, name.At})
	}
	if s := e.Selector; s != nil {
		selections = append(selections, selection{facts.Selection{Labels: s.Labels, Namespace: s.Namespace, Namespaces: s.Namespaces}, s.At})
	}
	var out []facts.Source
	var problems []source.Problem
	for _, s := range selections {
		found, err := b.facts.Select(s.Selection)
		if err == nil {
			out = append(out, found...)
			continue
		}
		severity := source.Error
		if s.IsPattern() {
			severity = source.Warning // what it is about may come later
		}
		problems = append(problems, source.Problem{At: s.at, Message: "nothing is checked: " + err.Error(), Severity: severity})
	}
	return out, problems
}

// aimed returns the flows from the sources to one target. What is wrong with the target is told once.
func (b *bundle) aimed(sources []facts.Source, e config.Expectation, to config.Text) ([]question, []source.Problem) {
	var out []question
	var problems []source.Problem
	for _, from := range sources {
		q := b.toward(question{source: from, family: e.Family}, flowLine{To: to.Value, Port: e.Port, Protocol: e.Protocol})
		if q.wrong == nil {
			q.target.Expected, q.at = e.Verdict, to.At
			out = append(out, q)
		} else if len(problems) == 0 {
			problems = append(problems, source.Problem{At: to.At, Message: "nothing is checked: " + q.wrong.Error(), Severity: source.Error})
		}
	}
	return out, problems
}

// grade lets the findings about a flow weigh as much as the wish for it: what the config expects and does not get is an
// error, and what nobody wants for certain is none.
func (q question) grade(a *finding.Answer) {
	missed := q.target.Expected == "reachable" && (a.Flow.Verdict == finding.Blocked || a.Flow.Verdict == finding.Partial)
	for i := range a.Findings {
		f := &a.Findings[i]
		switch {
		case f.Flow == nil:
		case missed && f.Severity == finding.Warning && stops(f):
			f.Severity = finding.Error
		case q.likely && q.target.Expected == "" && f.Severity == finding.Error:
			f.Severity = finding.Warning
		}
	}
}

// stops tells whether a finding is about a gate that does not let all packets pass.
func stops(f *finding.Finding) bool {
	topic, _, _ := strings.Cut(f.Rule.ID, "/")
	return slices.ContainsFunc(f.Path, func(h finding.Hop) bool {
		return h.Gate == topic && (h.Verdict == finding.Deny || h.Verdict == finding.Partial)
	})
}

// leveled gives the findings the severities that the config wants, and leaves out those that are off.
func (s *settings) leveled(findings []finding.Finding) []finding.Finding {
	var out []finding.Finding
	for _, f := range findings {
		switch severity := s.Severity(f.Rule); severity {
		case config.Off:
			continue
		case "":
		default:
			f.Severity = severity
		}
		out = append(out, f)
	}
	return out
}
