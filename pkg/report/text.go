package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// page is text on its way out. Errors of the writer stay in out until the end.
type page struct {
	out    *bufio.Writer
	report Report
	frames frames
	begun  bool
}

func newPage(w io.Writer, r Report) *page {
	return &page{out: bufio.NewWriter(w), report: r, frames: frames{lines: r.Lines}}
}

// blocks are paragraphs of the text format, one at a time, for formats that quote them.
type blocks struct {
	page   *page
	buffer *bytes.Buffer
}

func newBlocks(r Report) blocks {
	r.Color = false
	buffer := &bytes.Buffer{}
	return blocks{newPage(buffer, r), buffer}
}

// of returns what is written by a method of the page, without a line end.
func (b blocks) of(write func(*page)) string {
	b.buffer.Reset()
	b.page.begun = false
	write(b.page)
	b.page.out.Flush() // into memory, which takes everything
	return strings.TrimSuffix(b.buffer.String(), "\n")
}

func (b blocks) answer(a finding.Answer) string {
	return b.of(func(p *page) {
		p.paragraph()
		p.answer(a)
	})
}

func lintText(w io.Writer, r Report) error {
	p := newPage(w, r)
	p.problems()
	for i := range r.Findings {
		p.finding(&r.Findings[i])
	}
	return p.out.Flush()
}

// Problems writes what was wrong with the input, for formats that have no place for it.
func Problems(w io.Writer, r Report) error {
	p := newPage(w, r)
	p.problems()
	return p.out.Flush()
}

func (p *page) problems() {
	for _, problem := range p.report.Problems {
		p.problem(problem)
	}
}

func (p *page) problem(problem source.Problem) {
	p.paragraph()
	p.headline(problem.At, finding.Severity(problem.Severity), problem.Message)
	p.line("")
	if !problem.Private {
		p.frame(problem.At)
	}
}

// finding writes one finding with the path of its flow.
func (p *page) finding(f *finding.Finding) {
	p.opening(f)
	if f.Flow != nil {
		p.line("  %s", p.question(*f.Flow))
	}
	p.hops(f.Path)
	p.ending(f, f.Path)
}

func (p *page) opening(f *finding.Finding) {
	p.paragraph()
	p.headline(f.At, f.Severity, f.Message)
	p.line(" %s", p.paint(faint, "["+f.Rule.ID+"]"))
	p.frame(f.At)
}

// ending writes what is left to say. A place that a hop of the path shown above has needs no second line.
func (p *page) ending(f *finding.Finding, shown []finding.Hop) {
	for _, related := range f.Related {
		if slices.ContainsFunc(shown, func(h finding.Hop) bool { return h.At == related.At && strings.HasSuffix(related.Message, h.Note) }) {
			continue
		}
		p.line("  related: %s: %s", place(related.At), printable(related.Message))
	}
	if f.Fix != "" {
		p.line("  %s %s", p.paint(bold, "fix:"), printable(f.Fix))
	}
}

// headline begins with the place, as compilers write it, so that editors and CI find it.
func (p *page) headline(at source.Location, severity finding.Severity, message string) {
	if at.Path != "" {
		fmt.Fprintf(p.out, "%s: ", place(at))
	}
	fmt.Fprintf(p.out, "%s %s", p.paint(colorOf(severity), string(severity)+":"), printable(message))
}

func (p *page) frame(at source.Location) {
	f, ok := p.frames.at(at)
	if !ok {
		return
	}
	number := strconv.Itoa(f.number)
	p.line("  %s %s", p.paint(faint, number+" |"), f.text)
	p.line("  %s %s", p.paint(faint, strings.Repeat(" ", len(number))+" |"), p.paint(red, f.marks))
}

// question writes a flow and its verdict: shop/cart -> rds:rm-1 3306/tcp (ipv4): blocked at whitelist. Where the replicas
// differ, it names those that have the verdict, and why.
func (p *page) question(f finding.Flow) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s -> %s", printable(f.From), end(f))
	fmt.Fprintf(&b, ": %s", p.paint(colorOf(f.Verdict), string(f.Verdict)))
	if f.Gate != "" {
		fmt.Fprintf(&b, " at %s", f.Gate)
	}
	if s := f.Share; s.Of > 0 {
		fmt.Fprintf(&b, "; %s", p.replicas(s))
	}
	return b.String()
}

// end writes what a flow is to: rds:rm-1 3306/tcp (ipv4).
func end(f finding.Flow) string {
	var b strings.Builder
	b.WriteString(printable(f.To))
	if f.Port > 0 {
		fmt.Fprintf(&b, " %d/%s", f.Port, printable(f.Protocol))
	} else if f.Protocol != "" {
		fmt.Fprintf(&b, " %s", printable(f.Protocol))
	}
	if f.Family != "" {
		fmt.Fprintf(&b, " (%s)", printable(f.Family))
	}
	return b.String()
}

// replicas writes which replicas have a verdict: 1 of 3 replicas is blocked: cart-1 on node n1 (no SNAT entry covers it).
func (p *page) replicas(s finding.Share) string {
	verb := "are"
	if s.Count == 1 {
		verb = "is"
	}
	return fmt.Sprintf("%d of %s %s %s: %s", s.Count, plural(s.Of, "replica"), verb, s.Verdict, printable(s.Enumerate()))
}

// hops writes a path, one line a hop, in aligned columns.
func (p *page) hops(path []finding.Hop) {
	var gates, verdicts, places int
	for _, hop := range path {
		gates, verdicts, places = max(gates, len(hop.Gate)), max(verdicts, len(hop.Verdict)), max(places, columns(place(hop.At)))
	}
	for i, hop := range path {
		at := place(hop.At)
		p.line("  %*d %-*s  %s  %s%s  %s", len(strconv.Itoa(len(path))), i+1, gates, hop.Gate,
			p.paint(colorOf(hop.Verdict), fmt.Sprintf("%-*s", verdicts, hop.Verdict)),
			at, strings.Repeat(" ", places-columns(at)), printable(hop.Note))
	}
}

// place returns path:line:column, or a dash for what is written nowhere. A line of a CI log that begins with the path is
// no command, whatever the path is.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func place(at source.Location) string {
	if at.Path == "" {
		return "-"
	}
	path := printable(at.Path)
	if strings.HasPrefix(strings.TrimSpace(path), "::") {
		path = "./" + path
	}
	if at.Span.Start.Line == 0 {
		return path
	}
	return fmt.Sprintf("%s:%d:%d", path, at.Span.Start.Line, at.Span.Start.Column)
}

func (p *page) line(format string, values ...any) {
	fmt.Fprintf(p.out, format+"\n", values...)
}

// paragraph puts an empty line between two entries.
func (p *page) paragraph() {
	if p.begun {
		p.line("")
	}
	p.begun = true
}
