package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/egresslint/egresslint/pkg/finding"
)

const (
	hints  = 10 // missing exports that the end of a run names
	causes = 3  // fixes that it names
	shared = 3  // findings with one fix that are worth it
)

// Summarize writes what belongs to the end of a run and not into the report: the counts, the fixes that end several
// findings at once, and the commands that supply what unknown flows lack.
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
	if r.Hidden > 0 {
		fmt.Fprintf(out, "; %s below --min-severity", plural(r.Hidden, "finding"))
	}
	if s.Suppressed > 0 {
		fmt.Fprintf(out, "; %d suppressed", s.Suppressed)
	}
	if b := s.Baseline; b != nil {
		fmt.Fprintf(out, "; baseline: %d known, %d new, %d gone", b.Known, b.New, b.Gone)
	}
	if n := len(r.Problems); n > 0 {
		fmt.Fprintf(out, "; %s with the input", plural(n, "problem"))
	}
	fmt.Fprintln(out)
	for _, line := range sharedFixes(r.Findings) {
		fmt.Fprintf(out, "  %s\n", printable(line))
	}
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

// sharedFixes returns the fixes that most findings have in common.
func sharedFixes(findings []finding.Finding) []string {
	counts := map[string]int{}
	var fixes []string
	for _, f := range findings {
		if counts[f.Fix]++; counts[f.Fix] == shared {
			fixes = append(fixes, f.Fix)
		}
	}
	slices.SortStableFunc(fixes, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var lines []string
	for _, fix := range fixes[:min(causes, len(fixes))] {
		lines = append(lines, fmt.Sprintf("%d findings have one fix: %s", counts[fix], fix))
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
