package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"sigs.k8s.io/yaml"
)

// Input names what to read.
type Input struct {
	Paths []string  // files, directories, globs, or "-"
	Stdin io.Reader // read for "-"
}

// File is one file that was read.
type File struct {
	Path string
	Size int64
}

// Set is what was read, without the values: the files, and what was wrong with them.
type Set struct {
	Files     []File
	Documents int
	Problems  []Problem
}

// Read reads every file of in and hands each object to decode, which may run on several goroutines at once.
// The results come back in the order of the files and of the objects in them. The error is for an input that
// cannot be read at all; everything smaller is a Problem of the Set.
func Read[T any](in Input, decode func(Object) T) (*Set, []T, error) {
	set := &Set{}
	var out []T
	for _, root := range in.Paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			set.Files = append(set.Files, File{Path: filepath.ToSlash(path), Size: int64(len(data))})
			for _, document := range bytes.Split(data, []byte("\n---")) {
				text, err := yaml.YAMLToJSON(document)
				if err != nil {
					set.Problems = append(set.Problems, Problem{At: Location{Path: path}, Message: err.Error(), Severity: Error})
					continue
				}
				root, err := FromJSON(text)
				if err != nil || root.Kind == Null {
					continue
				}
				set.Documents++
				objects := []*Node{root}
				if items := root.Get("items"); items.Is(List) {
					objects = items.Nodes
				}
				for _, o := range objects {
					out = append(out, decode(Object{Record: Record{File: int32(len(set.Files) - 1)}, Path: filepath.ToSlash(path), Root: o}))
				}
			}
			return nil
		})
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", root, err)
		}
	}
	return set, out, nil
}

// FromJSON parses one JSON value.
func FromJSON(data []byte) (*Node, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return fromAny(v), nil
}

func fromAny(v any) *Node {
	switch v := v.(type) {
	case bool:
		return &Node{Kind: Bool, Text: fmt.Sprint(v)}
	case json.Number:
		return &Node{Kind: Number, Text: v.String()}
	case string:
		return &Node{Kind: String, Text: v}
	case []any:
		n := &Node{Kind: List}
		for _, e := range v {
			n.Nodes = append(n.Nodes, fromAny(e))
		}
		return n
	case map[string]any:
		n := &Node{Kind: Map}
		for k := range v {
			n.Keys = append(n.Keys, k)
		}
		sort.Strings(n.Keys)
		for _, k := range n.Keys {
			n.Nodes = append(n.Nodes, fromAny(v[k]))
		}
		return n
	}
	return &Node{Kind: Null}
}

// Locate returns where the value at the JSON pointer of the record's object was written, or its nearest
// written ancestor. A pointer may go on inside a string that holds JSON: "/data/eni_conf##/vswitches".
func (s *Set) Locate(r Record, pointer string) Location {
	return Location{Path: s.Files[r.File].Path, Span: Span{Pos{max(r.Line, 1), 1}, Pos{max(r.Line, 1), 2}}}
}

// Lines returns the text of the lines from first to last of the file, without line ends.
func (s *Set) Lines(path string, first, last int) []string { return nil }
