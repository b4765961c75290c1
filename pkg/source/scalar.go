package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// scalarReader reads a scalar once more, byte by byte, to know where each byte of its value is written. What it
// makes of the text counts only where it equals what the library made of it.
type scalarReader struct {
	src  []byte
	pos  int
	out  []byte
	from []extent
	end  int // of the scalar in src
}

const (
	blockStyle = yaml.LiteralStyle | yaml.FoldedStyle
	quoted     = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | blockStyle
)

func readScalar(src []byte, start int, node *yaml.Node) *scalarReader {
	s := &scalarReader{src: src, pos: start}
	switch {
	case start >= len(src):
		s.end = len(src)
	case node.Style&blockStyle != 0:
		s.block(node.Value)
	case node.Style&quoted != 0:
		s.quoted()
	default:
		s.plain(node.Value)
	}
	return s
}

// line returns where the value is written, if that is one line of text behind the line with the indicator of a block,
// which tells nothing.
func (s *scalarReader) line(node *yaml.Node) (extent, bool) {
	text := strings.TrimRight(node.Value, "\n")
	if node.Style&blockStyle == 0 || text == "" || strings.ContainsAny(text, "\n") || strings.IndexByte(" \t", text[0]) >= 0 || string(s.out) != node.Value {
		return extent{}, false
	}
	return extent{s.from[0].start, s.from[len(text)-1].end}, true
}

func (s *scalarReader) emit(text string, end int) {
	for range len(text) {
		s.from = append(s.from, extent{s.pos, end})
	}
	s.out = append(s.out, text...)
	s.pos = end
}

func (s *scalarReader) copy() {
	_, size := utf8.DecodeRune(s.src[s.pos:])
	s.emit(string(s.src[s.pos:s.pos+size]), s.pos+size)
}

// fold reads a run of blanks with line breaks in it, which is a space, or one line break less than written.
func (s *scalarReader) fold() bool {
	n, end := 0, s.pos
	for {
		for end < len(s.src) && (s.src[end] == ' ' || s.src[end] == '\t') {
			end++
		}
		size := breakAt(s.src[end:])
		if size == 0 {
			break
		}
		n++
		end += size
	}
	if n == 0 {
		return false
	}
	s.emit(folded(n), end)
	return true
}

func folded(breaks int) string {
	if breaks == 1 {
		return " "
	}
	return strings.Repeat("\n", breaks-1)
}

// plain reads as much as makes the value.
func (s *scalarReader) plain(value string) {
	start := s.pos
	for len(s.out) < len(value) && s.pos < len(s.src) {
		if !s.fold() {
			s.copy()
		}
	}
	s.end = s.pos
	if string(s.out) != value {
		line := cutComment(s.src[start:lineEnd(s.src, start)])
		s.end = start + len(bytes.TrimRight(line, " \t\r\n"))
	}
}

func (s *scalarReader) quoted() {
	quote := s.src[s.pos]
	s.pos++
	for s.pos < len(s.src) {
		switch {
		case s.src[s.pos] == quote && quote == '\'' && bytes.HasPrefix(s.src[s.pos:], []byte("''")):
			s.emit("'", s.pos+2)
		case s.src[s.pos] == quote:
			s.end = s.pos + 1
			return
		case s.src[s.pos] == '\\' && quote == '"':
			s.escape()
		case s.fold():
		default:
			s.copy()
		}
	}
	s.end = s.pos
}

var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1B",
	' ': " ", '"': `"`, '\'': "'", '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00A0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads an escape sequence of YAML, of which those of JSON are a part.
func (s *scalarReader) escape() {
	rest := s.src[s.pos+1:]
	if len(rest) == 0 {
		s.pos++
		return
	}
	if n := breakAt(rest); n > 0 {
		s.continued(s.pos + 1 + n)
		return
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[0]]
	if digits == 0 {
		s.emit(escapes[rest[0]], s.pos+2)
		return
	}
	r, ok := hex(rest, digits)
	end := s.pos + 2 + digits
	if utf16.IsSurrogate(r) && bytes.HasPrefix(s.src[min(end, len(s.src)):], []byte(`\u`)) {
		low, _ := hex(s.src[end+1:], digits)
		r = utf16.DecodeRune(r, low)
		end += 2 + digits
	}
	if !ok {
		end = s.pos + 2
	}
	s.emit(string(r), end)
}

// continued reads past an escaped line break: the blanks after it do not count, further line breaks do.
func (s *scalarReader) continued(pos int) {
	s.pos = pos
	for s.pos < len(s.src) {
		if n := breakAt(s.src[s.pos:]); n > 0 {
			s.emit("\n", s.pos+n)
		} else if s.src[s.pos] == ' ' || s.src[s.pos] == '\t' {
			s.pos++
		} else {
			return
		}
	}
}

// hex reads the digits behind the letter of an escape.
func hex(text []byte, digits int) (rune, bool) {
	if len(text) < 1+digits {
		return utf8.RuneError, false
	}
	n, err := strconv.ParseUint(string(text[1:1+digits]), 16, 32)
	return rune(n), err == nil
}

// block reads a literal or folded scalar. How far it is indented follows from its first line that is not blank.
func (s *scalarReader) block(value string) {
	fold := s.src[s.pos] == '>'
	next := lineEnd(s.src, s.pos)
	s.end = s.pos + len(bytes.TrimRight(cutComment(s.src[s.pos:next]), " \t\r\n"))
	s.pos = next
	indent := s.indent(value)
	s.skip(indent)
	for len(s.out) < len(value) && s.pos < len(s.src) {
		size := breakAt(s.src[s.pos:])
		switch {
		case size == 0:
			s.copy()
			s.end = s.pos
		case fold:
			if !s.foldBlock(value[len(s.out):], indent) {
				return
			}
		default:
			s.emit("\n", s.pos+size)
			s.skip(indent)
		}
	}
}

func (s *scalarReader) skip(indent int) { s.pos += min(indent, blanks(s.src[s.pos:])) }

// foldBlock reads the line breaks up to the next line with text, for what they are in the rest of the value: a space,
// or fewer line breaks, or as many beside lines that are indented further. At the end of the value the rest of them is
// no part of it.
func (s *scalarReader) foldBlock(value string, indent int) bool {
	kept := len(value) - len(strings.TrimLeft(value, "\n"))
	breaks, end := 0, s.pos
	for rest := *s; ; breaks++ {
		size := breakAt(rest.src[rest.pos:])
		if size == 0 {
			break
		}
		rest.pos += size
		end = rest.pos
		rest.skip(indent)
	}
	switch {
	case kept == breaks, kept == len(value):
		for range kept {
			s.emit("\n", s.pos+breakAt(s.src[s.pos:]))
			s.skip(indent)
		}
		return true
	case kept > 0:
		s.emit(value[:kept], end)
	case value[0] == ' ':
		s.emit(" ", end)
	default:
		return false
	}
	s.skip(indent)
	return true
}

func cutComment(header []byte) []byte {
	header, _, _ = bytes.Cut(header, []byte(" #"))
	return header
}

// lineEnd returns where the next line begins.
func lineEnd(src []byte, pos int) int {
	for ; pos < len(src); pos++ {
		if n := breakAt(src[pos:]); n > 0 {
			return pos + n
		}
	}
	return pos
}

// indent returns the blanks that the lines of a block scalar begin with and its value does not.
func (s *scalarReader) indent(value string) int {
	content := strings.TrimLeft(value, "\n")
	inValue := len(content) - len(strings.TrimLeft(content, " "))
	for pos := s.pos; pos < len(s.src); pos = lineEnd(s.src, pos) {
		n := blanks(s.src[pos:])
		if pos+n < len(s.src) && breakAt(s.src[pos+n:]) == 0 {
			return max(0, n-inValue)
		}
	}
	return 0
}

func blanks(b []byte) int { return len(b) - len(bytes.TrimLeft(b, " ")) }
