package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

// cut returns the text of a span.
func (s Span) cut(text string) string {
	from, to := offsetOf(text, s.Start), offsetOf(text, s.End)
	return text[from:max(from, to)]
}

// offsetOf is the reverse of text.pos, written without it.
func offsetOf(text string, p Pos) int {
	text, skipped := strings.TrimPrefix(text, "\uFEFF"), len(text)
	skipped -= len(text)
	line, column, i := 1, 1, 0
	for i < len(text) && (line < p.Line || column < p.Column) {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		column++
		if r == '\n' || r == '\r' && !strings.HasPrefix(text[i:], "\n") {
			line, column = line+1, 1
		}
	}
	return skipped + i
}

// checkPlaces checks for every value of an object that the text it is located at is what the library decodes to
// that value. It returns how many values were checked.
func checkPlaces(t *testing.T, set *Set, text string, o object) int {
	t.Helper()
	root, err := FromJSON([]byte(o.json))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	eachPointer(root, "", func(pointer string, want *Node) {
		span := set.Locate(o.Record, pointer).Span
		written := span.cut(text)
		n++
		if problem := differs(written, span, want); problem != "" {
			t.Errorf("%s at %q %v:\n%s\n is %q; %s", o.Path, pointer, span, text, written, problem)
		}
	})
	return n
}

func eachPointer(n *Node, pointer string, f func(string, *Node)) {
	f(pointer, n)
	for i, child := range n.Nodes {
		token := strconv.Itoa(i)
		if n.Kind == Map {
			token = escape(n.Keys[i])
		}
		eachPointer(child, pointer+"/"+token, f)
	}
}

// differs tells why the text of a span does not decode to a value. What an alias stands for, and what is null
// because nothing is written, cannot be decoded from its place.
func differs(written string, span Span, want *Node) string {
	if strings.HasPrefix(written, "*") || want.Kind == Null {
		return ""
	}
	indented := strings.Repeat(" ", span.Start.Column-1) + written
	if want.Kind == String && want.Text != "" && (written[0] == '|' || written[0] == '>') {
		indented = written + "\n"
	}
	got, err := FromJSON([]byte(written))
	if err != nil || !strings.ContainsRune("{[\"", rune(written[0])) {
		asJSON, err := yaml.YAMLToJSON([]byte(indented))
		if err != nil && strings.Contains(err.Error(), "unknown anchor") {
			return ""
		}
		if err != nil {
			return err.Error()
		}
		if got, err = FromJSON(asJSON); err != nil {
			return err.Error()
		}
	}
	got, want = canonical(got), canonical(want)
	if got, want := string(got.AppendJSON(nil)), string(want.AppendJSON(nil)); got != want {
		return fmt.Sprintf("got %s, want %s", got, want)
	}
	return ""
}

// canonical sorts the keys, and forgets the line breaks at the end of strings, which are no part of a span.
func canonical(n *Node) *Node {
	if n.Kind == String {
		return &Node{Kind: String, Text: strings.TrimRight(n.Text, "\n")}
	}
	if n.Kind == List {
		c := &Node{Kind: List}
		for _, e := range n.Nodes {
			c.Nodes = append(c.Nodes, canonical(e))
		}
		return c
	}
	if n.Kind != Map {
		return n
	}
	values := map[any]any{}
	for i, key := range n.Keys {
		values[key] = i
	}
	c := &Node{Kind: Map}
	for _, item := range sorted(values) {
		c.Keys = append(c.Keys, item.Key.(string))
		c.Nodes = append(c.Nodes, canonical(n.Nodes[item.Value.(int)]))
	}
	return c
}

// outOfContext are cases whose values cannot be decoded from their own text alone.
var outOfContext = map[string]string{
	"4WA9.yaml":       "an indentation that counts from the parent's",
	"565N.yaml":       "a tag before the value",
	"S4JQ.yaml":       "a tag before the value",
	"6CK3.yaml":       "a directive",
	"Z9M4.yaml":       "a directive",
	"G5U8.error.yaml": "a dash that is text inside brackets only",
	"YJV2.error.yaml": "a dash that is text inside brackets only",
	"CT4Q.yaml":       "a question mark that is a key inside brackets only",
	"HM87-01.yaml":    "a question mark that is a key inside brackets only",
	"Y2GN.yaml":       "an anchor with a colon, which the two libraries read differently",
}

func TestPlacesOfCorpus(t *testing.T) {
	n := 0
	for _, path := range corpus(t) {
		if outOfContext[filepath.Base(path)] != "" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		set, objects := readOne(t, string(text))
		for _, o := range objects {
			o.Path = filepath.Base(path)
			n += checkPlaces(t, set, string(text), o)
		}
	}
	if n < 850 {
		t.Errorf("only %d places", n)
	}
}
