package source

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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
		for _, word := range words.FindAllStringIndex(want.String(), 5) {
			part := set.Locate(o.Record, Part(pointer, word[0], word[1])).Span
			if got := part.cut(text); part != span && got != want.Text[word[0]:word[1]] && !strings.Contains(got, `\`) {
				t.Errorf("%s at %q %v:\n%s\n is %q, want %q", o.Path, pointer, part, text, got, want.Text[word[0]:word[1]])
			}
		}
	})
	return n
}

var words = regexp.MustCompile(`[A-Za-z]+`)

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
	if strings.HasPrefix(written, "*") || want.Kind == Null && written != "null" {
		return ""
	}
	if written == "" {
		return "nothing is there"
	}
	if want.Kind == String && written == strings.TrimRight(want.Text, "\n") {
		return "" // plain, or the one line of a block
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

const places = `# first
apiVersion: v1
kind: ConfigMap
metadata:
  name: "测试-x" # comment
  labels: {app: a, "b/c": 'it''s'}
  empty:
data: &data
  eni_conf: |
    {
      "vswitches": {"h": ["vsw-1", "vsw-2"]},
      "quoted": "{\"a\": [1, \"测\\n\"]}"
    }
  folded: >-
    {"a":
     "b", "c": [1,
     2]}
  yaml: |
    # inner
    list:
    - name: one
    - name: two
  line: "{\"a\": {\"b\": [true, \u0022x\u0022]}}"
  single: '{"it''s": 1}'
copy:
  <<: *data
  folded: *data
seq:
- a: 1
  b: [x,
    y]
-
- - z
block:
- >-
  one
- |
  two
- |

  a
`

func TestLocate(t *testing.T) {
	for _, c := range []struct{ pointer, want string }{
		{"", "2:1-41:4"},
		{"/kind", "3:7-3:16"},
		{"/metadata", "5:3-7:9"},
		{"/metadata/name", "5:9-5:15"},
		{"/metadata/namespace", "4:1-4:9"},
		{"/metadata/name/deeper", "5:3-5:7"},
		{"/metadata/labels/b~1c", "6:27-6:34"},
		{"/metadata/labels/none", "6:3-6:9"},
		{"/metadata/empty", "7:3-7:8"},
		{"/none", "2:1-2:11"},
		{"/data/eni_conf", "9:13-13:6"},
		{"/data/eni_conf##", "10:5-13:6"},
		{"/data/eni_conf##/vswitches", "11:20-11:45"},
		{"/data/eni_conf##/vswitches/h/1", "11:36-11:43"},
		{"/data/eni_conf##/vswitches/i", "11:7-11:18"},
		{"/data/eni_conf##/none", "11:7-11:18"},
		{"/data/eni_conf##/vswitches/h/1#@0:3", "11:37-11:40"},
		{"/data/eni_conf##/quoted##/a/1#@0:3", "12:32-12:33"},
		{"/data/eni_conf##/quoted##/a/1#@1:3", "12:30-12:38"},
		{"/data/eni_conf##/quoted###@0:1", "12:18-12:40"},
		{"/data/eni_conf##/none#@0:1", "11:7-11:18"},
		{"/data/eni_conf#@4:6", "11:7-11:9"},
		{"/metadata/name#@0:6", "5:10-5:12"},
		{"/metadata/labels#@0:1", "6:11-6:35"},
		{"/none#@0:1", "2:1-2:11"},
		{"/data/eni_conf##/quoted##/a/0", "12:27-12:28"},
		{"/data/eni_conf##/quoted##/a/1", "12:30-12:38"},
		{"/data/folded##/a", "16:6-16:9"},
		{"/data/folded##/c/1", "17:6-17:7"},
		{"/data/yaml##/list/1/name", "22:13-22:16"},
		{"/data/yaml##/list/1/none", "22:7-22:11"},
		{"/data/line##/a/b/1", "23:33-23:46"},
		{"/data/single##/it's", "24:22-24:23"},
		{"/copy/eni_conf##/vswitches/h/0", "11:27-11:34"},
		{"/copy/folded", "27:11-27:16"},
		{"/copy/folded/none", "27:3-27:9"},
		{"/seq/0", "29:3-31:7"},
		{"/seq/0/b/1", "31:5-31:6"},
		{"/seq/0/none", "29:3-29:4"},
		{"/seq/1", "32:1-32:2"},
		{"/seq/2/0", "33:5-33:6"},
		{"/seq/3", "28:1-28:4"},
		{"/block/0", "36:3-36:6"},
		{"/block/1", "38:3-38:6"},
		{"/block/2", "39:3-41:4"},
	} {
		for _, variant := range []struct {
			name string
			text string
		}{
			{"LF", places},
			{"CRLF", strings.ReplaceAll(places, "\n", "\r\n")},
			{"BOM", "\uFEFF" + places},
			{"no end", strings.TrimSuffix(places, "\n")},
		} {
			set, objects := readOne(t, variant.text)
			s := set.Locate(objects[0].Record, c.pointer).Span
			got := fmt.Sprintf("%d:%d-%d:%d", s.Start.Line, s.Start.Column, s.End.Line, s.End.Column)
			if got != c.want {
				t.Errorf("%s %q is at %s %q, want %s", variant.name, c.pointer, got, s.cut(variant.text), c.want)
			}
		}
	}
}

func TestLocateInJSON(t *testing.T) {
	const line = `{"测":{"s":"{\"a\":\"\ud83d\ude00\",\"b\":[1,\u0032\u0033]}","t":[[{"x":"\ud83d\ude00"}],[]],"a/b~":"{","y":"- k: v\n- [1, 2]"}}`
	for text, lines := range map[string]int{line: 1, "{\"x\": 1}\r\n\t" + line + "\n{\"y\": 2}": 2} {
		set, objects := readOne(t, text)
		for _, c := range [][2]string{
			{"/测/s##/a", `\"\ud83d\ude00\"`},
			{"/测/s##/b", `[1,\u0032\u0033]`},
			{"/测/s##/b/1", `\u0032\u0033`},
			{"/测/s##/c", `\"a\"`},
			{"/测/t/0/0/x", `"\ud83d\ude00"`},
			{"/测/t/0/0/none", `"x"`},
			{"/测/t/1/0", `[]`},
			{"/测/a~1b~0##/x", `"{"`},
			{"/测/y##/0/k", `v`},
			{"/测/y##/1/1", `2`},
			{"/none", `"测"`},
		} {
			span := set.Locate(objects[lines-1].Record, c[0]).Span
			if got := span.cut(text); got != c[1] || span.Start.Line != lines {
				t.Errorf("%q is at %v %s, want %s", c[0], span, got, c[1])
			}
		}
	}
}

// TestPlacesOfFixtures checks every value of the example cluster, as it is and in other dress.
func TestPlacesOfFixtures(t *testing.T) {
	yamls, _ := filepath.Glob("../../fixtures/shop/k8s/*.yaml")
	jsons, _ := filepath.Glob("../../fixtures/shop/aliyun/*.json")
	if len(yamls) == 0 || len(jsons) == 0 {
		t.Fatal("no fixtures")
	}
	n := 0
	check := func(path, text string) {
		set, objects := readOne(t, text)
		if len(objects) == 0 || len(set.Problems) > 0 {
			t.Errorf("%s: %d objects, %v", path, len(objects), set.Problems)
		}
		for _, o := range objects {
			o.Path = path
			n += checkPlaces(t, set, text, o)
		}
	}
	for _, path := range append(yamls, jsons...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		check(path, text)
		check(path+" CRLF", "\uFEFF"+strings.ReplaceAll(text, "\n", "\r\n"))
		if strings.HasSuffix(path, ".json") {
			check(path+" compact", strings.Join(strings.Fields(text), " "))
		}
	}
	if n < 5000 {
		t.Errorf("only %d places", n)
	}
}

// TestPlacesOfLists checks every value of lists at other indents and in other formats.
func TestPlacesOfLists(t *testing.T) {
	pods := string(podList(3))
	asJSON, err := yaml.YAMLToJSON([]byte(pods))
	if err != nil {
		t.Fatal(err)
	}
	indented := strings.NewReplacer("\n- ", "\n    - ", "\n  ", "\n      ").Replace(pods)
	for _, text := range []string{pods, indented, smallList, indentedList, string(asJSON), string(asJSON) + "\n" + string(asJSON), "---\n" + string(asJSON) + "\n---\n" + pods} {
		set, objects := readOne(t, text)
		if len(objects) < 3 || len(set.Problems) > 0 {
			t.Fatalf("%d objects, %v", len(objects), set.Problems)
		}
		for _, o := range objects {
			checkPlaces(t, set, text, o)
		}
	}
}
