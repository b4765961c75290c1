// Package report turns results into bytes, one file per format. It is the only importer of the SARIF library.
//
// Names, notes and paths come from files that strangers may have written. What they say is escaped, and what is secret
// in them is masked, here and nowhere else.
package report

import (
	"cmp"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// Report is what a run found out.
type Report struct {
	Version  string
	Rules    []*finding.Rule          // every rule, sorted by ID
	Findings []finding.Finding        // of lint, in their order
	Answers  iter.Seq[finding.Answer] // of trace; consumed once by every format that is written
	Problems []source.Problem
	Summary  Summary
	Region   string // of the cluster, for commands; "" when it is not known
	Cluster  string // its id, likewise
	Folder   string // of the working directory inside its repository: "deploy/prod", "" at the root
	Lines    func(path string, first, last int) []string
	Color    bool
}

// Summary counts what was read and what came of it.
type Summary struct {
	Documents, Objects, Flows            int
	Reachable, Blocked, Unknown, Partial int
	Missing                              []string  // what the unknown flows lack, sorted, each once
	Suppressed                           int       // findings that are not reported
	Baseline                             *Baseline // nil when there is none
}

// Baseline counts the findings that were there before and are not reported, those that are new, and those that are gone.
type Baseline struct{ Known, New, Gone int }

// Add counts an answer.
func (s *Summary) Add(a finding.Answer) {
	if a.Error != "" {
		return
	}
	s.Flows++
	switch a.Flow.Verdict {
	case finding.Reachable:
		s.Reachable++
	case finding.Blocked:
		s.Blocked++
	case finding.Partial:
		s.Partial++
	default:
		s.Unknown++
		s.lack(a.Missing)
	}
}

func (s *Summary) lack(missing []string) {
	for _, export := range missing {
		if i, found := slices.BinarySearch(s.Missing, export); !found {
			s.Missing = slices.Insert(s.Missing, i, export)
		}
	}
}

// Format writes a report.
type Format func(io.Writer, Report) error

// Lint returns the formats of findings by their names.
func Lint() map[string]Format {
	return map[string]Format{"text": lintText, "json": lintJSON, "jsonl": lintLines, "sarif": lintSARIF}
}

// Trace returns the formats of traced flows by their names.
func Trace() map[string]Format {
	return map[string]Format{"text": traceText, "json": traceJSON, "jsonl": traceLines, "sarif": traceSARIF}
}

// Sorted returns the problems of all parts of the input in the order of their places.
func Sorted(problems []source.Problem) []source.Problem {
	sorted := slices.Clone(problems)
	slices.SortFunc(sorted, func(a, b source.Problem) int {
		return cmp.Or(
			strings.Compare(a.At.Path, b.At.Path),
			a.At.Span.Start.Compare(b.At.Span.Start),
			a.At.Span.End.Compare(b.At.Span.End),
			strings.Compare(a.Message, b.Message),
			strings.Compare(string(a.Severity), string(b.Severity)),
		)
	})
	return slices.Compact(sorted)
}
