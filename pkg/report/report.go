// Package report turns results into bytes, one file per format. It is the only importer of the SARIF library.
//
// Names, notes and paths come from files that strangers may have written. What they say is escaped, and what is secret
// in them is masked, here and nowhere else.
package report

import (
	"cmp"
	"io"
	"iter"
	"path"
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
	Folder   string // of the working directory inside the root of results: "deploy/prod", "" at the root
	Below    string // where that root is, seen from the working directory, if it is not around that: "deploy"
	Category string // of the SARIF run; "" leaves it to the one who uploads it
	Hidden   int    // findings that are left out, though they count
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
	return map[string]Format{
		"text": lintText, "json": lintJSON, "jsonl": lintLines, "sarif": lintSARIF,
		"junit": lintJUnit, "github": lintGitHub, "markdown": lintMarkdown, "html": lintHTML,
	}
}

// Trace returns the formats of traced flows by their names.
func Trace() map[string]Format {
	return map[string]Format{
		"text": traceText, "json": traceJSON, "jsonl": traceLines, "sarif": traceSARIF,
		"junit": traceJUnit, "github": traceGitHub, "markdown": traceMarkdown, "html": traceHTML,
	}
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

// rooted returns a path relative to the root of results, which is that of the repository if nobody names another. What
// lies outside of it has no such path; it keeps as much of its own as says nothing about the machine's folders.
func (r Report) rooted(file string) string {
	if !path.IsAbs(file) {
		file = path.Join(r.Folder, file)
	}
	if below, inside := strings.CutPrefix(path.Clean(file), r.Below+"/"); inside && r.Below != "" {
		return below
	}
	file = strings.TrimLeft(path.Clean(file), "/")
	for strings.HasPrefix(file, "../") {
		file = file[len("../"):]
	}
	return file
}

// bySeverity returns the findings, the most severe first, for formats that may not have room for all.
func bySeverity(findings []finding.Finding) []finding.Finding {
	rank := []finding.Severity{finding.Error, finding.Warning, finding.Note}
	return slices.SortedStableFunc(slices.Values(findings), func(a, b finding.Finding) int {
		return cmp.Compare(slices.Index(rank, a.Severity), slices.Index(rank, b.Severity))
	})
}
