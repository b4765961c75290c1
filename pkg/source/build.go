package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v2"
)

const (
	slabSize   = 64   // nodes to an allocation; a pod has some 200
	smallMap   = 16   // up to here comparing keys is cheaper than hashing them
	maxNames   = 4096 // distinct keys that a builder remembers
	aliasRoom  = 64 << 20
	aliasRatio = 10
)

// builder makes nodes. It serves one goroutine.
type builder struct {
	slab      []Node
	names     map[string]string // the keys met so far: the same few hundred in every object
	duplicate bool              // a map of the current object has a key twice
	room      int               // bytes of text that the current object may still have
}

func (b *builder) reset(text []byte) {
	b.duplicate = false
	b.room = aliasRoom + aliasRatio*len(text)
}

func (b *builder) node(kind Kind, text string) *Node {
	if len(b.slab) == 0 {
		b.slab = make([]Node, slabSize)
	}
	n := &b.slab[0]
	b.slab = b.slab[1:]
	n.Kind, n.Text = kind, text
	return n
}

// members fills a map; the last of two equal keys wins, as it does for kubectl.
type members struct {
	*Node
	index map[string]int
}

func (b *builder) set(m *members, key string, value *Node) {
	if i := m.find(key); i >= 0 {
		m.Nodes[i] = value
		b.duplicate = true
		return
	}
	if m.index != nil {
		m.index[key] = len(m.Keys)
	}
	m.Keys = append(m.Keys, key)
	m.Nodes = append(m.Nodes, value)
}

func (m *members) find(key string) int {
	if len(m.Keys) < smallMap {
		return slices.Index(m.Keys, key)
	}
	if m.index == nil {
		m.index = make(map[string]int, 2*smallMap)
		for i, k := range m.Keys {
			m.index[k] = i
		}
	}
	if i, ok := m.index[key]; ok {
		return i
	}
	return -1
}

// lenient reads JSON as encoding/json does, which kubectl uses: a repeated name and a broken code point are no errors.
var lenient = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// FromJSON parses one JSON value.
func FromJSON(data []byte) (*Node, error) { return new(builder).fromJSON(data) }

func (b *builder) fromJSON(data []byte) (*Node, error) {
	d := jsontext.NewDecoder(bytes.NewBuffer(data), lenient...)
	root, err := b.json(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("text after the JSON value at byte %d", d.InputOffset())
	}
	return root, nil
}

func (b *builder) json(d *jsontext.Decoder) (*Node, error) {
	token, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case 't', 'f':
		return b.node(Bool, token.String()), nil
	case '0':
		return b.node(Number, token.String()), nil
	case '"':
		return b.node(String, token.String()), nil
	case '[':
		return b.jsonList(d)
	case '{':
		return b.jsonMap(d)
	}
	return b.node(Null, ""), nil
}

func (b *builder) jsonList(d *jsontext.Decoder) (*Node, error) {
	n := b.node(List, "")
	for d.PeekKind() != ']' {
		element, err := b.json(d)
		if err != nil {
			return nil, err
		}
		n.Nodes = append(n.Nodes, element)
	}
	_, err := d.ReadToken()
	return n, err
}

func (b *builder) jsonMap(d *jsontext.Decoder) (*Node, error) {
	m := members{Node: b.node(Map, "")}
	for d.PeekKind() != '}' {
		raw, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		key := b.name(raw)
		value, err := b.json(d)
		if err != nil {
			return nil, err
		}
		b.set(&m, key, value)
	}
	_, err := d.ReadToken()
	return m.Node, err
}

// name returns the key that is written as raw, without a new string where it was met before.
func (b *builder) name(raw jsontext.Value) string {
	if name, ok := b.names[string(raw)]; ok {
		return name
	}
	// An error tells of a broken code point, which the text returned then stands in for.
	text, _ := jsontext.AppendUnquote(nil, raw)
	if b.names == nil {
		b.names = make(map[string]string)
	}
	if len(b.names) < maxNames {
		b.names[string(raw)] = string(text)
	}
	return string(text)
}

// yaml turns what the YAML library decoded into nodes, by the rules of sigs.k8s.io/yaml.
func (b *builder) yaml(value any) (*Node, error) {
	switch v := value.(type) {
	case nil:
		return b.node(Null, ""), nil
	case bool:
		return b.node(Bool, strconv.FormatBool(v)), nil
	case string:
		return b.text(v)
	case int:
		return b.node(Number, strconv.Itoa(v)), nil
	case uint64:
		return b.node(Number, strconv.FormatUint(v, 10)), nil
	case float64:
		text, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("number %v cannot be written as JSON", v)
		}
		return b.node(Number, string(text)), nil
	case tree:
		return b.yaml(v.value)
	case []tree:
		return yamlList(b, v)
	case []any:
		return yamlList(b, v)
	case yaml.MapSlice:
		return b.yamlMap(v)
	case map[any]any:
		return b.yamlMap(sorted(v))
	}
	return nil, fmt.Errorf("value of type %T cannot be written as JSON", value)
}

var errExpansion = errors.New("aliases expand the document to more text than can be held")

func (b *builder) text(s string) (*Node, error) {
	if b.room -= len(s); b.room < 0 {
		return nil, errExpansion
	}
	// Only !!binary makes such strings; encoding/json replaces each broken byte, and so do we.
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	return b.node(String, s), nil
}

// valueError is an error of the value at a pointer.
type valueError struct {
	pointer string
	error
}

// Unwrap returns the error without the place.
func (e valueError) Unwrap() error { return e.error }

// below says that an error was met below a key or an index.
func below(token string, err error) error {
	var inner valueError
	if !errors.As(err, &inner) {
		inner.error = err
	}
	inner.pointer = "/" + escape(token) + inner.pointer
	return inner
}

func yamlList[E any](b *builder, elements []E) (*Node, error) {
	n := b.node(List, "")
	n.Nodes = make([]*Node, len(elements))
	for i := range elements {
		element, err := b.yaml(elements[i])
		if err != nil {
			return nil, below(strconv.Itoa(i), err)
		}
		n.Nodes[i] = element
	}
	return n, nil
}

func (b *builder) yamlMap(items yaml.MapSlice) (*Node, error) {
	m := members{Node: b.node(Map, "")}
	m.Keys = make([]string, 0, len(items))
	m.Nodes = make([]*Node, 0, len(items))
	for _, item := range items {
		key, err := keyText(item.Key)
		if err != nil {
			return nil, err
		}
		value, err := b.yaml(item.Value)
		if err != nil {
			return nil, below(key, err)
		}
		b.set(&m, key, value)
	}
	return m.Node, nil
}

// errStructuredKey is for what "{{ .Values.name }}" is when nobody renders it.
var errStructuredKey = errors.New("a key of a map is a map or a list")

// keyText writes a key as sigs.k8s.io/yaml does, down to its 32 bits of a float.
func keyText(key any) (string, error) {
	switch k := key.(type) {
	case string:
		return k, nil
	case int:
		return strconv.Itoa(k), nil
	case bool:
		return strconv.FormatBool(k), nil
	case float64:
		switch s := strconv.FormatFloat(k, 'g', -1, 32); s {
		case "+Inf":
			return ".inf", nil
		case "-Inf":
			return "-.inf", nil
		case "NaN":
			return ".nan", nil
		default:
			return s, nil
		}
	case nil:
		return "", errors.New("a key of a map is empty")
	case yaml.MapSlice, []any:
		return "", errStructuredKey
	}
	return "", errors.New("a key of a map is neither a text nor a number")
}

// sorted gives a map that has no order of its own a fixed one.
func sorted(m map[any]any) yaml.MapSlice {
	items := make(yaml.MapSlice, 0, len(m))
	for key, value := range m {
		items = append(items, yaml.MapItem{Key: key, Value: value})
	}
	slices.SortFunc(items, func(a, b yaml.MapItem) int {
		return bytes.Compare(fmt.Appendf(nil, "%v %T", a.Key, a.Key), fmt.Appendf(nil, "%v %T", b.Key, b.Key))
	})
	return items
}
