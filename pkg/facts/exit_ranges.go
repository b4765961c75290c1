package facts

import (
	"net/netip"

	"github.com/gaissmai/bart"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitRanges finds, among things that each stand for a range of addresses, those that hold a given range.
type exitRanges[V any] struct {
	table bart.Table[[]V]
}

func (r *exitRanges[V]) add(p netip.Prefix, v V) {
	r.table.Modify(unmapped(p), func(list []V, _ bool) ([]V, bool) { return append(list, v), false })
}

// around shows what holds all of p (yes) or a part of it (maybe), in no order that matters.
func (r *exitRanges[V]) around(p netip.Prefix, see func(V, Match)) {
	for _, list := range r.table.Supernets(p) {
		for _, v := range list {
			see(v, Yes)
		}
	}
	for inner, list := range r.table.Subnets(p) {
		for _, v := range list {
			if inner != p {
				see(v, Maybe)
			}
		}
	}
}

// every shows all things of a family, for an address of which nothing is known: only the whole family certainly holds it.
func (r *exitRanges[V]) every(v6 bool, see func(V, Match)) {
	all := r.table.All4()
	if v6 {
		all = r.table.All6()
	}
	for p, list := range all {
		match := Maybe
		if p.Bits() == 0 {
			match = Yes
		}
		for _, v := range list {
			see(v, match)
		}
	}
}

// hostPrefix returns the range of one address; an invalid one for an invalid address.
func hostPrefix(a netip.Addr) netip.Prefix {
	a = a.Unmap()
	return netip.PrefixFrom(a, a.BitLen())
}

// evidenceOfAll is how complete several answers are together.
func evidenceOfAll(parts []model.Evidence) model.Evidence {
	if len(parts) == 0 {
		return model.Absent
	}
	for _, part := range parts {
		if part != parts[0] {
			return model.Partial
		}
	}
	return parts[0]
}
