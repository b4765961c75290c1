package finding

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

func TestCombine(t *testing.T) {
	for _, test := range []struct {
		hops []Verdict
		want Verdict
		gate string
	}{
		{nil, Reachable, ""},
		{[]Verdict{Allow, Allow}, Reachable, ""},
		{[]Verdict{Allow, Partial}, Partial, ""},
		{[]Verdict{Partial, Unknown, Allow}, Unknown, ""},
		{[]Verdict{Unknown, Partial, Deny, Deny}, Blocked, Gates[2]},
	} {
		hops := make([]Hop, len(test.hops))
		for i, verdict := range test.hops {
			hops[i] = Hop{Gate: Gates[i], Verdict: verdict}
		}
		if got := Combine(hops); got != test.want {
			t.Errorf("Combine(%v) = %s, want %s", test.hops, got, test.want)
		}
		if got := Denier(hops); got != test.gate {
			t.Errorf("Denier(%v) = %q, want %q", test.hops, got, test.gate)
		}
	}
}

// What is known of a source with choices is what is certain however its unknown choices turn out: every one of them may
// work, fail, or do so in part.
func TestChooseNeverGuesses(t *testing.T) {
	if got := Choose(nil); got != Unknown {
		t.Errorf("no choice is %s, want unknown", got)
	}
	known := []Verdict{Reachable, Blocked, Partial}
	for _, a := range worst {
		for _, b := range worst {
			for _, c := range worst {
				outcomes := map[Verdict]bool{}
				for _, x := range resolve(a, known) {
					for _, y := range resolve(b, known) {
						for _, z := range resolve(c, known) {
							outcomes[settled(x, y, z)] = true
						}
					}
				}
				want := Unknown
				if len(outcomes) == 1 {
					for want = range outcomes {
					}
				}
				if got := Choose([]Verdict{a, b, c}); got != want {
					t.Errorf("Choose(%s, %s, %s) = %s, want %s", a, b, c, got, want)
				}
			}
		}
	}
}

func resolve(v Verdict, known []Verdict) []Verdict {
	if v == Unknown {
		return known
	}
	return []Verdict{v}
}

func settled(a, b, c Verdict) Verdict {
	if a == b && b == c {
		return a
	}
	return Partial
}

func TestWorst(t *testing.T) {
	for _, test := range []struct {
		verdicts []Verdict
		want     int
	}{
		{nil, -1},
		{[]Verdict{Reachable, Reachable}, 0},
		{[]Verdict{Reachable, Partial, Unknown, Blocked, Blocked}, 3},
		{[]Verdict{Partial, Unknown, Unknown}, 1},
	} {
		if got := Worst(test.verdicts); got != test.want {
			t.Errorf("Worst(%v) = %d, want %d", test.verdicts, got, test.want)
		}
	}
}

// Every order of the input gives one order, and each finding once. The list is in order, and each finding differs from
// the one before it in one thing that the order looks at.
func TestSort(t *testing.T) {
	at := func(path string, line, end int) source.Location {
		return source.Location{Path: path, Span: source.Span{Start: source.Pos{Line: line, Column: 1}, End: source.Pos{Line: end, Column: 2}}}
	}
	first, second := &Rule{ID: "nat/a"}, &Rule{ID: "nat/b"}
	want := []Finding{
		{Rule: first, At: at("a", 1, 1)},
		{Rule: first, At: at("a", 1, 1), Flow: &Flow{From: "a"}},
		{Rule: first, At: at("a", 1, 1), Flow: &Flow{From: "a", To: "b"}},
		{Rule: first, At: at("a", 1, 1), Flow: &Flow{From: "a", To: "b", Port: 1}},
		{Rule: first, At: at("a", 1, 1), Flow: &Flow{From: "a", To: "b", Port: 1, Protocol: "tcp"}},
		{Rule: first, At: at("a", 1, 1), Flow: &Flow{From: "a", To: "b", Port: 1, Protocol: "tcp", Family: "ipv6"}},
		{Rule: first, At: at("a", 1, 1), Subject: Subject{Name: "a"}},
		{Rule: first, At: at("a", 1, 1), Subject: Subject{Kind: "A"}},
		{Rule: first, At: at("a", 1, 1), Subject: Subject{Namespace: "a"}},
		{Rule: first, At: at("a", 1, 1), Message: "a"},
		{Rule: second, At: at("a", 1, 1)},
		{Rule: first, At: at("a", 1, 2)},
		{Rule: first, At: at("a", 2, 2)},
		{Rule: first, At: at("b", 1, 1)},
	}
	shuffled := append(want[:len(want):len(want)], want...)
	for range 50 {
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := Sort(append([]Finding{}, shuffled...)); !reflect.DeepEqual(got, want) {
			t.Fatalf("sorted\n%v, want\n%v", got, want)
		}
	}
}

func TestFingerprint(t *testing.T) {
	seen := map[string][]string{}
	for _, names := range [][]string{{"a"}, {"a", ""}, {"ab"}, {"a", "b"}, {"", "ab"}, {"b", "a"}, {"1:a"}} {
		print := Fingerprint(names[0], names[1:]...)
		if other, ok := seen[print]; ok || len(print) != 32 {
			t.Errorf("%q and %q both have the fingerprint %q", other, names, print)
		}
		seen[print] = names
	}
}

// What decided is told once where it is the same for all that are named.
func TestEnumerateShare(t *testing.T) {
	for _, test := range []struct {
		count      int
		first, why []string
		want       string
	}{
		{1, []string{"a"}, []string{"x"}, "a (x)"},
		{2, []string{"a", "b"}, []string{"x", "x"}, "a and b (x)"},
		{2, []string{"a", "b"}, []string{"x", "y"}, "a (x) and b (y)"},
		{5, []string{"a", "b", "c"}, []string{"x", "", "y"}, "a (x), b, c (y) and 2 more"},
		{2, []string{"a", "b"}, []string{"", ""}, "a and b"},
		{4, []string{"a at p", "a at q", "a at r"}, nil, "a at p, q, r and 1 more"},
		{2, []string{"a at p", "b at q"}, nil, "a at p and b at q"},
	} {
		if got := (Share{Count: test.count, First: test.first, Why: test.why}).Enumerate(); got != test.want {
			t.Errorf("%v of %v: %q, want %q", test.first, test.why, got, test.want)
		}
	}
}
