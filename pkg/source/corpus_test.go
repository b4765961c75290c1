package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

// object is what a decoder was given.
type object struct {
	Object
	json string
}

func capture(o Object) object { return object{o, string(o.Root.AppendJSON(nil))} }

// readOne reads one text from standard input.
func readOne(t testing.TB, text string) (*Set, []object) {
	t.Helper()
	set, objects, err := Read(Input{Paths: []string{"-"}, Stdin: strings.NewReader(text)}, capture)
	if err != nil {
		t.Fatal(err)
	}
	return set, objects
}

func decoded(t testing.TB, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// corpus is a public collection of YAML shapes. It is no part of the repository.
func corpus(t testing.TB) []string {
	paths, _ := filepath.Glob("../../../shared/corpus/yaml/*.yaml")
	if len(paths) == 0 {
		t.Skip("no ../shared/corpus/yaml")
	}
	return paths
}

// TestCorpusValues compares the values of every document with those of sigs.k8s.io/yaml.
func TestCorpusValues(t *testing.T) {
	compared := 0
	for _, path := range corpus(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := sigs(text)
		if err != nil {
			continue
		}
		set, objects := readOne(t, string(text))
		var got []any
		for _, o := range objects {
			got = append(got, decoded(t, o.json))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n%s\n got %v\nwant %v\n%v", filepath.Base(path), text, got, want, set.Problems)
		}
		compared += len(want)
	}
	if compared < 200 {
		t.Errorf("only %d documents compared", compared)
	}
}

// sigs returns the documents of a stream as sigs.k8s.io/yaml gives them, but for those that are null.
func sigs(text []byte) ([]any, error) {
	var values []any
	for d := yamlv2.NewDecoder(bytes.NewReader(text)); ; {
		var v any
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		again, err := yamlv2.Marshal(v)
		if err != nil {
			return nil, err
		}
		asJSON, err := yaml.YAMLToJSON(again)
		if err != nil {
			return nil, err
		}
		dec := json.NewDecoder(bytes.NewReader(asJSON))
		dec.UseNumber()
		var value any
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
}
