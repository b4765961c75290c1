package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
)

func traceText(w io.Writer, r Report) error {
	p := newPage(w, r)
	p.problems()
	for answer := range r.Answers {
		p.paragraph()
		p.answer(answer)
	}
	return p.out.Flush()
}

// failure writes a question that could not be evaluated, under the id it came with.
func (p *page) failure(a finding.Answer) {
	name := "flow"
	if len(a.ID) > 0 {
		name = "flow " + printable(string(a.ID))
	}
	p.line("%s: %s %s", name, p.paint(red, "error:"), printable(a.Error))
}

func (p *page) answer(a finding.Answer) {
	if a.Error != "" {
		p.failure(a)
		return
	}
	p.line("%s", p.question(a.Flow))
	if n := a.Replicas; n.Reachable+n.Blocked+n.Unknown+n.Partial > 1 {
		p.line("  replicas: %s", counts(n.Reachable, n.Blocked, n.Unknown, n.Partial))
	}
	for _, other := range a.Others {
		p.line("  %s", p.replicas(other))
	}
	p.hops(a.Path)
	if len(a.EgressIP) > 0 {
		p.line("  leaves with: %s", printable(strings.Join(a.EgressIP, ", ")))
	}
	for _, export := range a.Missing {
		p.line("  missing: %s", printable(export))
		if command := Command(export, p.report.Region, p.report.Cluster); command != "" {
			p.line("    %s", printable(command))
		}
	}
	for i := range a.Findings {
		p.opening(&a.Findings[i])
		p.ending(&a.Findings[i], a.Path)
	}
}

// counts lists verdicts, without those that nothing has.
func counts(reachable, blocked, unknown, partial int) string {
	var parts []string
	for _, count := range []struct {
		n    int
		word finding.Verdict
	}{{reachable, finding.Reachable}, {blocked, finding.Blocked}, {unknown, finding.Unknown}, {partial, finding.Partial}} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count.n, count.word))
		}
	}
	return strings.Join(parts, ", ")
}
