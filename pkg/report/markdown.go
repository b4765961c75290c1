package report

import (
	"fmt"
	"html"
	"io"
	"strings"
)

const (
	// GitHub takes a summary of at most 1 MiB of a step, and nothing of a longer one. The table has at most half.
	// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
	mostMarkdown = 1_000_000
	mostTable    = mostMarkdown / 2
)

// markdown is a table and what hides behind its rows.
type markdown struct {
	table, details  strings.Builder
	cutRows, cutAll int
}

// row adds a row of cells that are markdown already.
func (m *markdown) row(cells ...string) {
	if m.table.Len() > mostTable {
		m.cutRows++
		return
	}
	fmt.Fprintf(&m.table, "| %s |\n", strings.Join(cells, " | "))
}

// section adds what a row is about, under a title that is HTML already. The text is quoted: nothing in it is markdown.
func (m *markdown) section(title, text string) {
	if m.details.Len()+len(title)+len(text) > mostMarkdown-mostTable {
		m.cutAll++
		return
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	fmt.Fprintf(&m.details, "\n<details>\n<summary>%s</summary>\n\n%stext\n%s\n%s\n\n</details>\n", title, fence, text, fence)
}

func (m *markdown) write(w io.Writer, title, head string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### egresslint: %s\n", title)
	if m.table.Len() > 0 {
		fmt.Fprintf(&b, "\n%s%s%s", head, m.table.String(), m.details.String())
	}
	if m.cutRows > 0 {
		fmt.Fprintf(&b, "\n%d more are not in the table.\n", m.cutRows)
	}
	if m.cutAll > 0 {
		fmt.Fprintf(&b, "\n%d more have no details here: a summary may not be longer.\n", m.cutAll)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func lintMarkdown(w io.Writer, r Report) error {
	var m markdown
	texts := newBlocks(r)
	m.problems(r, texts)
	for _, f := range bySeverity(r.Findings) {
		m.row(string(f.Severity), code(place(f.At)), prose(printable(f.Message)), code(f.Rule.ID))
		title := fmt.Sprintf("%s: %s", f.Severity, quoted(printable(f.Message)))
		m.section(title, texts.of(func(p *page) { p.finding(&f) }))
	}
	return m.write(w, outcome(r), "| severity | place | message | rule |\n|---|---|---|---|\n")
}

func traceMarkdown(w io.Writer, r Report) error {
	var m markdown
	texts := newBlocks(r)
	m.problems(r, texts)
	for answer := range r.Answers {
		r.Summary.Add(answer)
		text := texts.answer(answer)
		first, _, _ := strings.Cut(text, "\n")
		if answer.Error != "" {
			m.row("error", "", prose(first), "")
			continue
		}
		m.row(string(answer.Flow.Verdict), code(printable(answer.Flow.From)), code(end(answer.Flow)), answer.Flow.Gate)
		m.section(quoted(first), text)
	}
	return m.write(w, outcome(r), "| verdict | from | to | gate |\n|---|---|---|---|\n")
}

// problems come first: they may hide anything.
func (m *markdown) problems(r Report, texts blocks) {
	for _, problem := range r.Problems {
		m.row(string(problem.Severity), code(place(problem.At)), prose(printable(problem.Message)), "")
		m.section(fmt.Sprintf("%s: %s", problem.Severity, quoted(printable(problem.Message))), texts.of(func(p *page) { p.problem(problem) }))
	}
}

// outcome is the counts of a run in one line.
func outcome(r Report) string {
	s := r.Summary
	text := plural(s.Flows, "flow")
	if verdicts := counts(s.Reachable, s.Blocked, s.Unknown, s.Partial); verdicts != "" {
		text += ": " + verdicts
	}
	if r.Answers == nil {
		errors, warnings := severities(r.Findings)
		notes := len(r.Findings) - errors - warnings
		text += fmt.Sprintf("; %s, %s, %s", plural(errors, "error"), plural(warnings, "warning"), plural(notes, "note"))
	}
	if n := len(r.Problems); n > 0 {
		text += fmt.Sprintf("; %s with the input", plural(n, "problem"))
	}
	return text
}

// quoted makes text of it that is no HTML, and that mentions nobody: GitHub looks for names in what is left of markdown.
func quoted(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "@", "@<!-- -->")
}

var proseEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "$", `\$`, "://", `\://`, "www.", `www\.`,
)

// prose makes one line of markdown of it that says just this: no HTML, link, picture, mention or emphasis.
func prose(text string) string { return quoted(proseEscapes.Replace(text)) }

// code is prose in the letters of code.
func code(text string) string { return "<code>" + prose(text) + "</code>" }
