package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/egresslint/egresslint/pkg/finding"
)

// hints is how many missing exports the end of a run names.
const hints = 10

// Summarize writes what belongs to the end of a run and not into the report: the counts, and the commands that supply
// what unknown flows lack.
func Summarize(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	s := r.Summary
	fmt.Fprintf(out, "%s, %s, %s", plural(s.Documents, "document"), plural(s.Objects, "object"), plural(s.Flows, "flow"))
	if verdicts := counts(s.Reachable, s.Blocked, s.Unknown, s.Partial); verdicts != "" {
		fmt.Fprintf(out, ": %s", verdicts)
	}
	if r.Answers == nil {
		errors, warnings := severities(r.Findings)
		fmt.Fprintf(out, "; %s, %s", plural(errors, "error"), plural(warnings, "warning"))
	}
	if n := len(r.Problems); n > 0 {
		fmt.Fprintf(out, "; %s with the input", plural(n, "problem"))
	}
	fmt.Fprintln(out)
	if len(s.Missing) > 0 {
		fmt.Fprintf(out, "%d unknown: exports are missing\n", s.Unknown)
	}
	for _, line := range supplies(s.Missing, r.Region, r.Cluster) {
		fmt.Fprintf(out, "  %s\n", printable(line))
	}
	return out.Flush()
}

// supplies returns the commands for the first missing exports, and how many more there are.
func supplies(missing []string, region, cluster string) []string {
	var lines []string
	for _, export := range missing {
		line := Command(export, region, cluster)
		if line == "" {
			line = export
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	if rest := len(lines) - hints; rest > 0 {
		lines = append(lines[:hints], fmt.Sprintf("and %d more", rest))
	}
	return lines
}

func severities(findings []finding.Finding) (errors, warnings int) {
	for _, f := range findings {
		switch f.Severity {
		case finding.Error:
			errors++
		case finding.Warning:
			warnings++
		}
	}
	return errors, warnings
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
