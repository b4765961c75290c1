package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

const blockSize = 256 << 10

// splitter cuts one file into documents, and lists into their items, without parsing YAML: that would be the
// slowest part of the whole, and the workers do it better. What the cuts rest on is proved afterwards, by
// parsing the pieces and what is left around them.
type splitter struct {
	*pipeline
	file int32
	content
}

func (p *pipeline) split(file int) {
	c, err := p.set.Files[file].open()
	if err != nil {
		p.set.Problems = append(p.set.Problems, p.unread(int32(file), err))
		return
	}
	defer c.Close()
	s := &splitter{p, int32(file), c}
	head, err := c.bytes(0, 4096)
	if err != nil {
		p.set.Problems = append(p.set.Problems, p.unread(s.file, err))
		return
	}
	if problem, ok := foreign(head, c.size); ok {
		problem.At.Path = p.set.Files[file].Path
		p.set.Problems = append(p.set.Problems, problem)
		return
	}
	start := Record{File: s.file, Line: 1, Column: 1}
	if bytes.HasPrefix(head, bom) {
		start.Offset = int64(len(bom))
	}
	if beginsJSON(head[start.Offset:]) {
		start = s.json(start)
	}
	s.yaml(start)
}

// lines hands out the lines of a text, each with its end, however long.
type lines struct {
	*bufio.Reader
	long []byte
}

// newLines returns the lines of a file from an offset on.
func newLines(c content, offset int64) *lines {
	rest := c.size - offset
	return &lines{Reader: bufio.NewReaderSize(io.NewSectionReader(c, offset, rest), int(min(blockSize, rest+1)))}
}

// next returns a line, valid until the next call, and nothing at the end.
func (l *lines) next() ([]byte, error) {
	line, err := l.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.long = l.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			l.long = append(l.long, line...)
			line, err = l.ReadSlice('\n')
		}
		l.long = append(l.long, line...)
		line = l.long
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// yaml cuts the rest of the file, from start on. A line that begins with "---" or "..." ends a document: YAML
// forbids such a line inside any scalar (https://yaml.org/spec/1.2.2/#912-document-markers).
func (s *splitter) yaml(start Record) {
	in := newLines(s.content, start.Offset)
	at := start
	y := s.open(at)
	for {
		line, err := in.next()
		if err != nil {
			s.set.Problems = append(s.set.Problems, s.unread(s.file, plain(err)))
		}
		if len(line) == 0 {
			break
		}
		if isMarker(line, "---") && y.content {
			y.close(at.Offset)
			y = s.open(at)
		}
		y.add(line, at)
		at.Offset += int64(len(line))
		at.Line += breaks(line)
		at.Column = 1
		if isMarker(line, "...") {
			y.close(at.Offset)
			y = s.open(at)
		}
	}
	y.close(at.Offset)
}

func isMarker(line []byte, marker string) bool {
	return bytes.HasPrefix(line, []byte(marker)) && (len(line) == 3 || strings.IndexByte(" \t\r\n", line[3]) >= 0)
}

// section is the part of a YAML document that a line belongs to.
type section uint8

const (
	header section = iota // before any items
	entry                 // after "items:", before the first of them
	items
	rest // after the items, or a document without any
)

// yamlDocument is a document that is being read.
type yamlDocument struct {
	*document
	*splitter
	text    []byte // without the items
	content bool   // there is more than comments and directives
	strange bool   // a directive: it would be missing from the items
	section section
	indent  int   // of the "- " of the items
	item    *part // the item that is being read
	size    int   // of the largest item so far
}

func (s *splitter) open(at Record) *yamlDocument {
	return &yamlDocument{document: &document{record: at}, splitter: s}
}

// add appends a line to the section that it belongs to.
func (y *yamlDocument) add(line []byte, at Record) {
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	blank := isBlank(line[indent:])
	switch {
	case y.section == header && !blank:
		y.content = y.content || line[0] != '%'
		y.strange = y.strange || line[0] == '%'
		if !y.strange && isItems(line) {
			y.section = entry
		}
	case y.section == entry && !blank:
		y.section = rest
		if isDash(line[indent:]) {
			y.section, y.indent = items, indent
			y.begin(line, at)
			return
		}
	case y.section == items:
		if blank || indent > y.indent {
			y.item.text = append(y.item.text, line...)
			return
		}
		y.end(at.Offset)
		if indent == y.indent && isDash(line[indent:]) {
			y.begin(line, at)
			return
		}
		y.section = rest
	}
	y.text = append(y.text, line...)
}

// isBlank tells whether a line holds nothing, or a comment.
func isBlank(line []byte) bool {
	line = bytes.TrimLeft(line, " \t\r\n")
	return len(line) == 0 || line[0] == '#'
}

func isItems(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("items:"))
	return ok && len(bytes.TrimRight(rest, " \t\r\n")) == 0
}

func isDash(text []byte) bool {
	return text[0] == '-' && (len(text) == 1 || strings.IndexByte(" \r\n", text[1]) >= 0)
}

// begin starts an item. The kind of the list, which kubectl writes last, is guessed until it is read.
func (y *yamlDocument) begin(line []byte, at Record) {
	if y.list.kind == "" {
		y.list = plainList
		if root, err := y.builder.fromYAML(y.text); err == nil {
			if l, ok := listOf(root); ok && l.names() {
				y.list = l
			}
		}
	}
	at.Item = true
	text := make([]byte, 0, y.size+y.size/4+len(line))
	y.item = &part{record: at, text: append(text, line...), list: y.list}
}

func (y *yamlDocument) end(offset int64) {
	y.size = max(y.size, len(y.item.text))
	y.item.record.Length = offset - y.item.record.Offset
	y.submit(y.document, y.item)
}

// close ends the document before offset.
func (y *yamlDocument) close(offset int64) {
	y.record.Length = offset - y.record.Offset
	switch {
	case y.list.kind != "":
		if y.section == items {
			y.end(offset)
		}
		y.check()
	case y.content || y.strange:
		y.submit(y.document, &part{record: y.record, text: y.text})
	default:
		return
	}
	y.pipeline.close(y.document)
}

// check parses what is left around the items: it must be a list without any. Otherwise the cut was made inside
// something else, or the document is no list at all.
func (y *yamlDocument) check() {
	y.builder.reset(y.text)
	root, err := y.builder.fromYAML(y.text)
	if err != nil || y.builder.duplicate {
		return
	}
	l, ok := listOf(root)
	if !ok || !root.Get("items").Is(Null) {
		y.cut = wrong
		return
	}
	if l == cutOff {
		y.problems = append(y.problems, y.cutOffList(y.record))
		l = plainList
	}
	y.cut, y.list = right, l
}
