package source

import (
	"encoding/json"
	"strconv"
)

// Kind is the JSON type of a value.
type Kind uint8

// The kinds, as JSON has them.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

// Node is a value as kubectl would read it. Every method accepts a nil receiver, which stands for an absent value.
type Node struct {
	Kind  Kind
	Text  string   // the string, the number as written in JSON, or "true" and "false"
	Keys  []string // of a Map, in the order of the file
	Nodes []*Node  // the elements of a List, the values of a Map
}

// Get returns the value at the keys, one level each, or nil where there is none.
func (n *Node) Get(keys ...string) *Node {
	for _, key := range keys {
		n = n.child(key)
	}
	return n
}

func (n *Node) child(key string) *Node {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i, k := range n.Keys {
		if k == key {
			return n.Nodes[i]
		}
	}
	return nil
}

// Elements returns the elements of a List, and nothing for any other value.
func (n *Node) Elements() []*Node {
	if n == nil || n.Kind != List {
		return nil
	}
	return n.Nodes
}

// String returns the text of a scalar and "" for anything else.
func (n *Node) String() string {
	if n == nil || n.Kind == List || n.Kind == Map {
		return ""
	}
	return n.Text
}

// Is tells whether the value is present and of the kind.
func (n *Node) Is(kind Kind) bool { return n != nil && n.Kind == kind }

// Any returns the value in the types of encoding/json, numbers as json.Number.
func (n *Node) Any() any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case Bool:
		return n.Text == "true"
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case List:
		list := make([]any, len(n.Nodes))
		for i, element := range n.Nodes {
			list[i] = element.Any()
		}
		return list
	case Map:
		object := make(map[string]any, len(n.Nodes))
		for i, key := range n.Keys {
			object[key] = n.Nodes[i].Any()
		}
		return object
	}
	return nil
}

// AppendJSON appends the value as compact JSON, keys in the order of the file.
func (n *Node) AppendJSON(b []byte) []byte {
	if n == nil {
		return append(b, "null"...)
	}
	switch n.Kind {
	case Bool, Number:
		return append(b, n.Text...)
	case String:
		return appendString(b, n.Text)
	case List:
		b = append(b, '[')
		for i, element := range n.Nodes {
			if i > 0 {
				b = append(b, ',')
			}
			b = element.AppendJSON(b)
		}
		return append(b, ']')
	case Map:
		b = append(b, '{')
		for i, key := range n.Keys {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, key), ':')
			b = n.Nodes[i].AppendJSON(b)
		}
		return append(b, '}')
	}
	return append(b, "null"...)
}

func appendString(b []byte, s string) []byte {
	text, err := json.Marshal(s)
	if err != nil {
		return strconv.AppendQuote(b, s)
	}
	return append(b, text...)
}
