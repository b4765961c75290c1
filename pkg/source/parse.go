package source

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// errItem is for a piece of a list that is not exactly one item of it.
var errItem = errors.New("not one item of a list")

// parse parses the text of a part and decodes the objects in it.
func (p *pipeline) parse(b *builder, t *part) {
	b.reset(t.text)
	root, err := b.root(t)
	if errors.Is(err, errTrailing) && !t.record.Item {
		t.problems = append(t.problems, p.trailing(t))
		err = nil
	}
	if err != nil {
		t.err = err
		return
	}
	if root == nil || root.Kind == Null && t.list.kind == "" {
		t.record.Length = 0
		return
	}
	t.problems = append(t.problems, p.doubts(b, t)...)
	p.objects(t, t.record, root, t.list)
}

func (b *builder) root(t *part) (*Node, error) {
	if t.record.Format == JSON {
		return b.fromJSON(t.text)
	}
	if !t.record.Item {
		return b.document(t)
	}
	root, err := b.fromYAML(t.text)
	if err != nil {
		return nil, err
	}
	if !root.Is(List) || len(root.Nodes) != 1 {
		return nil, errItem
	}
	return root.Nodes[0], nil
}

// document parses a YAML document. One that is JSON goes through the JSON parser, as it does in kubectl, for
// the YAML library knows no surrogate pairs.
func (b *builder) document(t *part) (*Node, error) {
	body := t.text
	if bytes.HasPrefix(body, []byte("---")) {
		body = body[3:]
	}
	if beginsJSON(body) {
		body = bytes.TrimLeft(body, " \t\r\n")
		inner := bytes.TrimRight(body, " \t\r\n")
		if root, err := b.fromJSON(inner); err == nil {
			start := len(t.text) - len(body)
			pos := advance(Pos{t.record.Line, t.record.Column}, t.text[:start])
			t.record.Offset += int64(start)
			t.record.Length = int64(len(inner))
			t.record.Line, t.record.Column, t.record.Format = pos.Line, pos.Column, JSON
			return root, nil
		}
		b.reset(t.text)
	}
	return b.fromYAML(t.text)
}

// objects decodes root, or, where it is a list, its items, and so on down the lists inside lists.
func (p *pipeline) objects(t *part, r Record, root *Node, of list) {
	inner, ok := listOf(root)
	if ok && inner == cutOff {
		t.problems = append(t.problems, p.cutOffList(r))
		inner = plainList
	}
	items := root.Get("items").Elements()
	if !ok || len(items) == 0 {
		t.commits = append(t.commits, p.decode(Object{
			Record: r, Path: p.set.Files[r.File].Path, Root: root, List: of.kind, ListAPIVersion: of.apiVersion,
		}))
		return
	}
	within := r.Within
	for i, item := range items {
		r.Within = within + "/items/" + strconv.Itoa(i)
		p.objects(t, r, item, inner)
	}
}

var (
	// plainList is the list that kubectl prints.
	plainList = list{"List", "v1"}

	// cutOff stands for the same list without its end: kubectl writes the kind behind the items.
	cutOff = list{"", "v1"}
)

// listOf tells whether an object is a list of objects, and which. An answer of the cloud may have "items" too.
func listOf(root *Node) (list, bool) {
	items := root.Get("items")
	if items == nil || !items.Is(List) && !items.Is(Null) {
		return list{}, false
	}
	l := list{root.Get("kind").String(), root.Get("apiVersion").String()}
	if l == cutOff && len(root.Keys) == 2 {
		return l, true
	}
	return l, l.names()
}

// names tells whether l is the name of a list.
func (l list) names() bool { return strings.HasSuffix(l.kind, "List") && l.apiVersion != "" }

// beginsJSON tells whether a text can be a JSON object or array, and not a scalar or YAML in block style.
func beginsJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

// advance returns where a text ends that begins at p. A lone carriage return ends a line, as editors show it.
func advance(p Pos, text []byte) Pos {
	n := breaks(text)
	if n == 0 {
		p.Column += utf8.RuneCount(text)
		return p
	}
	return Pos{p.Line + n, 1 + utf8.RuneCount(text[lastBreak(text)+1:])}
}

// breaks counts the line breaks of a text: "\n", "\r\n" and "\r".
func breaks(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if bytes.IndexByte(text, '\r') >= 0 {
		n += bytes.Count(text, []byte("\r")) - bytes.Count(text, []byte("\r\n"))
	}
	return n
}

func lastBreak(text []byte) int {
	return max(bytes.LastIndexByte(text, '\n'), bytes.LastIndexByte(text, '\r'))
}
