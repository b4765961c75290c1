package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	someYAML = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n"
	someJSON = `{"TotalCount": 1, "Vpcs": {"Vpc": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/8"}]}}`
)

// What is named is read, once, whatever it is called; of a folder what looks like input is.
func TestWhereInputComesFrom(t *testing.T) {
	inFolder(t, map[string]string{"a.yaml": someYAML, "b.json": someJSON, "notes.txt": "some words\n", "bundle": someYAML})
	write(t, ".", map[string]string{
		"tree/x.yml":            someYAML,
		"tree/answer.txt":       someJSON + "\n0.409493(s) elapsed\n",
		"tree/README.txt":       "{{ not an export }}",
		"tree/notes.md":         someJSON,
		"tree/.git/config.yaml": someYAML,
		"tree/deep/.cache/c.js": someJSON,
	})
	if err := os.Symlink("../a.yaml", "tree/link.yaml"); err != nil {
		t.Skip(err)
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ args, stdin, want string }{
		{"-", someYAML, "2 documents, 2 objects"},
		{"-", someJSON, "1 document, 1 object"},
		{"-", someJSON + "\n" + someJSON, "2 documents, 2 objects"},
		{"- a.yaml", someJSON, "3 documents, 3 objects"},
		{"a.yaml - b.json -", "{}", "4 documents, 3 objects"},
		{"a.yaml a.yaml ./a.yaml", "", "2 documents, 2 objects"},
		{"a.yaml .", "", "6 documents, 6 objects"},
		{"*.yaml *.json", "", "3 documents, 3 objects"},
		{"tree/*", "", "6 documents"},
		{"tree/.g*", "", "2 documents"},
		{"a.yaml " + filepath.Join(folder, "a.yaml"), "", "2 documents, 2 objects"},
		{"tree/link.yaml a.yaml", "", "2 documents, 2 objects"},
		{"bundle", "", "2 documents, 2 objects"},
		{"tree", "", "5 documents, 5 objects"},
		{"tree/.git", "", "2 documents, 2 objects"},
		{"tree/answer.txt", "", "1 document, 1 object"},
	} {
		_, _, stderr := ran(t, test.stdin, append([]string{"lint", "--fail-on", "never"}, strings.Fields(test.args)...)...)
		if !strings.HasPrefix(stderr, test.want) {
			t.Errorf("%s: %s, want %s", test.args, stderr, test.want)
		}
	}
}

// Places in standard input are shown as those of files are.
func TestPlacesInStandardInput(t *testing.T) {
	const text = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  hostNetwork: \"true\"\n"
	code, stdout, _ := ran(t, text, "lint", "-")
	want := "<stdin>:5:16: error: hostNetwork is a string where true or false belongs: write it without quotes\n" +
		"  5 |   hostNetwork: \"true\"\n    |                ^^^^^^\n"
	if code != exitFindings || stdout != want {
		t.Errorf("exit %d:\n%s", code, stdout)
	}
}
