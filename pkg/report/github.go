package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// mostAnnotations is how many annotations of each kind GitHub shows of a step.
// https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
const mostAnnotations = 10

// annotation is one workflow command.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
type annotation struct {
	severity    finding.Severity
	at          source.Location
	title, text string
}

func lintGitHub(w io.Writer, r Report) error {
	return annotate(w, r, annotations(r))
}

// annotations begin with the problems, as they may hide anything.
func annotations(r Report) []annotation {
	var all []annotation
	for _, problem := range r.Problems {
		all = append(all, annotation{finding.Severity(problem.Severity), problem.At, "input", printable(problem.Message)})
	}
	for i := range r.Findings {
		all = append(all, annotationOf(&r.Findings[i]))
	}
	return all
}

// traceGitHub writes the findings of all flows, what could not be asked, and what stays unknown.
func traceGitHub(w io.Writer, r Report) error {
	var asides []annotation
	page := newPage(io.Discard, Report{})
	for answer := range r.Answers {
		r.Findings = append(r.Findings, answer.Findings...)
		switch {
		case answer.Error != "":
			asides = append(asides, annotation{severity: finding.Error, title: "flow", text: strings.TrimSpace(printable(string(answer.ID) + " " + answer.Error))})
		case answer.Flow.Verdict == finding.Unknown:
			text := page.question(answer.Flow)
			if len(answer.Missing) > 0 {
				text += "; missing: " + printable(strings.Join(answer.Missing, ", "))
			}
			asides = append(asides, annotation{severity: finding.Note, title: "unknown", text: text})
		}
	}
	r.Findings = finding.Sort(r.Findings)
	return annotate(w, r, append(annotations(r), asides...))
}

func annotationOf(f *finding.Finding) annotation {
	text := printable(f.Message)
	if f.Fix != "" {
		text += "\nfix: " + printable(f.Fix)
	}
	return annotation{f.Severity, f.At, f.Rule.ID, text}
}

// annotate writes what GitHub shows, the most severe first, and how much it does not.
func annotate(w io.Writer, r Report, all []annotation) error {
	kinds := map[finding.Severity][]annotation{}
	for _, a := range all {
		kinds[a.severity] = append(kinds[a.severity], a)
	}
	room, left := mostAnnotations, max(0, len(kinds[finding.Error])-mostAnnotations)+max(0, len(kinds[finding.Warning])-mostAnnotations)
	if left > 0 || len(kinds[finding.Note]) > room {
		room-- // for the notice of what is left
	}
	left += max(0, len(kinds[finding.Note])-room)
	shown := slices.Concat(first(kinds[finding.Error], mostAnnotations), first(kinds[finding.Warning], mostAnnotations), first(kinds[finding.Note], room))
	if left > 0 {
		text := fmt.Sprintf("%d more: GitHub shows %d annotations of a kind, and other formats have all", left, mostAnnotations)
		shown = append(shown, annotation{severity: finding.Note, title: "egresslint", text: text})
	}
	out := bufio.NewWriter(w)
	for _, a := range shown {
		out.WriteString(a.command(r))
	}
	return out.Flush()
}

func first[T any](list []T, most int) []T { return list[:min(most, len(list))] }

// What a workflow command takes for its own in what it tells, and in a property.
// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// command writes the workflow command. Columns count only where the region is on one line.
func (a annotation) command(r Report) string {
	var properties []string
	add := func(name string, value any) {
		properties = append(properties, name+"="+propertyEscapes.Replace(fmt.Sprint(value)))
	}
	start, end := a.at.Span.Start, a.at.Span.End
	if a.at.Path != "" {
		add("file", printable(r.rooted(a.at.Path)))
	}
	if start.Line > 0 {
		add("line", start.Line)
		add("endLine", max(start.Line, end.Line))
	}
	if start.Line > 0 && end.Line == start.Line {
		add("col", start.Column)
		add("endColumn", end.Column)
	}
	add("title", a.title)
	name := string(a.severity)
	if a.severity == finding.Note {
		name = "notice"
	}
	return "::" + name + " " + strings.Join(properties, ",") + "::" + dataEscapes.Replace(a.text) + "\n"
}
