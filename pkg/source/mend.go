package source

import (
	"bytes"
	"errors"
	"regexp"

	"github.com/go-json-experiment/json/jsontext"
)

const maxFlow = 1 << 20 // bytes of broken JSON that are tried as YAML

// mend goes on after an error in a run of JSON values: behind a text that is none, or at the next value or item
// that begins a line. It returns false with the place where YAML begins, or where the file ends.
func (v *jsonValues) mend(err error) (Record, bool) {
	at, cause := v.place(err)
	d := v.value
	switch {
	case d == nil:
		return v.between()
	case d.list.kind != "":
		d.problems = append(d.problems, v.invalid(d.record, at, cause))
		return v.nextItem(at)
	case !v.proved && v.isYAML():
		start := d.record
		start.Format = YAML
		return start, false
	}
	v.proved = true
	d.problems = append(d.problems, v.invalid(d.record, at, cause))
	v.done()
	return v.nextValue(at, d.record.Offset)
}

// place returns where an error lies in the file, and what it is.
func (v *jsonValues) place(err error) (int64, error) {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return v.base + syntax.ByteOffset, syntax.Err
	}
	return v.offset(), err
}

// elapsed is what ossutil prints after an answer.
var elapsed = regexp.MustCompile(`^[0-9.]+\(s\) elapsed\s*$`)

// between handles a text that stands where a value should begin.
func (v *jsonValues) between() (Record, bool) {
	end := v.offset()
	v.tape.forward(end)
	text, ok := v.find(v.tape.at, func(line []byte, at Record) bool {
		return len(bytes.TrimSpace(line)) > 0
	})
	if !ok {
		return text, false
	}
	line, _ := v.bytes(text.Offset, 4096)
	line, _, _ = bytes.Cut(line, []byte("\n"))
	if isMarker(line, "---") {
		return text, false
	}
	if !elapsed.Match(bytes.TrimSpace(line)) {
		v.set.Problems = append(v.set.Problems, v.afterword(text, line))
	}
	return v.nextValue(text.Offset, end)
}

// find returns the first line from start on that is wanted, or the end of the file and false.
func (v *jsonValues) find(start Record, wanted func(line []byte, at Record) bool) (Record, bool) {
	in := newLines(v.content, start.Offset)
	at := start
	for {
		line, err := in.next()
		if err != nil || len(line) == 0 {
			return at, false
		}
		if wanted(line, at) {
			return at, true
		}
		at.Offset += int64(len(line))
		at.Line += breaks(line)
		at.Column = 1
	}
}

// nextValue goes on at the next line, not before that of the error, that begins with a value, or a document of YAML.
func (v *jsonValues) nextValue(failed, after int64) (Record, bool) {
	at, ok := v.find(v.tape.at, func(line []byte, at Record) bool {
		return at.Offset > after && at.Offset+int64(len(line)) > failed && beginsValue(line)
	})
	if !ok {
		return at, false
	}
	line, _ := v.bytes(at.Offset, 4)
	if isMarker(line, "---") {
		return at, false
	}
	v.seek(at, "")
	return at, true
}

func beginsValue(line []byte) bool {
	return line[0] == '{' || line[0] == '[' || isMarker(line, "---")
}

// nextItem goes on at the next line that begins with an item, indented as the first is, or that ends the items.
// Where the list is lost, the items read so far count, if it is known to be one.
func (v *jsonValues) nextItem(failed int64) (Record, bool) {
	indent, known := v.indent()
	isItem := func(line []byte) bool {
		rest := bytes.TrimLeft(line, " \t")
		depth := len(line) - len(rest)
		return known && len(rest) > 0 && (rest[0] == '{' && bytes.HasPrefix(line, indent) && depth == len(indent) || rest[0] == ']' && depth < len(indent))
	}
	at, found := v.find(v.tape.at, func(line []byte, at Record) bool {
		passed := at.Offset > v.tape.at.Offset && at.Offset+int64(len(line)) > failed
		return passed && (isItem(line) || beginsValue(line) || line[0] == '}')
	})
	if line, _ := v.bytes(at.Offset, blockSize); found && isItem(line) {
		v.seek(at, listPrefix)
		return at, true
	}
	d := v.value
	d.record.Length = at.Offset - d.record.Offset
	d.cut = right
	if !v.seen.names() && v.seen != cutOff {
		d.parts = nil
	}
	v.done()
	return v.nextValue(max(failed, at.Offset), d.record.Offset)
}

var firstItem = regexp.MustCompile(`^[ \t]*\r?\n([ \t]+)\{`)

// indent returns what stands before the first item of the list on its line.
func (v *jsonValues) indent() ([]byte, bool) {
	text, _ := v.bytes(v.entry, 512)
	match := firstItem.FindSubmatch(text)
	if match == nil {
		return nil, false
	}
	return match[1], true
}

// isYAML tells whether the value that is no JSON is YAML in flow style, or at least better explained as YAML.
func (v *jsonValues) isYAML() bool {
	d := v.value
	text, err := v.bytes(d.record.Offset, maxFlow+1)
	if err != nil {
		return false
	}
	if inner := bytes.TrimLeft(text[1:], " \t\r\n"); text[0] == '{' && len(inner) > 0 && inner[0] != '"' && inner[0] != '}' {
		return true
	}
	if i := bytes.Index(text, []byte("\n---")); i >= 0 {
		text = text[:i+1]
	}
	if len(text) > maxFlow {
		return false
	}
	v.builder.reset(text)
	root, err := v.builder.fromYAML(text)
	return err == nil && root != nil
}
