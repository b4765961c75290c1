package source

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// whole reads a YAML stream without cutting lists: the reference for the splitter. It fails where a document
// cannot be parsed, for then there is nothing to compare with.
func whole(text []byte) (objects []object, ok bool) {
	offset, line := int64(0), 1
	for _, document := range documents(text) {
		r := Record{Offset: offset, Length: int64(len(document)), Line: line, Column: 1}
		offset += r.Length
		line += breaks(document)
		if onlyComments(document) {
			continue
		}
		var b builder
		b.reset(document)
		t := &part{record: r, text: document}
		root, err := b.document(t)
		if err != nil {
			return nil, false
		}
		if root == nil || root.Kind == Null {
			continue
		}
		p := pipeline{set: &Set{Files: make([]File, 1)}, decode: func(o Object) func() {
			objects = append(objects, capture(o))
			return nil
		}}
		p.set.Files[0].data = text
		p.objects(t, t.record, root, list{})
	}
	return objects, true
}

// documents cuts a stream before "---" and behind "...", but not within the comments before a document.
func documents(text []byte) [][]byte {
	var all [][]byte
	var current []byte
	content := false
	for _, line := range bytes.SplitAfter(text, []byte("\n")) {
		if isMarker(line, "---") && content {
			all, current, content = append(all, current), nil, false
		}
		current = append(current, line...)
		content = content || !isBlank(line) && line[0] != '%'
		if isMarker(line, "...") {
			all, current, content = append(all, current), nil, false
		}
	}
	return append(all, current)
}

func onlyComments(document []byte) bool {
	return !slices.ContainsFunc(bytes.SplitAfter(document, []byte("\n")), func(line []byte) bool { return !isBlank(line) })
}

// checkSplit compares what Read makes of a text with the reference, places included.
func checkSplit(t *testing.T, text string) (compared bool) {
	t.Helper()
	set, got := readOne(t, text)
	for _, o := range got {
		if o.Record.Format == JSON && utf8.ValidString(text) {
			checkPlaces(t, set, text, o)
		}
	}
	if _, isForeign := foreign([]byte(text)[:min(len(text), 4096)], int64(len(text))); isForeign || beginsJSON([]byte(text)) {
		return false
	}
	want, ok := whole([]byte(text))
	if !ok {
		if len(set.Problems) == 0 {
			t.Errorf("%q: no problem reported", text)
		}
		return false
	}
	if len(got) != len(want) {
		t.Errorf("%q: %d objects, want %d; %v", text, len(got), len(want), set.Problems)
		return true
	}
	for i := range got {
		g, w := got[i], want[i]
		if reordered(t, g.json) != reordered(t, w.json) || g.List != w.List || g.ListAPIVersion != w.ListAPIVersion {
			t.Errorf("%q: object %d of %q\n got %s\nwant %s of %q", text, i, g.List, g.json, w.json, w.List)
			continue
		}
		root, err := FromJSON([]byte(g.json))
		if err != nil {
			t.Fatal(err)
		}
		eachPointer(root, "", func(pointer string, _ *Node) {
			if at, reference := set.Locate(g.Record, pointer), set.Locate(w.Record, pointer); at != reference {
				t.Errorf("%q: %q of object %d is at %v, want %v", text, pointer, i, at, reference)
			}
		})
	}
	return true
}

// reordered sorts the keys of an object, for a document with merge keys loses their order.
func reordered(t *testing.T, text string) string {
	root, err := FromJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(canonical(root).AppendJSON(nil))
}

const smallList = `# pods
apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: "a"
    labels: {app: a, "b/c": 'it''s'}
# between
- kind: Pod
  metadata: {name: b}
  spec:
    args:
    - --x
    - |
      - not an item
      kind: no
    - "two
      lines"
    - >-
      folded
      text
- &third
  kind: Pod
  metadata:
    name: c
kind: List
metadata:
  resourceVersion: ""
`

const indentedList = "kind: PodList\r\napiVersion: v1\r\nitems:\r\n\r\n  - metadata:\r\n      name: \u6d4b\u8bd5\r\n    spec: {a: [1, 2]}\r\n  -\r\n    metadata: {name: y}\r\n---\r\nkind: Pod\r\n...\r\n"

var splitSeeds = []string{
	smallList, indentedList, string(podList(2)),
	"apiVersion: v1\nkind: List\nitems:\n- a: &x 1\n- b: *x\n",
	"apiVersion: v1\nkind: List\nitems:\n- a: \"open\n- b: \"\n- c: 1\n",
	"apiVersion: v1\nkind: List\nitems:\n- a: [1,\n- 2]\n",
	"apiVersion: v1\nkind: Thing\nitems:\n- a: 1\n",
	"apiVersion: v1\nkind: List\nitems:\n- a: 1\nitems:\n- b: 1\n",
	"apiVersion: v1\nkind: List\nitems:\n- a: 1\r- b: 1\n",
	"{\"apiVersion\": \"v1\",\n \"items\": [\n  {\"a\": \"\\ud83d\\ude00\"},\n  {\"b\": [1, {\"c\": null}]}\n ],\n \"kind\": \"List\"\n}\n{\"d\": true}\n---\ne: 1\n",
	"{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"a\":1},{\"b\" 2}]} [1, \"x\"]\n1.5(s) elapsed\n",
	"%YAML 1.1\n---\napiVersion: v1\nkind: List\nitems:\n- !!str 1\n--- # next\n- 1\n",
	"apiVersion: v1\nkind: List\nitems:\n- - a\n  - b\n- apiVersion: v1\n  kind: List\n  items:\n  - c: 1\n  - d: 1\n",
	"apiVersion: v1\nitems:\n- a: 1\n- b: 2\n",
	"apiVersion: v1\nkind: List\nitems:\n- <<: {a: 1}\n  b: 2\n- a: 1\n  a: 2\n",
}

func FuzzSplit(f *testing.F) {
	for _, seed := range splitSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<14 {
			checkSplit(t, text)
		}
	})
}

// TestSplitMutants damages lists at random; most of them the library rejects, the others must read as they do whole.
func TestSplitMutants(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	compared := 0
	for range 1200 {
		seed := splitSeeds[random.IntN(len(splitSeeds))]
		if len(seed) > 2000 {
			continue
		}
		text := mutate(random, seed)
		if !checkSplit(t, text) {
			continue
		}
		compared++
		if strings.ContainsAny(text, "!\u2028") {
			continue // a tag, or a line break for the library only, changes what follows it
		}
		set, objects := readOne(t, text)
		for _, o := range objects {
			checkPlaces(t, set, text, o)
		}
	}
	if compared < 200 {
		t.Errorf("only %d mutants compared", compared)
	}
}

func mutate(random *rand.Rand, text string) string {
	pieces := []string{"\n", "- ", "  ", "\"", "'", "#", ": ", "{", "}", "[", "]", "|\n", "---\n", "...\n", "\r", "\t", "&x ", "*x", "\u2028", "items:\n", "kind: List\n", ",", "<<: *x\n", "? "}
	for range 1 + random.IntN(3) {
		i := random.IntN(len(text) + 1)
		j := min(len(text), i+random.IntN(4))
		switch random.IntN(4) {
		case 0:
			text = text[:i] + text[j:]
		case 1:
			text = text[:i] + pieces[random.IntN(len(pieces))] + text[i:]
		case 2:
			text = text[:i] + pieces[random.IntN(len(pieces))] + text[j:]
		default:
			lines := strings.SplitAfter(text, "\n")
			a, b := random.IntN(len(lines)), random.IntN(len(lines))
			lines[a], lines[b] = lines[b], lines[a]
			text = strings.Join(lines, "")
		}
	}
	return text
}

// TestSplitLists checks that the lists above are cut at all: each item is a region of its own.
func TestSplitLists(t *testing.T) {
	for text, want := range map[string]int{smallList: 3, indentedList: 3, string(podList(5)): 5} {
		set, objects := readOne(t, text)
		if len(objects) != want {
			t.Errorf("%d objects, want %d", len(objects), want)
		}
		for _, o := range objects {
			line := set.Lines(stdin, o.Record.Line, o.Record.Line)
			if o.Record.Within != "" || o.List != "" && (!o.Record.Item || !strings.HasPrefix(strings.TrimSpace(line[0]), "-")) {
				t.Errorf("%q is the first line of %+v", line, o.Record)
			}
		}
	}
}

// TestCorpusSplit puts every shape of the corpus into an item of a list.
func TestCorpusSplit(t *testing.T) {
	compared := 0
	for _, path := range corpus(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		item := "- a:\n    " + strings.ReplaceAll(strings.TrimRight(string(text), "\n"), "\n", "\n    ") + "\n"
		list := "apiVersion: v1\nkind: List\nitems:\n- x: 1\n" + item + "- y: 2\n"
		if checkSplit(t, list) {
			compared++
		}
		if checkSplit(t, string(text)) {
			compared++
		}
		if t.Failed() {
			t.Fatal(filepath.Base(path))
		}
	}
	if compared < 300 {
		t.Errorf("only %d compared", compared)
	}
}
