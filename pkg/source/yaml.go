package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"

	"go.yaml.in/yaml/v2"
)

// tree is any YAML value, its maps in the order of the file. The library keeps that order only below a
// yaml.MapSlice, so a tree finds out what it is before it is decoded.
type tree struct{ value any }

// UnmarshalYAML decodes a map in order, the elements of a list one by one, and anything else as it is.
func (t *tree) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&struct{}{}) == nil {
		var m yaml.MapSlice
		err := unmarshal(&m)
		t.value = m
		return err
	}
	var list []tree
	if unmarshal(&list) == nil {
		t.value = list
		return nil
	}
	return unmarshal(&t.value)
}

// merge finds what may be a merge key, which the library resolves right only in maps without order.
var merge = regexp.MustCompile(`<<[ \t]*(:|#|[\r\n]|$)|!!merge|2002:merge|(?m:^%)`)

// errTrailing is for text after the end of a document that nothing separates from it.
var errTrailing = errors.New("text after the end of the document was not read")

// fromYAML parses one YAML document as sigs.k8s.io/yaml would. A document that is empty gives nil. With
// errTrailing comes what was read before the trailing text, which kubectl ignores.
func (b *builder) fromYAML(text []byte) (*Node, error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	value, err := decodeTree(d, bytes.Contains(text, []byte("<<")) && merge.Match(text))
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	root, err := b.yaml(value)
	if err != nil {
		return nil, err
	}
	var rest any
	if err := d.Decode(&rest); !errors.Is(err, io.EOF) {
		return root, errTrailing
	}
	return root, nil
}

func decodeTree(d *yaml.Decoder, merged bool) (any, error) {
	if merged {
		var value any
		err := d.Decode(&value)
		return value, err
	}
	var t tree
	err := d.Decode(&t)
	return t, err
}
