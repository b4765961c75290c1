package report

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

type jsonPlace struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

type jsonSpan struct {
	jsonPlace
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
}

type jsonSubject struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}

type jsonFlow struct {
	From     string          `json:"from"`
	To       string          `json:"to"`
	Port     int             `json:"port"`
	Protocol string          `json:"protocol"`
	Family   string          `json:"family"`
	Verdict  finding.Verdict `json:"verdict"`
	Gate     *string         `json:"gate"`
}

type jsonHop struct {
	Gate    string          `json:"gate"`
	Verdict finding.Verdict `json:"verdict"`
	Note    string          `json:"note"`
	At      *jsonPlace      `json:"at"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

type jsonFinding struct {
	Rule        string           `json:"rule"`
	Code        string           `json:"code"`
	Severity    finding.Severity `json:"severity"`
	Message     string           `json:"message"`
	Fix         string           `json:"fix"`
	At          jsonSpan         `json:"at"`
	Subject     *jsonSubject     `json:"subject"`
	Flow        *jsonFlow        `json:"flow"`
	Path        []jsonHop        `json:"path"`
	Related     []jsonRelated    `json:"related"`
	Fingerprint string           `json:"fingerprint"`
}

type jsonProblem struct {
	jsonPlace
	Message  string          `json:"message"`
	Severity source.Severity `json:"severity"`
}

type jsonSummary struct {
	Documents int `json:"documents"`
	Objects   int `json:"objects"`
	Flows     int `json:"flows"`
	Reachable int `json:"reachable"`
	Blocked   int `json:"blocked"`
	Unknown   int `json:"unknown"`
	Partial   int `json:"partial,omitempty"`
}

func lintJSON(w io.Writer, r Report) error {
	d := newDocument(w)
	writeList(d, `{"version":1,"findings":`, findingsOf(r))
	writeList(d, `,"problems":`, problemsOf(r))
	s := r.Summary
	d.text(`,"summary":`)
	d.value(jsonSummary{s.Documents, s.Objects, s.Flows, s.Reachable, s.Blocked, s.Unknown, s.Partial})
	d.text("}\n")
	return d.flush()
}

func traceJSON(w io.Writer, r Report) error {
	d := newDocument(w)
	writeList(d, `{"version":1,"flows":`, answersOf(r))
	writeList(d, `,"problems":`, problemsOf(r))
	d.text("}\n")
	return d.flush()
}

func findingsOf(r Report) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range r.Findings {
			if !yield(findingOf(&r.Findings[i])) {
				return
			}
		}
	}
}

func problemsOf(r Report) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, p := range r.Problems {
			if !yield(jsonProblem{placeOf(p.At), masked(p.Message), p.Severity}) {
				return
			}
		}
	}
}

func findingOf(f *finding.Finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule.ID, Code: f.Rule.Code, Severity: f.Severity, Message: masked(f.Message), Fix: masked(f.Fix),
		At:          jsonSpan{placeOf(f.At), f.At.Span.End.Line, f.At.Span.End.Column},
		Path:        pathOf(f.Path),
		Related:     []jsonRelated{},
		Fingerprint: f.Fingerprint,
	}
	if f.Subject != (finding.Subject{}) {
		out.Subject = &jsonSubject{f.Subject.Kind, f.Subject.Namespace, f.Subject.Name}
	}
	if f.Flow != nil {
		flow := flowOf(*f.Flow)
		out.Flow = &flow
	}
	for _, related := range f.Related {
		out.Related = append(out.Related, jsonRelated{placeOf(related.At), masked(related.Message)})
	}
	return out
}

func flowOf(f finding.Flow) jsonFlow {
	return jsonFlow{masked(f.From), masked(f.To), f.Port, f.Protocol, f.Family, f.Verdict, gateOf(f.Gate)}
}

func gateOf(gate string) *string {
	if gate == "" {
		return nil
	}
	return &gate
}

func pathOf(path []finding.Hop) []jsonHop {
	out := make([]jsonHop, len(path))
	for i, hop := range path {
		out[i] = jsonHop{Gate: hop.Gate, Verdict: hop.Verdict, Note: masked(hop.Note)}
		if hop.At.Path != "" {
			at := placeOf(hop.At)
			out[i].At = &at
		}
	}
	return out
}

func placeOf(at source.Location) jsonPlace {
	return jsonPlace{at.Path, at.Span.Start.Line, at.Span.Start.Column}
}

// document is JSON on its way out, value by value.
type document struct {
	out     *bufio.Writer
	encoder *json.Encoder
	err     error
}

func newDocument(w io.Writer) *document {
	d := &document{out: bufio.NewWriter(w)}
	d.encoder = json.NewEncoder(lineless{d.out})
	d.encoder.SetEscapeHTML(false)
	return d
}

// lineless drops the line end that json.Encoder writes after a value; a value itself has none.
type lineless struct{ out *bufio.Writer }

// Write writes one encoded value.
func (l lineless) Write(p []byte) (int, error) {
	n := len(p)
	if n > 0 && p[n-1] == '\n' {
		p = p[:n-1]
	}
	_, err := l.out.Write(p)
	return n, err
}

// text writes what is JSON already; bufio keeps an error for flush.
func (d *document) text(s string) { d.out.WriteString(s) }

func (d *document) value(v any) {
	if err := d.encoder.Encode(v); err != nil && d.err == nil {
		d.err = err
	}
}

func (d *document) flush() error {
	if d.err != nil {
		return d.err
	}
	return d.out.Flush()
}

// writeList writes a member whose value is a list, one element a line.
func writeList(d *document, name string, values iter.Seq[any]) {
	d.text(name + "[")
	separator := "\n"
	for value := range values {
		d.text(separator)
		d.value(value)
		separator = ",\n"
	}
	if separator != "\n" {
		d.text("\n")
	}
	d.text("]")
}
