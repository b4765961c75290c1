package model

import (
	"fmt"
	"iter"
	"net/netip"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// value is a value of an answer that is being decoded, with its place.
type value struct {
	*source.Node
	pointer string
	answer  *Answer
}

// ref is the place of v. Its record is not known yet; Answer.place sets it.
func (v value) ref() Ref { return Ref{Pointer: v.pointer} }

// key is the place of the key that v is written under; see Ref.Key.
func (v value) key() Ref { return v.in("-").ref() }

// first returns the value at the first of the keys that has a text, or v.
func (v value) first(keys ...string) value {
	for _, key := range keys {
		if v.text(key) != "" {
			return v.in(key)
		}
	}
	return v
}

// in returns the value at the keys, one level each.
func (v value) in(keys ...string) value {
	for _, key := range keys {
		v = value{v.Get(key), v.pointer + "/" + pointerEscaper.Replace(key), v.answer}
	}
	return v
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// text returns the first scalar that is not empty at one of the keys, which are spellings of one field.
func (v value) text(keys ...string) string {
	for _, key := range keys {
		n := v.Get(key)
		if text := strings.TrimSpace(n.String()); text != "" {
			return text
		}
		if n.Is(source.List) || n.Is(source.Map) {
			v.answer.doubtful = true
			v.in(key).problem(source.Error, "%s is %s where a string belongs", key, kindName(n))
		}
	}
	return ""
}

// id is text for a field that names a resource; an id with asterisks, as consoles and tickets show them, is a problem.
func (v value) id(keys ...string) string {
	for _, key := range keys {
		if text := v.text(key); text != "" {
			v.in(key).whole(text)
			return text
		}
	}
	return ""
}

func (v value) whole(id string) {
	if strings.Contains(id, "**") {
		v.problem(source.Error, "id %q is redacted: nothing can be joined by it; export it in full", id)
	}
}

func (v value) problem(severity source.Severity, format string, args ...any) {
	v.answer.problem(LocalProblem{Pointer: v.pointer, Message: fmt.Sprintf(format, args...), Severity: severity})
}

// number returns the integer at the key, written as a number or a string, or fallback.
func (v value) number(key string, fallback int) int {
	text := v.text(key)
	if text == "" {
		return fallback
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n != float64(int(n)) {
		v.in(key).problem(source.Warning, "%s %q is not a whole number", key, text)
		return fallback
	}
	return int(n)
}

// flag tells whether the scalar at the key says yes.
func (v value) flag(key string) bool {
	text := v.text(key)
	return strings.EqualFold(text, "true") || text == "1"
}

// prefix returns the range at one of the keys; the zero Prefix when there is none.
func (v value) prefix(keys ...string) Prefix {
	for _, key := range keys {
		if text := v.text(key); text != "" {
			return v.in(key).asPrefix()
		}
	}
	return Prefix{}
}

// asPrefix returns the range that v names, and reports what is none.
func (v value) asPrefix() Prefix {
	p := ParsePrefix(v.Node.String())
	if !p.IsValid() {
		v.problem(source.Error, "%q is not an IP address or CIDR block", v.Node.String())
	}
	return p
}

// addr returns the address at the key; the zero Addr when there is none.
func (v value) addr(key string) netip.Addr {
	text := v.text(key)
	if text == "" {
		return netip.Addr{}
	}
	return v.in(key).asAddr(text)
}

func (v value) asAddr(text string) netip.Addr {
	a, err := netip.ParseAddr(text)
	if err != nil {
		v.problem(source.Error, "%q is not an IP address", text)
	}
	return a
}

// list yields the elements of a list field: wrapped as outer.inner, flattened as outer, one element without a list,
// or nothing at all.
func (v value) list(outer, inner string) iter.Seq[value] {
	field := v.in(outer)
	if field.Is(source.Map) && (field.Get(inner) != nil || len(field.Nodes) == 0) {
		field = field.in(inner)
	}
	return field.elements()
}

// elements yields the elements of a List, or v itself where one object stands for a list of one.
func (v value) elements() iter.Seq[value] {
	return func(yield func(value) bool) {
		if v.Is(source.Map) {
			yield(v)
			return
		}
		for i, element := range v.Elements() {
			if !yield(value{element, v.pointer + "/" + strconv.Itoa(i), v.answer}) {
				return
			}
		}
	}
}

// texts returns the scalars of a list field that are not empty.
func (v value) texts(outer, inner string) []string {
	var out []string
	for element := range v.list(outer, inner) {
		if text := strings.TrimSpace(element.Node.String()); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// ids is texts for a list of ids.
func (v value) ids(outer, inner string) []string {
	ids := v.texts(outer, inner)
	for _, id := range ids {
		v.in(outer).whole(id)
	}
	return ids
}

// prefixes returns the ranges of a list field.
func (v value) prefixes(outer, inner string) []Prefix {
	var out []Prefix
	for element := range v.list(outer, inner) {
		if element.Node.String() != "" {
			out = append(out, element.asPrefix())
		}
	}
	return out
}

// addrs returns the addresses of a list field.
func (v value) addrs(outer, inner string) []netip.Addr {
	var out []netip.Addr
	for element := range v.list(outer, inner) {
		if text := element.Node.String(); text != "" {
			out = append(out, element.asAddr(text))
		}
	}
	return out
}
