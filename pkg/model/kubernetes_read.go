package model

import (
	"errors"
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

// maxProblems is how much of one object is told. What is generated wrong is wrong thousands of times.
const maxProblems = 50

// problem reports what is wrong with n, a value below the root. The first thing said about a value is enough: what
// follows follows from it.
func (r *reader) problem(n *source.Node, severity source.Severity, format string, args ...any) {
	if len(r.problems) >= maxProblems {
		r.cutShort()
		return
	}
	pointer, _ := pointerTo(r.root, n)
	p := LocalProblem{Pointer: pointer, Message: fmt.Sprintf(format, args...), Severity: severity, Private: mayBeSecret(pointer)}
	said := func(p LocalProblem) bool {
		return p.Pointer == pointer && (p.Severity == severity || p.Severity == source.Error)
	}
	if !slices.ContainsFunc(r.problems, said) {
		r.problems = append(r.problems, p)
	}
}

// mayBeSecret tells whether people write credentials at the pointer.
func mayBeSecret(pointer string) bool {
	return slices.ContainsFunc([]string{"/data/", "/env/", "/args", "/command", "/annotations/"}, func(part string) bool {
		return strings.Contains(pointer, part)
	})
}

// cutShort says once that there is more.
func (r *reader) cutShort() {
	if len(r.problems) == maxProblems {
		r.problems = append(r.problems, LocalProblem{Severity: source.Error,
			Message: fmt.Sprintf("more is wrong with this object than the %d problems that are listed", maxProblems)})
	}
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

// The types of values, as messages name them.
const (
	anObject      = "an object"
	aList         = "a list"
	aString       = "a string"
	aWholeNumber  = "a whole number"
	aPort         = "a port number or name"
	aTruthValue   = "true or false"
	quoteIt       = ": put it in quotes"
	withoutQuotes = ": write it without quotes"
)

func (r *reader) mistyped(n *source.Node, want string) {
	if len(r.problems) > maxProblems {
		return
	}
	pointer, _ := pointerTo(r.root, n)
	r.problem(n, source.Error, "%s is %s where %s belongs%s", called(pointer), kindName(n), want, remedy(n, want))
}

// remedy returns what to do where quotes make the difference.
func remedy(n *source.Node, want string) string {
	_, notNumber := strconv.ParseInt(n.Text, 10, 32)
	switch {
	case want == aString && (n.Kind == source.Number || n.Kind == source.Bool):
		return quoteIt
	case n.Kind != source.String:
	case want == aWholeNumber && notNumber == nil, want == aTruthValue && (n.Text == "true" || n.Text == "false"):
		return withoutQuotes
	}
	return ""
}

// freeKeys are the objects whose keys are the user's own words.
var freeKeys = []string{"labels", "annotations", "matchLabels", "selector", "nodeSelector", "data"}

// called returns what a message calls the value at the pointer: its key, or the list that it is an element of.
func called(pointer string) string {
	parts := strings.Split(pointer, "/")
	last, parent := parts[len(parts)-1], ""
	if len(parts) > 2 {
		parent = parts[len(parts)-2]
	}
	if index, err := strconv.Atoi(last); err == nil && parent != "" && !slices.Contains(freeKeys, parent) {
		return fmt.Sprintf("element %d of %s", index+1, parent)
	}
	last = strings.NewReplacer("~1", "/", "~0", "~").Replace(last)
	if slices.Contains(freeKeys, parent) {
		return fmt.Sprintf("%q of %s", last, parent)
	}
	return last
}

func kindName(n *source.Node) string {
	switch n.Kind {
	case source.Null:
		return "null"
	case source.Bool:
		return n.Text
	case source.Number:
		return "a number"
	case source.String:
		return "a string"
	case source.List:
		return "a list"
	}
	return "an object"
}

// absent tells whether nothing is written: the API treats null as no value.
func absent(n *source.Node) bool { return n == nil || n.Kind == source.Null }

// get returns the value at the key of parent. The API server tells keys apart by case, and drops what it does not know.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
func (r *reader) get(parent *source.Node, key string) *source.Node {
	n := parent.Get(key)
	if n != nil || !parent.Is(source.Map) {
		return n
	}
	for i, other := range parent.Keys {
		if len(other) == len(key) && strings.EqualFold(other, key) {
			r.problem(parent.Nodes[i], source.Warning, "key %q is not read: the API server knows it as %q alone", other, key)
		}
	}
	return nil
}

// object returns the object at the key of parent, or nil.
func (r *reader) object(parent *source.Node, key string) *source.Node {
	return r.asObject(r.get(parent, key))
}

func (r *reader) asObject(n *source.Node) *source.Node {
	if absent(n) {
		return nil
	}
	if n.Kind != source.Map {
		r.mistyped(n, anObject)
		return nil
	}
	return n
}

// list returns the elements of the list at the key of parent.
func (r *reader) list(parent *source.Node, key string) []*source.Node {
	n := r.get(parent, key)
	if absent(n) {
		return nil
	}
	if n.Kind != source.List {
		r.mistyped(n, aList)
		return nil
	}
	return n.Nodes
}

// objects is list for objects. Elements that are none stay, so that the others keep their place; nothing is in them.
func (r *reader) objects(parent *source.Node, key string) []*source.Node {
	nodes := r.list(parent, key)
	for _, n := range nodes {
		r.asObject(n)
	}
	return nodes
}

// text returns the string at the key of parent.
func (r *reader) text(parent *source.Node, key string) string { return r.asText(r.get(parent, key)) }

func (r *reader) asText(n *source.Node) string {
	if absent(n) {
		return ""
	}
	if n.Kind != source.String {
		r.mistyped(n, aString)
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
	n := r.get(parent, key)
	if absent(n) {
		return false
	}
	if n.Kind != source.Bool {
		r.mistyped(n, aTruthValue)
	}
	return n.Kind == source.Bool && n.Text == "true"
}

// number returns the 32-bit integer at the key of parent, or fallback.
func (r *reader) number(parent *source.Node, key string, fallback int32) int32 {
	n := r.get(parent, key)
	if absent(n) {
		return fallback
	}
	value, err := strconv.ParseInt(n.Text, 10, 32)
	switch {
	case n.Kind == source.Number && errors.Is(err, strconv.ErrRange):
		r.problem(n, source.Error, "%s %s is out of range", key, n.Text)
	case n.Kind == source.Number && err != nil:
		r.problem(n, source.Error, "%s %s is not a whole number", key, n.Text)
	case n.Kind != source.Number:
		r.mistyped(n, aWholeNumber)
	default:
		return int32(value)
	}
	return fallback
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
