package facts

import (
	"math/rand/v2"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/suggest"
)

// A selector is told to contradict itself exactly where the library of Kubernetes selects none of all the labels that there
// can be: two keys, each absent or of one of four values, of which one is in no selector.
func TestClashOfSelectors(t *testing.T) {
	var all []labels.Set
	values := []string{"", "a", "b", "c", "other"}
	for _, x := range values {
		for _, y := range values {
			set := labels.Set{}
			for key, value := range map[string]string{"x": x, "y": y} {
				if value != "" {
					set[key] = value
				}
			}
			all = append(all, set)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	clashes := 0
	for range 20000 {
		written := randomSelector(random)
		selector, err := metav1.LabelSelectorAsSelector(written)
		if err != nil {
			t.Fatal(err)
		}
		selects := false
		for _, set := range all {
			selects = selects || selector.Matches(set)
		}
		if clash := clashOf(written); (clash == "") != selects {
			t.Fatalf("%v: clash %q, selects %t", selector, clash, selects)
		} else if clash != "" {
			clashes++
		}
	}
	if clashes < 1000 {
		t.Errorf("%d clashes", clashes)
	}
}

func randomSelector(random *rand.Rand) *metav1.LabelSelector {
	written := &metav1.LabelSelector{MatchLabels: map[string]string{}}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	if random.IntN(2) == 0 {
		written.MatchLabels[pick("x", "y")] = pick("a", "b", "c")
	}
	for range random.IntN(4) {
		e := metav1.LabelSelectorRequirement{Key: pick("x", "y"), Operator: metav1.LabelSelectorOperator(pick("In", "NotIn", "Exists", "DoesNotExist"))}
		if strings.HasSuffix(string(e.Operator), "In") {
			e.Values = []string{pick("a", "b", "c"), pick("a", "b", "c")}
		}
		written.MatchExpressions = append(written.MatchExpressions, e)
	}
	return written
}

// What is sieved out before distances are asked for is no slip.
func TestSieveOfSlips(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	near := 0
	for range 50000 {
		word := []byte("checkout-API"[:4+random.IntN(9)])
		other := append([]byte{}, word...)
		for range random.IntN(4) {
			i := random.IntN(len(other))
			switch random.IntN(3) {
			case 0:
				other[i] = byte('a' + random.IntN(26))
			case 1:
				other = append(other[:i], other[i+1:]...)
			default:
				other = append(other, 'x')
			}
			if len(other) == 0 {
				break
			}
		}
		if suggest.Distance(strings.ToLower(string(word)), strings.ToLower(string(other))) > slips(string(word)) {
			continue
		}
		if near++; !looksLike(string(word), string(other)) {
			t.Fatalf("%s does not look like %s", other, word)
		}
	}
	if near < 1000 {
		t.Errorf("%d words are near", near)
	}
}

func TestVariants(t *testing.T) {
	for words, want := range map[string]bool{
		"queue-a queue-b": true, "cache-ro cache-rw": true, "checkout chekcout": false, "web-front web-frnot": false, "team-a taem-a": false,
	} {
		a, b, _ := strings.Cut(words, " ")
		if isVariant(a, b) != want {
			t.Errorf("%s: %t", words, !want)
		}
	}
}
