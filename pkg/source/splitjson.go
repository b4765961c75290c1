package source

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// tape hands the bytes of a file to the JSON parser, and keeps those of the value that is being read.
type tape struct {
	io.Reader
	kept []byte
	at   Record // of the first byte kept
}

// Read is the io.Reader of the decoder.
func (t *tape) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	t.kept = append(t.kept, p[:n]...)
	return n, err
}

// forward drops what lies before offset.
func (t *tape) forward(offset int64) {
	n := int(offset - t.at.Offset)
	if n <= 0 {
		return
	}
	pos := advance(Pos{t.at.Line, t.at.Column}, t.kept[:n])
	t.at.Offset, t.at.Line, t.at.Column = offset, pos.Line, pos.Column
	t.kept = t.kept[:copy(t.kept, t.kept[n:])]
}

// jsonValues reads a run of JSON objects and arrays.
type jsonValues struct {
	*splitter
	*jsontext.Decoder
	tape   *tape
	base   int64     // what to add to an offset of the decoder to have one of the file
	proved bool      // the file is known not to be YAML in flow style
	value  *document // that is being read; nil between values
	seen   list      // its kind and apiVersion, as far as read
	entry  int64     // the offset behind the "[" of its items
}

// json cuts the values from start on, and returns where JSON ends and YAML begins.
func (s *splitter) json(start Record) Record {
	v := &jsonValues{splitter: s}
	v.seek(start, "")
	for {
		if err := v.run(); errors.Is(err, io.EOF) && v.value == nil {
			return Record{Offset: s.size}
		} else if next, ok := v.mend(err); !ok {
			return next
		}
	}
}

// seek starts to read at a place of the file, as if prefix stood before it.
func (v *jsonValues) seek(at Record, prefix string) {
	v.tape = &tape{Reader: io.NewSectionReader(v, at.Offset, v.size-at.Offset), at: at}
	v.base = at.Offset - int64(len(prefix))
	v.Decoder = jsontext.NewDecoder(io.MultiReader(strings.NewReader(prefix), v.tape), lenient...)
}

func (v *jsonValues) offset() int64 { return v.base + v.InputOffset() }

// errBetween is for what is neither an object nor an array: no export is, but an afterword may look like a number.
var errBetween = errors.New("text that is no JSON object or array")

// run reads values until an error, io.EOF at the end.
func (v *jsonValues) run() error {
	if v.value != nil {
		if err := v.resume(); err != nil {
			return err
		}
	}
	for {
		kind := v.PeekKind()
		if kind != '{' && kind != '[' && kind != 0 {
			return errBetween
		}
		if _, err := v.ReadToken(); err != nil {
			return err
		}
		v.tape.forward(v.offset() - 1)
		v.value = &document{record: v.tape.at}
		v.value.record.Format = JSON
		v.seen = list{}
		read := v.object
		if kind == '[' {
			read = v.array
		}
		if err := read(); err != nil {
			return err
		}
	}
}

// listPrefix brings the decoder to where the items of a list are.
const listPrefix = `{"items":[`

// resume reads the rest of a list, from an item on.
func (v *jsonValues) resume() error {
	for range 3 {
		if _, err := v.ReadToken(); err != nil {
			return err
		}
	}
	if err := v.items(); err != nil {
		return err
	}
	return v.object()
}

func (v *jsonValues) array() error {
	for v.PeekKind() != ']' {
		if err := v.SkipValue(); err != nil {
			return err
		}
	}
	return v.finish()
}

// object reads the members of an object.
func (v *jsonValues) object() error {
	for v.PeekKind() != '}' {
		name, err := v.ReadToken()
		if err != nil {
			return err
		}
		if err := v.member(name.String()); err != nil {
			return err
		}
	}
	return v.finish()
}

// member reads the value of a member. The items of what calls itself a Kubernetes object are cut out one by
// one: kubectl writes the apiVersion before them, the API server the kind.
func (v *jsonValues) member(name string) error {
	kind := v.PeekKind()
	switch {
	case name == "items" && kind == '[' && v.seen != list{} && v.value.list.kind == "":
		v.value.list = plainList
		if v.seen.names() {
			v.value.list = v.seen
		}
		if _, err := v.ReadToken(); err != nil {
			return err
		}
		v.entry = v.offset()
		return v.items()
	case kind == '"' && (name == "kind" || name == "apiVersion"):
		token, err := v.ReadToken()
		if name == "kind" {
			v.seen.kind = token.String()
		} else {
			v.seen.apiVersion = token.String()
		}
		return err
	}
	return v.SkipValue()
}

func (v *jsonValues) items() error {
	for v.PeekKind() != ']' {
		raw, err := v.ReadValue()
		if err != nil {
			return err
		}
		v.tape.forward(v.offset() - int64(len(raw)))
		record := v.tape.at
		record.Length, record.Format = int64(len(raw)), JSON
		v.submit(v.value, &part{record: record, text: bytes.Clone(raw), list: v.value.list})
	}
	_, err := v.ReadToken()
	return err
}

// finish reads the end of the value.
func (v *jsonValues) finish() error {
	if _, err := v.ReadToken(); err != nil {
		return err
	}
	v.proved = true
	d := v.value
	d.record.Length = v.offset() - d.record.Offset
	switch {
	case len(d.parts) == 0:
		d.list = list{}
		v.submit(d, &part{record: d.record, text: bytes.Clone(v.tape.kept[:d.record.Length])})
	case v.seen.names():
		d.cut, d.list = right, v.seen
	default:
		d.cut = wrong
	}
	v.done()
	return nil
}

func (v *jsonValues) done() {
	v.pipeline.close(v.value)
	v.value = nil
}
