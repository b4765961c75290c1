package report

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/egresslint/egresslint/pkg/source"
)

const (
	wholeLine = 120 // characters of a line that is shown whole
	around    = 40  // characters shown on either side of the span of a longer one
	tabStop   = 4
)

// frames finds the written text of spans. Findings come in the order of their places, so it goes on from the last
// place of a line: an export without line breaks is one line of many megabytes.
type frames struct {
	lines  func(path string, first, last int) []string
	path   string
	line   int
	text   string // of the line, masked
	clean  bool   // nothing is masked
	column int    // whose first byte is at offset
	offset int
}

// frame is one line of a file, as it is shown, and the marks below its span.
type frame struct {
	number      int
	text, marks string
}

// at returns the first line of the span; more of it would show what the finding is not about. There is no frame for a
// place that is written nowhere.
func (f *frames) at(at source.Location) (frame, bool) {
	if f.lines == nil || at.Span.Start.Line < 1 || !f.load(at.Path, at.Span.Start.Line) {
		return frame{}, false
	}
	from := f.offsetOf(at.Span.Start.Column)
	to := len(f.text)
	if at.Span.End.Line <= at.Span.Start.Line {
		to = max(from, f.offsetOf(at.Span.End.Column))
	}
	text, marks := draw(f.text, from, to)
	return frame{at.Span.Start.Line, text, marks}, true
}

// snippet returns the text of a span as it is written, where that is short, on one line, and beside no secret.
func (f *frames) snippet(at source.Location) (string, bool) {
	start, end := at.Span.Start, at.Span.End
	if f.lines == nil || start.Line < 1 || end.Line != start.Line || end.Column-start.Column > wholeLine || !f.load(at.Path, start.Line) || !f.clean {
		return "", false
	}
	from := f.offsetOf(start.Column)
	text := f.text[from:max(from, f.offsetOf(end.Column))]
	return text, text != "" && utf8.ValidString(text)
}

func (f *frames) load(path string, line int) bool {
	if path == f.path && line == f.line {
		return true
	}
	text := f.lines(path, line, line)
	if len(text) == 0 {
		return false
	}
	shown := masked(text[0])
	*f = frames{lines: f.lines, path: path, line: line, text: shown, clean: shown == text[0], column: 1}
	return true
}

// offsetOf returns the byte at which a column begins.
func (f *frames) offsetOf(column int) int {
	if column < f.column {
		f.column, f.offset = 1, 0
	}
	for f.column < column && f.offset < len(f.text) {
		_, size := utf8.DecodeRuneInString(f.text[f.offset:])
		f.offset += size
		f.column++
	}
	return f.offset
}

// draw returns what is shown of a line, and the marks below text[from:to], or below its first character when the span
// is empty.
func draw(text string, from, to int) (shown, marks string) {
	first, last := 0, len(text)
	if len(text) > 4*wholeLine || utf8.RuneCountInString(text) > wholeLine || mixed().MatchString(text) {
		first, last = window(text, from, to)
	}
	var line strings.Builder
	width, start, end := 0, -1, -1
	if first > 0 {
		line.WriteString("…")
		width++
	}
	for i := first; i < last; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if i == from {
			start = width
		}
		if i == to {
			end = width
		}
		shown := cell(r, size, text[i:])
		if r == '\t' {
			shown = strings.Repeat(" ", tabStop-width%tabStop)
		}
		line.WriteString(shown)
		width += columns(shown)
		i += size
	}
	if last < len(text) {
		line.WriteString("…")
	}
	if start < 0 {
		start = width
	}
	if end < 0 {
		end = width
	}
	return line.String(), strings.Repeat(" ", start) + strings.Repeat("^", max(1, end-start))
}

// mixed finds lines of several values of which one may be a secret: variables, words of a command line, data.
var mixed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[{\[].*(?:(?i:pass|pwd|secret|token|credential|key)|\b(?:value|args|command|env|data|stringData)\b)` +
		`|(?:(?i:pass|pwd|secret|token|credential|key)|\b(?:args|command|env|data|stringData)\b).*[{\[]|^\s*(?:- )?\[`)
})

// window returns the part to show of a line that is long, or mixed. It ends where the member or
// element does that the span is in: what stands beside it may be a secret.
func window(text string, from, to int) (first, last int) {
	first, last = from, from
	for n := 0; n < around && first > 0 && !strings.ContainsRune(",{[", rune(text[first-1])); n++ {
		_, size := utf8.DecodeLastRuneInString(text[:first])
		first -= size
	}
	for n := 0; n < wholeLine && last < to; n++ {
		_, size := utf8.DecodeRuneInString(text[last:])
		last += size
	}
	for n := 0; n < around && last >= to && last < len(text) && !strings.ContainsRune(",}]", rune(text[last])); n++ {
		_, size := utf8.DecodeRuneInString(text[last:])
		last += size
	}
	return first, last
}
