package facts

import (
	"iter"
	"net/netip"
)

// exitTarget is what is known about the address that routes are matched with.
type exitTarget struct {
	doubt addressDoubt
	at    netip.Prefix // the address, or the range that holds it; invalid when there is neither
	v6    bool
}

// newExitTarget reads a target. The source tells the family of a target without an address.
func newExitTarget(target Target, source netip.Prefix) exitTarget {
	t := exitTarget{doubt: exactAddress, at: hostPrefix(target.Addr)}
	switch {
	case target.Within.IsValid():
		t.at = unmapped(target.Within)
	case !target.Addr.IsValid():
		t.doubt = unknownAddress
	case target.Uncertain && (target.Kind == "internet" || target.Kind == "internet6"):
		t.doubt = anyPublic
	case target.Uncertain:
		t.doubt = somePublic
	}
	t.v6 = t.at.Addr().Is6()
	if !t.at.IsValid() {
		t.v6 = source.Addr().Is6()
	}
	return t
}

// exitSpace is what the routes of one family do with public addresses.
type exitSpace struct {
	whole []*exitRange // that hold all of them
	parts []*exitRange // that hold some
	union Match        // when no route holds all: whether the parts do together, and if so whether they lead to the same
}

// matching yields the ranges of a table that hold the target.
//
// A target that stands for any public address is in every range that holds all of them. It is in no narrower one, as
// such a range says nothing about the addresses that are left over, unless nothing is left over. One address of the
// internet that is not known may be in any range of public addresses.
func (t exitTarget) matching(table *exitTable) iter.Seq2[*exitRange, Match] {
	space := t.space(table)
	switch {
	case t.doubt == exactAddress:
		return table.ranges.around(t.at)
	case t.doubt == unknownAddress:
		return table.ranges.every(t.v6)
	case t.doubt == anyPublic && len(space.whole) > 0:
		return allOf(space.whole, Yes, nil, No)
	case t.doubt == anyPublic && space.union == No:
		return allOf(nil, No, nil, No)
	case t.doubt == anyPublic:
		return allOf(nil, No, space.parts, space.union)
	}
	return allOf(space.whole, Yes, space.parts, Maybe)
}

func allOf(first []*exitRange, match Match, second []*exitRange, other Match) iter.Seq2[*exitRange, Match] {
	return func(yield func(*exitRange, Match) bool) {
		for _, r := range first {
			if !yield(r, match) {
				return
			}
		}
		for _, r := range second {
			if !yield(r, other) {
				return
			}
		}
	}
}

// mayBeUnlisted tells whether a route whose ranges are not known may hold the target. A route for all public addresses
// leaves nothing to doubt for a target that stands for any of them.
func (t exitTarget) mayBeUnlisted(table *exitTable) bool {
	return t.doubt != anyPublic || len(t.space(table).whole) == 0
}

func (t exitTarget) space(table *exitTable) *exitSpace {
	if t.v6 {
		return &table.spaces[1]
	}
	return &table.spaces[0]
}

// bits is the length of a route's prefix as far as the family allows.
func (t exitTarget) bits(r *exitRange) int {
	if t.v6 {
		return r.bits
	}
	return min(r.bits, 32)
}
