package source

import (
	"bytes"
	"strconv"
	"strings"

	yamlv2 "go.yaml.in/yaml/v2"
	"go.yaml.in/yaml/v3"
)

// yamlValue is a YAML value in a text. The library tells where it begins; where it ends follows from the text.
type yamlValue struct {
	text *text
	node *yaml.Node
	key  *yaml.Node // nil for the root and in lists
}

func (v *yamlValue) of(node, key *yaml.Node) *yamlValue { return &yamlValue{v.text, node, key} }

func (v *yamlValue) child(token string) (written, bool) {
	node := target(v.node)
	if node.Kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(node.Content) {
			return v.of(node.Content[i], nil), true
		}
		return nil, false
	}
	found := v.member(node, token, 0)
	return found, found != nil
}

func target(node *yaml.Node) *yaml.Node {
	for node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}

const maxMerges = 100

// member finds a key as the library fills a map: from the first pair to the last, and a merged map where it is
// written, over what came before.
func (v *yamlValue) member(node *yaml.Node, token string, depth int) *yamlValue {
	if node.Kind != yaml.MappingNode || depth > maxMerges {
		return nil
	}
	var found *yamlValue
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if !isMerge(key) {
			if keyOf(key) == token {
				found = v.of(value, key)
			}
			continue
		}
		merged := []*yaml.Node{value}
		if list := target(value); list.Kind == yaml.SequenceNode {
			merged = list.Content
		}
		for j := len(merged) - 1; j >= 0; j-- {
			if inherited := v.member(target(merged[j]), token, depth+1); inherited != nil {
				found = inherited
			}
		}
	}
	return found
}

func isMerge(key *yaml.Node) bool {
	return key.Kind == yaml.ScalarNode && key.Value == "<<" && (key.Style&quoted == 0 || key.ShortTag() == "!!merge")
}

// keyOf returns the text of a key as Read gives it: 0x10 is "16" and on is "true".
func keyOf(key *yaml.Node) string {
	key = target(key)
	text := key.Value
	if key.Kind != yaml.ScalarNode || key.Style&(quoted|yaml.TaggedStyle) != 0 || text == "" {
		return text
	}
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off", "true", "false":
	default:
		if !strings.ContainsRune("+-.0123456789", rune(text[0])) {
			return text
		}
	}
	var value any
	if err := yamlv2.Unmarshal([]byte(text), &value); err != nil {
		return text
	}
	if resolved, err := keyText(value); err == nil {
		return resolved
	}
	return text
}

func (v *yamlValue) handle() extent {
	if v.key != nil {
		return v.of(v.key, nil).value()
	}
	if v.node.Kind != yaml.AliasNode && len(v.node.Content) > 0 {
		return v.of(v.node.Content[0], nil).handle()
	}
	return v.value()
}

func (v *yamlValue) value() extent {
	start := v.start()
	switch v.node.Kind {
	case yaml.AliasNode:
		return extent{start, start + 1 + len(v.node.Value)}
	case yaml.ScalarNode:
		if v.empty() {
			return v.instead(start)
		}
		s := v.read(start)
		if line, ok := s.line(v.node); ok {
			return line
		}
		return extent{start, s.end}
	}
	if v.brackets(start) {
		return extent{start, v.closing(start)}
	}
	return extent{start, max(start, v.last())}
}

// brackets tells whether the value is a collection in brackets; "[a: b]" has a map without.
func (v *yamlValue) brackets(start int) bool {
	return v.node.Style&yaml.FlowStyle != 0 && start < len(v.text.bytes) && strings.IndexByte("{[", v.text.bytes[start]) >= 0
}

// last returns the end of the last value in a block collection, or of the ":" of one that is not written.
func (v *yamlValue) last() int {
	n := len(v.node.Content)
	if n == 0 {
		return 0
	}
	last := v.of(v.node.Content[n-1], nil)
	if v.node.Kind != yaml.MappingNode {
		return last.value().end
	}
	last.key = v.node.Content[n-2]
	end := last.value().end
	if colon := skipBlank(v.text.bytes, end, ""); last.empty() && colon < len(v.text.bytes) && v.text.bytes[colon] == ':' {
		return colon + 1
	}
	return end
}

// start returns where the value itself begins, behind its tag and anchor.
func (v *yamlValue) start() int {
	src := v.text.bytes
	pos := v.text.mark(v.node.Line, v.node.Column)
	for n := v.properties(); n > 0 && pos < len(src) && (src[pos] == '&' || src[pos] == '!'); n-- {
		pos = skipBlank(src, wordEnd(src, pos), "")
	}
	return pos
}

// properties returns how many words of the text may be the tag and the anchor of the value. What a block map
// begins with may also be those of its first key.
func (v *yamlValue) properties() int {
	if v.empty() {
		return 0
	}
	if v.node.Kind == yaml.ScalarNode || v.node.Style&yaml.FlowStyle != 0 {
		return 2
	}
	n := 0
	if v.node.Anchor != "" {
		n++
	}
	if v.node.Style&yaml.TaggedStyle != 0 {
		n++
	}
	return n
}

func wordEnd(src []byte, pos int) int {
	for pos < len(src) && strings.IndexByte(" \t\r\n", src[pos]) < 0 {
		pos++
	}
	return pos
}

// skipBlank skips white space, comments, and the characters of also.
func skipBlank(src []byte, pos int, also string) int {
	for pos < len(src) {
		switch {
		case strings.IndexByte(" \t\r\n", src[pos]) >= 0, strings.IndexByte(also, src[pos]) >= 0:
			pos++
		case src[pos] == '#':
			if end := bytes.IndexAny(src[pos:], "\r\n"); end >= 0 {
				pos += end
			} else {
				pos = len(src)
			}
		default:
			return pos
		}
	}
	return pos
}

// empty tells whether the value is null because nothing is written.
func (v *yamlValue) empty() bool {
	return v.node.Kind == yaml.ScalarNode && v.node.Value == "" && v.node.Style&quoted == 0
}

// instead returns what to point at for a value that is not written: its tag or anchor, its key, or its dash.
func (v *yamlValue) instead(start int) extent {
	src := v.text.bytes
	switch {
	case start < len(src) && (src[start] == '&' || src[start] == '!'):
		return extent{start, wordEnd(src, start)}
	case v.key != nil:
		return v.of(v.key, nil).value()
	case start > 0 && start <= len(src) && src[start-1] == '-':
		return extent{start - 1, start}
	}
	return extent{start, start}
}

// closing returns the end of a flow collection: behind the bracket that follows what is in it.
func (v *yamlValue) closing(start int) int {
	src, end := v.text.bytes, start+1
	for _, node := range v.node.Content {
		// The last value may be one that is not written, so the furthest one counts.
		end = max(end, v.of(node, nil).value().end)
	}
	end = skipBlank(src, end, ",:?")
	return min(end+1, len(src))
}

func (v *yamlValue) read(start int) *scalarReader {
	return v.text.read(start, func() *scalarReader { return readScalar(v.text.bytes, start, v.node) })
}

func (v *yamlValue) scalar() ([]byte, []extent) {
	node := target(v.node)
	if node.Kind != yaml.ScalarNode || node.ShortTag() == "!!binary" {
		return nil, nil
	}
	v = v.of(node, v.key)
	s := v.read(v.start())
	if string(s.out) != node.Value {
		return nil, nil
	}
	return s.out, s.from
}

func (v *yamlValue) repeated(found []twice) []twice {
	first := map[string]extent{}
	for i, node := range v.node.Content {
		child := v.of(node, nil)
		if v.node.Kind == yaml.MappingNode && i%2 == 0 && !isMerge(node) {
			key := keyOf(node)
			if earlier, ok := first[key]; ok {
				found = append(found, twice{key, earlier, child.value()})
			}
			first[key] = child.value()
		}
		found = child.repeated(found)
	}
	return found
}
