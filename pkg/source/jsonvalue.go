package source

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonValue is a JSON value in a text. What is in it is found when it is asked for.
type jsonValue struct {
	text   *text
	extent extent
	key    extent
	name   string

	expanded bool
	children []*jsonValue
}

func (v *jsonValue) expand() []*jsonValue {
	if v.expanded {
		return v.children
	}
	v.expanded = true
	d := jsontext.NewDecoder(bytes.NewBuffer(v.bytes()), lenient...)
	open, err := d.ReadToken()
	if err != nil || open.Kind() != '{' && open.Kind() != '[' {
		return nil
	}
	isMap := open.Kind() == '{'
	for d.PeekKind() != '}' && d.PeekKind() != ']' {
		child := &jsonValue{text: v.text}
		if isMap {
			var raw jsontext.Value
			if child.key, raw, err = v.next(d); err != nil {
				return v.children
			}
			name, _ := jsontext.AppendUnquote(nil, raw)
			child.name = string(name)
		}
		if child.extent, _, err = v.next(d); err != nil {
			return v.children
		}
		v.children = append(v.children, child)
	}
	return v.children
}

func (v *jsonValue) next(d *jsontext.Decoder) (extent, jsontext.Value, error) {
	raw, err := d.ReadValue()
	end := v.extent.start + int(d.InputOffset())
	return extent{end - len(raw), end}, raw, err
}

func (v *jsonValue) bytes() []byte { return v.text.bytes[v.extent.start:v.extent.end] }

func (v *jsonValue) isMap() bool {
	return v.extent.start < len(v.text.bytes) && v.text.bytes[v.extent.start] == '{'
}

func (v *jsonValue) child(token string) (written, bool) {
	children := v.expand()
	if v.isMap() {
		for i := len(children) - 1; i >= 0; i-- {
			if children[i].name == token {
				return children[i], true
			}
		}
		return nil, false
	}
	if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(children) {
		return children[i], true
	}
	return nil, false
}

func (v *jsonValue) value() extent { return v.extent }

func (v *jsonValue) handle() extent {
	if v.key.end > 0 {
		return v.key
	}
	children := v.expand()
	switch {
	case len(children) == 0:
		return v.extent
	case v.isMap():
		return children[0].key
	}
	return children[0].handle()
}

func (v *jsonValue) scalar() ([]byte, []extent) {
	if v.extent.start >= len(v.text.bytes) || v.text.bytes[v.extent.start] != '"' {
		return nil, nil
	}
	s := v.text.read(v.extent.start, v.read)
	return s.out, s.from
}

// read reads the string, and nothing where it is not what the library makes of it.
func (v *jsonValue) read() *scalarReader {
	s := &scalarReader{src: v.text.bytes[:v.extent.end], pos: v.extent.start + 1}
	for s.pos < v.extent.end-1 {
		if s.src[s.pos] == '\\' {
			s.escape()
		} else {
			s.copy()
		}
	}
	want, err := jsontext.AppendUnquote(nil, v.bytes())
	if err != nil || !bytes.Equal(want, s.out) || !utf8.Valid(want) {
		return &scalarReader{}
	}
	return s
}

func (v *jsonValue) repeated(found []twice) []twice {
	children := v.expand()
	first := make(map[string]extent, len(children))
	for _, child := range children {
		if v.isMap() {
			if earlier, ok := first[child.name]; ok {
				found = append(found, twice{child.name, earlier, child.key})
			}
			first[child.name] = child.key
		}
		found = child.repeated(found)
	}
	return found
}
