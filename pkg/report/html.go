package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

//go:embed page.html
var pageHTML string

// pageTemplate escapes what it is given for the place where it is put.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageHTML)) })

// htmlPage is one page that needs nothing beside it: no script, no picture, no font. All its texts are printable.
type htmlPage struct {
	Outcome  string
	Problems []htmlFinding
	Findings []htmlFinding
	Flows    []htmlFlow
	Rules    []*finding.Rule // those of the findings
	Traced   bool
}

type htmlFinding struct {
	Severity, Message, Place, Rule, Fix, Flow string
	Frame                                     htmlFrame
	Hops                                      []htmlHop
	Related                                   []htmlRelated
}

type htmlFrame struct {
	Number      int
	Text, Marks string
}

type htmlHop struct{ Gate, Verdict, Place, Note string }

type htmlRelated struct{ Place, Message string }

type htmlFlow struct {
	Verdict, Title  string
	Others, Missing []string
	EgressIP        string
	Hops            []htmlHop
	Findings        []htmlFinding
}

// htmlWriter makes the page's texts.
type htmlWriter struct {
	page  *page
	rules map[string]bool // that findings are of
}

func lintHTML(w io.Writer, r Report) error {
	h := newHTML(r)
	out := htmlPage{Outcome: outcome(r), Problems: h.problems(r)}
	for _, f := range bySeverity(r.Findings) {
		out.Findings = append(out.Findings, h.finding(&f, f.Path))
	}
	return h.write(w, r, out)
}

func traceHTML(w io.Writer, r Report) error {
	h := newHTML(r)
	out := htmlPage{Problems: h.problems(r), Traced: true}
	for answer := range r.Answers {
		r.Summary.Add(answer)
		out.Flows = append(out.Flows, h.flow(answer))
	}
	out.Outcome = outcome(r)
	return h.write(w, r, out)
}

func newHTML(r Report) *htmlWriter {
	r.Color = false
	return &htmlWriter{newPage(io.Discard, r), map[string]bool{}}
}

func (h *htmlWriter) write(w io.Writer, r Report, out htmlPage) error {
	for _, rule := range r.Rules {
		if h.rules[rule.ID] {
			out.Rules = append(out.Rules, rule)
		}
	}
	return pageTemplate().Execute(w, out)
}

func (h *htmlWriter) problems(r Report) []htmlFinding {
	var out []htmlFinding
	for _, problem := range r.Problems {
		shown := htmlFinding{Severity: string(problem.Severity), Message: printable(problem.Message), Place: place(problem.At)}
		if !problem.Private {
			shown.Frame = h.frame(problem.At)
		}
		out = append(out, shown)
	}
	return out
}

// finding makes one finding. The path shown is that of its flow where no other has it already.
func (h *htmlWriter) finding(f *finding.Finding, path []finding.Hop) htmlFinding {
	h.rules[f.Rule.ID] = true
	out := htmlFinding{
		Severity: string(f.Severity), Message: printable(f.Message), Place: place(f.At), Rule: f.Rule.ID, Fix: printable(f.Fix),
		Frame: h.frame(f.At), Hops: hopsOf(path),
	}
	if f.Flow != nil && path != nil {
		out.Flow = h.page.question(*f.Flow)
	}
	for _, related := range f.Related {
		out.Related = append(out.Related, htmlRelated{place(related.At), printable(related.Message)})
	}
	return out
}

func (h *htmlWriter) frame(at source.Location) htmlFrame {
	f, ok := h.page.frames.at(at)
	if !ok {
		return htmlFrame{}
	}
	return htmlFrame{f.number, f.text, strings.Repeat(" ", len(fmt.Sprint(f.number))) + " | " + f.marks}
}

func hopsOf(path []finding.Hop) []htmlHop {
	var out []htmlHop
	for _, hop := range path {
		out = append(out, htmlHop{hop.Gate, string(hop.Verdict), place(hop.At), printable(hop.Note)})
	}
	return out
}

func (h *htmlWriter) flow(a finding.Answer) htmlFlow {
	if a.Error != "" {
		return htmlFlow{Verdict: "error", Title: strings.TrimSpace(printable(string(a.ID))+" ") + ": " + printable(a.Error)}
	}
	out := htmlFlow{
		Verdict: string(a.Flow.Verdict), Title: h.page.question(a.Flow), Hops: hopsOf(a.Path), EgressIP: printable(strings.Join(a.EgressIP, ", ")),
	}
	for _, other := range a.Others {
		out.Others = append(out.Others, h.page.replicas(other))
	}
	for _, export := range a.Missing {
		line := printable(export)
		if command := Command(export, h.page.report.Region, h.page.report.Cluster); command != "" {
			line = printable(command)
		}
		if !slices.Contains(out.Missing, line) {
			out.Missing = append(out.Missing, line)
		}
	}
	for i := range a.Findings {
		out.Findings = append(out.Findings, h.finding(&a.Findings[i], nil))
	}
	return out
}
