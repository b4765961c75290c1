package model

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// reader reads one Kubernetes object. Where a value is of another type than the API has there, it reports the place and
// goes on with nothing, or with the text of a scalar.
type reader struct {
	root     *source.Node
	problems []LocalProblem
	fields   []string // scratch of pack
}

// problem reports what is wrong with n, a value below the root.
func (r *reader) problem(n *source.Node, severity source.Severity, format string, args ...any) {
	pointer, _ := pointerTo(r.root, n)
	r.problems = append(r.problems, LocalProblem{Pointer: pointer, Message: fmt.Sprintf(format, args...), Severity: severity})
}

// pointerTo finds n below root. Only problems need the place of a value, so nothing on the way down keeps track of it.
func pointerTo(root, n *source.Node) (string, bool) {
	if root == n {
		return "", true
	}
	if root == nil {
		return "", false
	}
	for i, child := range root.Nodes {
		rest, found := pointerTo(child, n)
		switch {
		case !found:
		case root.Kind == source.List:
			return "/" + strconv.Itoa(i) + rest, true
		default:
			return "/" + pointerEscaper.Replace(root.Keys[i]) + rest, true
		}
	}
	return "", false
}

func (r *reader) mistyped(n *source.Node, want string) {
	pointer, _ := pointerTo(r.root, n)
	r.problem(n, source.Error, "%s is %s where %s belongs", called(pointer), kindName(n), want)
}

// called returns what a message calls the value at the pointer: its key, or the list that it is an element of.
func called(pointer string) string {
	parts := strings.Split(pointer, "/")
	last := parts[len(parts)-1]
	if index, err := strconv.Atoi(last); err == nil && len(parts) > 2 {
		return fmt.Sprintf("element %d of %s", index+1, parts[len(parts)-2])
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(last)
}

func kindName(n *source.Node) string {
	switch n.Kind {
	case source.Null:
		return "null"
	case source.Bool:
		return n.Text
	case source.Number:
		return "the number " + n.Text
	case source.String:
		return "a string"
	case source.List:
		return "a list"
	}
	return "an object"
}

// absent tells whether nothing is written: the API treats null as no value.
func absent(n *source.Node) bool { return n == nil || n.Kind == source.Null }

// object returns the object at the key of parent, or nil.
func (r *reader) object(parent *source.Node, key string) *source.Node {
	return r.asObject(parent.Get(key))
}

func (r *reader) asObject(n *source.Node) *source.Node {
	if absent(n) {
		return nil
	}
	if n.Kind != source.Map {
		r.mistyped(n, "an object")
		return nil
	}
	return n
}

// list returns the elements of the list at the key of parent.
func (r *reader) list(parent *source.Node, key string) []*source.Node {
	n := parent.Get(key)
	if absent(n) {
		return nil
	}
	if n.Kind != source.List {
		r.mistyped(n, "a list")
		return nil
	}
	return n.Nodes
}

// text returns the string at the key of parent.
func (r *reader) text(parent *source.Node, key string) string { return r.asText(parent.Get(key)) }

func (r *reader) asText(n *source.Node) string {
	if absent(n) {
		return ""
	}
	if n.Kind != source.String {
		r.mistyped(n, "a string")
	}
	return n.String()
}

// texts returns the strings of the list at the key of parent.
func (r *reader) texts(parent *source.Node, key string) []string {
	var out []string
	for _, n := range r.list(parent, key) {
		out = append(out, r.asText(n))
	}
	return out
}

// flag returns the bool at the key of parent.
func (r *reader) flag(parent *source.Node, key string) bool {
	n := parent.Get(key)
	if absent(n) {
		return false
	}
	if n.Kind != source.Bool {
		r.mistyped(n, "true or false")
	}
	return n.Kind == source.Bool && n.Text == "true"
}

// number returns the 32-bit integer at the key of parent, or fallback.
func (r *reader) number(parent *source.Node, key string, fallback int32) int32 {
	n := parent.Get(key)
	if absent(n) {
		return fallback
	}
	value, err := strconv.ParseInt(n.Text, 10, 32)
	if n.Kind != source.Number || err != nil {
		r.mistyped(n, "a whole number")
		return fallback
	}
	return int32(value)
}

// addr returns the address that n names; empty text is none.
func (r *reader) addr(n *source.Node) netip.Addr {
	text := r.asText(n)
	if text == "" {
		return netip.Addr{}
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		r.problem(n, source.Error, "%q is not an IP address", text)
	}
	return a.Unmap()
}

// strings returns the object of strings at the key of parent.
func (r *reader) strings(parent *source.Node, key string) map[string]string {
	n := r.object(parent, key)
	if n == nil || len(n.Nodes) == 0 {
		return nil
	}
	out := make(map[string]string, len(n.Nodes))
	for i, name := range n.Keys {
		if !isCopy(name) {
			out[name] = r.asText(n.Nodes[i])
		}
	}
	return out
}

// isCopy tells whether an annotation repeats what the object says elsewhere: kubectl keeps the whole object in one, and
// Terway the addresses of the pod. No two pods have the same, so they would cost more than all the rest.
func isCopy(annotation string) bool {
	return annotation == "kubectl.kubernetes.io/last-applied-configuration" || annotation == "k8s.aliyun.com/pod-ips"
}

// packStrings is strings for an object that is repeated all over the input.
func (r *reader) packStrings(parent *source.Node, key string) packed {
	n := r.object(parent, key)
	if n == nil {
		return packed{}
	}
	r.fields = r.fields[:0]
	for i, name := range n.Keys {
		if !isCopy(name) {
			r.fields = append(r.fields, name, r.asText(n.Nodes[i]))
		}
	}
	if !slices.IsSorted(n.Keys) {
		sortPairs(r.fields)
	}
	return pack(r.fields)
}
