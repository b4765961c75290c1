package source

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Comment is a comment in a YAML file.
type Comment struct {
	Text        string // without the number sign
	At          Location
	First, Last int // the lines that it is about: the one that it ends, or the next one that has more than comments
}

// Comments returns the comments that contain the marker, in the order of their places. A document that cannot be parsed has
// none, and neither has a JSON file.
func (s *Set) Comments(marker string) []Comment {
	var out []Comment
	for i := range s.Files {
		file := &s.Files[i]
		if strings.EqualFold(filepath.Ext(file.Path), ".json") {
			continue
		}
		for _, t := range file.marked([]byte(marker)) {
			out = append(out, t.comments(file.Path, []byte(marker))...)
		}
	}
	return out
}

// marked returns the documents of a file that contain the marker. A file that cannot be read has been told of.
func (f *File) marked(marker []byte) []*text {
	c, err := f.open()
	if err != nil {
		return nil
	}
	defer c.Close()
	if !contains(io.NewSectionReader(c, 0, c.size), marker) {
		return nil
	}
	body, err := c.bytes(0, c.size)
	if err != nil {
		return nil
	}
	body = bytes.TrimPrefix(body, bom)
	var out []*text
	line, offset := 1, 0
	for _, end := range append(documentEnds(body), len(body)) {
		if document := body[offset:end]; bytes.Contains(document, marker) && len(document) <= maxWhole {
			out = append(out, newText(document, Pos{line, 1}))
		}
		line += len(newText(body[offset:end], Pos{}).lines) - 1
		offset = end
	}
	return out
}

// contains looks for the marker without holding the whole text, for most files have none.
func contains(r io.Reader, marker []byte) bool {
	buffer, kept := make([]byte, 1<<18), 0
	for {
		n, err := r.Read(buffer[kept:])
		if bytes.Contains(buffer[:kept+n], marker) {
			return true
		}
		if err != nil {
			return false
		}
		tail := buffer[max(0, kept+n-len(marker)+1) : kept+n]
		kept = copy(buffer, tail)
	}
}

var separator = regexp.MustCompile(`(?m)^---(?:[ \t\r]|$)`)

// documentEnds returns where the documents but the last end.
func documentEnds(body []byte) []int {
	var ends []int
	for _, at := range separator.FindAllIndex(body, -1) {
		if at[0] > 0 {
			ends = append(ends, at[0])
		}
	}
	return ends
}

// comments returns the comments of one document that contain the marker. What looks like one inside a string is none: the
// library says what is.
func (t *text) comments(path string, marker []byte) []Comment {
	var root yaml.Node
	if err := yaml.Unmarshal(t.bytes, &root); err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	written := map[string]bool{}
	gather(&root, written)
	var out []Comment
	for i, start := range t.lines {
		_, end := t.line(start)
		line := t.bytes[start:max(start, end)]
		if !bytes.Contains(line, marker) {
			continue
		}
		if at := commentAt(line, written); at >= 0 {
			c := Comment{Text: strings.TrimLeft(string(line[at:]), "#"), At: Location{Path: path, Span: t.span(start+at, end)}}
			c.First, c.Last = t.beside(i, start+at)
			out = append(out, c)
		}
	}
	return out
}

// gather adds the lines of all comments below a node.
func gather(n *yaml.Node, written map[string]bool) {
	for _, comment := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		for line := range strings.Lines(comment) {
			written[strings.TrimSpace(line)] = true
		}
	}
	for _, child := range n.Content {
		gather(child, written)
	}
}

// commentAt returns where in a line a comment begins, -1 where none does.
func commentAt(line []byte, written map[string]bool) int {
	for at := bytes.IndexByte(line, '#'); at >= 0; {
		if written[strings.TrimSpace(string(line[at:]))] {
			return at
		}
		next := bytes.IndexByte(line[at+1:], '#')
		if next < 0 {
			return -1
		}
		at += 1 + next
	}
	return -1
}

// beside returns the lines that a comment is about, which begins at a byte of the line of that index. A string of several
// lines belongs to the line of its key.
func (t *text) beside(line, at int) (first, last int) {
	if start, _ := t.line(at); start == at {
		for line++; line < len(t.lines) && t.bare(line); {
			line++
		}
	}
	last = line
	if line < len(t.lines) && opensBlock.Match(t.content(line)) {
		for i := line + 1; i < len(t.lines) && (len(t.content(i)) == 0 || t.indent(i) > t.indent(line)); i++ {
			last = i
		}
	}
	return t.start.Line + line, t.start.Line + last
}

// opensBlock is a line whose value is the lines below it.
var opensBlock = regexp.MustCompile(`[:-] +(?:[!&]\S+ +)*[|>][-+0-9]*(?:\s+#.*)?$`)

// content returns a line without blanks at its ends.
func (t *text) content(line int) []byte {
	start, end := t.line(t.lines[line])
	return t.bytes[start:max(start, end)]
}

// bare tells whether a line has nothing but a comment, or the mark between documents.
func (t *text) bare(line int) bool {
	content := t.content(line)
	return len(content) == 0 || content[0] == '#' || bytes.Equal(content, []byte("---"))
}

func (t *text) indent(line int) int {
	start, _ := t.line(t.lines[line])
	return start - t.lines[line]
}
