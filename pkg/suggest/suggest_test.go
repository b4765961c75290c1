package suggest

import (
	"strings"
	"testing"
)

func TestDidYouMean(t *testing.T) {
	words := []string{"lint", "trace", "rules", "explain", "--format", "--flows", "nat/misses-pod-vswitch", "lint"}
	for word, want := range map[string]string{
		"lnit":                   ": did you mean lint?",
		"LINT":                   ": did you mean lint?",
		"rues":                   ": did you mean rules?",
		"--formt":                ": did you mean --format?",
		"nat/mises-pd-vswich":    ": did you mean nat/misses-pod-vswitch?",
		"--flomat":               ": did you mean --format?",
		"nothing-like-any":       "",
		"":                       "",
		"nat/has-no-gateway-yet": "",
	} {
		if got := DidYouMean(word, words); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if got := DidYouMean("cat", []string{"car", "cab", "can", "cap", "dog"}); got != ": did you mean cab or can or cap?" {
		t.Error(got)
	}
}

// Distances are those of a metric on one slip, and never more than the longer text is long.
func FuzzDistance(f *testing.F) {
	for _, pair := range [][2]string{{"rds", "rdss"}, {"ab", "ba"}, {"", "abc"}, {"cart", "crat"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		d := Distance(a, b)
		if d != Distance(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) || d < len(a)-len(b) {
			t.Errorf("%q and %q: %d", a, b, d)
		}
		if len(a) > 1 && a[0] != a[1] {
			if swapped := a[1:2] + a[:1] + a[2:]; Distance(a, swapped) != 1 {
				t.Errorf("%q and %q: %d", a, swapped, Distance(a, swapped))
			}
		}
		if n := Distance(a, a+"x"+strings.Repeat("y", len(b))); n != len(b)+1 {
			t.Errorf("%q longer by %d: %d", a, len(b)+1, n)
		}
	})
}
