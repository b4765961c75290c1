package source

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// text is a region of a file, and where the lines in it begin.
type text struct {
	bytes []byte
	start Pos
	lines []int // as editors count them
	marks []int // as the YAML libraries do: three breaks of YAML 1.1 more

	// What was read last, for the lines of one long string are often located one after the other.
	scalar   *scalarReader
	scalarAt int
}

// read returns the scalar at start, which scan reads.
func (t *text) read(start int, scan func() *scalarReader) *scalarReader {
	if t.scalar == nil || t.scalarAt != start {
		t.scalar, t.scalarAt = scan(), start
	}
	return t.scalar
}

func newText(b []byte, start Pos) *text {
	t := &text{bytes: b, start: start, lines: []int{0}, marks: []int{0}}
	for i := 0; i < len(b); i++ {
		n := breakAt(b[i:])
		if n == 0 {
			continue
		}
		t.marks = append(t.marks, i+n)
		if b[i] == '\n' || b[i] == '\r' {
			t.lines = append(t.lines, i+n)
		}
		i += n - 1
	}
	return t
}

// breakAt returns the length of the line break that b begins with, as YAML 1.1 has it
// (https://yaml.org/spec/1.1/#id871136), or 0.
func breakAt(b []byte) int {
	switch {
	case len(b) == 0 || b[0] > '\r' && b[0] < 0xC2:
		return 0
	case b[0] == '\n':
		return 1
	case b[0] == '\r':
		if len(b) > 1 && b[1] == '\n' {
			return 2
		}
		return 1
	case bytes.HasPrefix(b, []byte("\u0085")):
		return 2
	case bytes.HasPrefix(b, []byte("\u2028")), bytes.HasPrefix(b, []byte("\u2029")):
		return 3
	}
	return 0
}

// pos returns the place of a byte.
func (t *text) pos(offset int) Pos {
	offset = min(max(offset, 0), len(t.bytes))
	line, exact := slices.BinarySearch(t.lines, offset)
	if !exact {
		line--
	}
	column := 1 + utf8.RuneCount(t.bytes[t.lines[line]:offset])
	if line == 0 {
		column += t.start.Column - 1
	}
	return Pos{t.start.Line + line, column}
}

func (t *text) span(start, end int) Span { return Span{t.pos(start), t.pos(end)} }

// mark returns the byte that a YAML library means by a line and a column, both from 1.
func (t *text) mark(line, column int) int {
	if line < 1 || line > len(t.marks) {
		return len(t.bytes)
	}
	offset := t.marks[line-1]
	for ; column > 1 && offset < len(t.bytes); column-- {
		_, size := utf8.DecodeRune(t.bytes[offset:])
		offset += size
	}
	return offset
}

// line returns the line that holds a byte, from its first character to its last.
func (t *text) line(offset int) (start, end int) {
	line, exact := slices.BinarySearch(t.lines, offset)
	if !exact {
		line--
	}
	start, end = t.lines[line], len(t.bytes)
	if line+1 < len(t.lines) {
		end = t.lines[line+1]
	}
	trimmed := bytes.TrimRight(t.bytes[start:end], " \t\r\n")
	end = start + len(trimmed)
	return end - len(bytes.TrimLeft(trimmed, " \t")), end
}
