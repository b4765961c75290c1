package facts

import (
	"math/big"
	"math/rand/v2"
	"net/netip"
	"os"
	"strconv"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// Ranges as pairs of numbers say the same as prefixes, tries and atoms do: what a range holds, what overlaps it, where it
// ends, and which addresses nothing tells apart. EGRESSLINT_SEED and EGRESSLINT_ANSWERS are as for the other oracles.
func TestRangesAgreeWithNumbers(t *testing.T) {
	seed, _ := strconv.ParseUint(os.Getenv("EGRESSLINT_SEED"), 10, 64)
	answers := 100_000
	if n, err := strconv.Atoi(os.Getenv("EGRESSLINT_ANSWERS")); err == nil {
		answers = n
	}
	for tried := 0; tried < answers && !t.Failed(); seed++ {
		tried += compareRanges(t, seed)
	}
}

func FuzzRangesAgreeWithNumbers(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { compareRanges(t, seed) })
}

// numbered returns the first and the last address of a range as numbers; those of IPv4 are below those of IPv6.
func numbered(p netip.Prefix) (first, last *big.Int) {
	bits := uint(p.Addr().BitLen() - p.Bits())
	first = new(big.Int).SetBytes(p.Addr().AsSlice())
	first.Lsh(first.Rsh(first, bits), bits)
	last = new(big.Int).Sub(new(big.Int).Add(first, new(big.Int).Lsh(big.NewInt(1), bits)), big.NewInt(1))
	if p.Addr().Is6() {
		six := new(big.Int).Lsh(big.NewInt(1), 130)
		first.Add(first, six)
		last.Add(last, six)
	}
	return first, last
}

func someRange(r *rand.Rand) netip.Prefix {
	if r.IntN(3) == 0 {
		bits := []int{0, 32, 64, 96, 120, 127, 128}[r.IntN(7)]
		return netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 1, 13: byte(r.IntN(2)), 15: byte(r.IntN(16))}), bits)
	}
	if r.IntN(12) == 0 { // IPv4 in the form of IPv6
		return netip.PrefixFrom(netip.AddrFrom16([16]byte{10: 255, 11: 255, 12: 10, 15: byte(r.IntN(16))}), 96+[]int{8, 28, 32}[r.IntN(3)])
	}
	return somePrefix(r)
}

func compareRanges(t *testing.T, seed uint64) (answers int) {
	r := rand.New(rand.NewPCG(seed, 12))
	n := &model.Network{}
	var written []netip.Prefix
	var table exitRanges[int]
	for i := range 1 + r.IntN(6) {
		p := someRange(r)
		n.PrefixLists = append(n.PrefixLists, &model.PrefixList{Entries: []model.Prefix{{Prefix: p, Text: p.String()}}})
		table.add(p, i)
		written = append(written, unmapped(p))
	}
	atoms := newAtoms(n)
	for range 16 {
		asked, one, two := unmapped(someRange(r)), someRange(r).Addr().Unmap(), someRange(r).Addr().Unmap()
		first, last := numbered(asked)
		if _, end := numbered(hostPrefix(lastOf(asked))); end.Cmp(last) != 0 {
			t.Errorf("EGRESSLINT_SEED=%d: the last address of %s is %s", seed, asked, lastOf(asked))
		}
		got := map[int]Match{}
		table.around(asked, func(i int, m Match) { got[i] = m })
		alike := true
		for i, p := range written {
			low, high := numbered(p)
			want := Match("")
			switch {
			case low.Cmp(first) <= 0 && high.Cmp(last) >= 0:
				want = Yes
			case low.Cmp(last) <= 0 && high.Cmp(first) >= 0:
				want = Maybe
			}
			if got[i] != want {
				t.Errorf("EGRESSLINT_SEED=%d: %s around %s: %q, want %q", seed, p, asked, got[i], want)
			}
			a, _ := numbered(hostPrefix(one))
			b, _ := numbered(hostPrefix(two))
			holds := func(x *big.Int) bool { return low.Cmp(x) <= 0 && x.Cmp(high) <= 0 }
			alike = alike && holds(a) == holds(b)
			answers += 2
		}
		if same := atoms.of(one) == atoms.of(two); same && !alike {
			t.Errorf("EGRESSLINT_SEED=%d: %s and %s are one atom of %v", seed, one, two, written)
		}
	}
	return answers
}
