package source

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// Each comment is said to be about lines: first to last.
func TestComments(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"at the end":             {"a: 1 # mark x\nb: 2\n", []string{"1:6  mark x 1-1"}},
		"above":                  {"a: 1\n  # mark x\n\n# other\nb: 2\n", []string{"2:3  mark x 5-5"}},
		"above an item":          {"a:\n# mark x\n- b: 1\n  c: 2\n", []string{"2:1  mark x 3-3"}},
		"between items":          {"a:\n- b: 1\n\n# mark x\n- b: 2\n", []string{"4:1  mark x 5-5"}},
		"above a block":          {"a:\n  # mark x\n  b: |-\n    1\n\n    2\n  c: 3\n", []string{"2:3  mark x 3-6"}},
		"beside a block":         {"a:\n  - b: > # mark x\n      1\n  - c: 3\n", []string{"2:10  mark x 2-3"}},
		"two in a row":           {"# mark x\n# mark y\na: 1\n", []string{"1:1  mark x 3-3", "2:1  mark y 3-3"}},
		"in a string":            {"a: \"1 # mark x\"\nb: |\n  # mark y\nc: 'it # mark z' # mark w\n", []string{"4:18  mark w 4-4"}},
		"second document":        {"a: 1\n--- # mark no\nb: |\n  # mark x\n---\n# mark x\nc: 1\n", []string{"2:5  mark no 2-2", "6:1  mark x 7-7"}},
		"above the first":        {"# mark x\n---\na: 1\n", nil},
		"CRLF":                   {"a: 1\r\n# mark x\r\nb: 2\r\n", []string{"2:1  mark x 3-3"}},
		"byte order mark":        {"\ufeffa: 1 # mark é\n", []string{"1:6  mark é 1-1"}},
		"no YAML":                {"a: [\n# mark x\n", nil},
		"flow":                   {"a: {b: 1} # mark x\nd: [\n  1, # mark y\n  2]\n", []string{"1:11  mark x 1-1", "3:6  mark y 3-3"}},
		"at the end of all":      {"a: 1\n# mark x\n", []string{"2:1  mark x 4-4"}},
		"without a marker":       {"a: 1 # m\n", nil},
		"long before the marker": {strings.Repeat("# fill\n", 60000) + "a: 1 # mark x\n", []string{"60001:6  mark x 60001-60001"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("f.yaml", []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile("f.json", []byte("{} # mark x"), 0o644); err != nil {
				t.Fatal(err)
			}
			set, _, err := Read(Input{Paths: []string{"."}}, func(o Object) Object { return o })
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, comment := range set.Comments("mark") {
				start := comment.At.Span.Start
				got = append(got, fmt.Sprintf("%d:%d %s %d-%d", start.Line, start.Column, comment.Text, comment.First, comment.Last))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
