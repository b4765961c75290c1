package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// reader collects what is wrong in a document.
type reader struct {
	set      *source.Set
	record   source.Record
	problems []source.Problem
}

// value is a value of the document, absent when its node is nil.
type value struct {
	*source.Node
	reader  *reader
	pointer string
	name    string // what texts call it
}

// at returns the place of the value, or of its key where the value is more than a line.
func (v value) at() source.Location {
	if v.Is(source.Map) || v.Is(source.List) {
		return v.key()
	}
	return v.reader.set.Locate(v.reader.record, v.pointer)
}

// key returns the place of the key, or of the first key of an element: that of the element after the last, which is never
// there (RFC 6901, section 4).
func (v value) key() source.Location { return v.reader.set.Locate(v.reader.record, v.pointer+"/-") }

func (v value) wrong(format string, args ...any) { v.reader.add(v.at(), fmt.Sprintf(format, args...)) }

func (v value) refuse(message string) { v.reader.add(v.key(), message) }

func (r *reader) add(at source.Location, message string) {
	r.problems = append(r.problems, source.Problem{At: at, Message: message, Severity: source.Error})
}

// field returns the value of a key, absent where the value has no such key.
func (v value) field(key string) value { return v.below(v.Get(key), key, key) }

func (v value) below(node *source.Node, token, name string) value {
	token = strings.NewReplacer("~", "~0", "/", "~1").Replace(token)
	return value{node, v.reader, v.pointer + "/" + token, name}
}

// kinds are what texts call the kinds of values.
var kinds = map[source.Kind]string{
	source.Null: "empty", source.Bool: "true or false", source.Number: "a number", source.String: "a text", source.List: "a list", source.Map: "a map",
}

// is tells whether the value is present and of the kind, and reports another kind.
func (v value) is(kind source.Kind) bool {
	if v.Node == nil || v.Kind == kind {
		return v.Node != nil
	}
	advice := "write " + kinds[kind]
	if kind == source.String && (v.Kind == source.Number || v.Kind == source.Bool) {
		advice = "put it in quotes"
	}
	v.wrong("%s is %s: %s", v.name, kinds[v.Kind], advice)
	return false
}

// section is is for what may be empty: a section whose entries are all comments.
func (v value) section(kind source.Kind) bool { return !v.Is(source.Null) && v.is(kind) }

// fields tells whether the value is a map, and reports the keys of it that are unknown.
func (v value) fields(known ...string) bool {
	if !v.is(source.Map) {
		return false
	}
	for _, key := range v.Keys {
		if !slices.Contains(known, key) {
			v.field(key).refuse(fmt.Sprintf("unknown key %q%s", key, suggestion(key, known)))
		}
	}
	return true
}

// entries returns the elements of a section that is a list.
func (v value) entries() []value {
	if !v.section(source.List) {
		return nil
	}
	return v.elements("an entry of " + v.name)
}

func (v value) elements(name string) []value {
	out := make([]value, len(v.Nodes))
	for i, node := range v.Nodes {
		out[i] = v.below(node, strconv.Itoa(i), name)
	}
	return out
}

// text returns a text that is not empty.
func (v value) text() (string, bool) {
	if !v.is(source.String) {
		return "", false
	}
	if v.Text == "" {
		v.wrong("%s is empty", v.name)
		return "", false
	}
	return v.Text, true
}

// texts returns a text, or the texts of a list, with their places.
func (v value) texts(check func(string) error) []Text {
	list := []value{v}
	if v.Is(source.List) {
		list = v.elements(v.name)
		if len(list) == 0 {
			v.wrong("%s is empty", v.name)
		}
	}
	var out []Text
	for _, element := range list {
		text, ok := element.text()
		if !ok {
			continue
		}
		if err := check(text); err != nil {
			element.wrong("%v", err)
			continue
		}
		out = append(out, Text{text, element.at()})
	}
	return out
}

// word returns one of few words, the first of them where none is written.
func (v value) word(words ...string) string {
	text, ok := v.text()
	if !ok {
		return words[0]
	}
	if !slices.Contains(words, text) {
		words = slices.DeleteFunc(words, func(word string) bool { return word == "" })
		v.wrong("%s %q is none of %s%s", v.name, text, strings.Join(words, ", "), suggestion(text, words))
		return words[0]
	}
	return text
}

func (v value) flag() bool { return v.is(source.Bool) && v.Text == "true" }

// port returns a port, 0 where none is written.
func (v value) port() int {
	if !v.is(source.Number) {
		return 0
	}
	n, err := strconv.ParseUint(v.Text, 10, 16)
	if err != nil || n == 0 {
		v.wrong("%s %s is no port: write a number from 1 to 65535", v.name, v.Text)
	}
	return int(n)
}

// suggestion names the word that a slip could have made of the given one.
func suggestion(word string, known []string) string {
	best, fewest := "", 2+len(word)/4
	for _, candidate := range known {
		if n := suggest.Distance(strings.ToLower(word), strings.ToLower(candidate)); n < fewest {
			best, fewest = candidate, n
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean " + best + "?"
}
