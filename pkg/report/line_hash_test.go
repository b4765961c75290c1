package report

import (
	"slices"
	"testing"
)

// The values are those of GitHub's own implementation.
func TestLineHashesAreGitHubs(t *testing.T) {
	for _, test := range []struct {
		lines, want []string
	}{
		{[]string{""}, []string{"c129715d7a2bc9a3:1"}},
		{[]string{" a", "b", "  \t\tc", " d"}, []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
	} {
		if got := lineHashes(test.lines); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.lines, got, test.want)
		}
	}
}

func TestLineHashCountsEqualLines(t *testing.T) {
	h := hashes{lines: func(string, int, int) []string {
		lines := make([]string, 300)
		for i := range lines {
			lines[i] = "  - item"
		}
		return lines
	}}
	if first, second := h.of("a.yaml", 1), h.of("a.yaml", 2); second != first[:len(first)-1]+"2" {
		t.Errorf("two equal lines have %s and %s", first, second)
	}
	if got := h.of("a.yaml", 302); got != "" {
		t.Errorf("a line past the end has %s", got)
	}
}
