package facts

import "net/netip"

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
	case target.Within.IsValid() && (target.Uncertain || !target.Addr.IsValid()):
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
	union Match        // whether the parts hold all together and no route does alone; maybe when they lead apart
}

// matching shows the ranges of a table that hold the target.
//
// A target that stands for any public address is in every range that holds all of them. It is in no narrower one, as
// such a range says nothing about the addresses that are left over, unless nothing is left over. One address of the
// internet that is not known may be in any range of public addresses.
func (t exitTarget) matching(table *exitTable, see func(*exitRange, Match)) {
	space, parts := t.space(table), Maybe
	switch {
	case t.doubt == exactAddress:
		table.ranges.around(t.at, see)
		return
	case t.doubt == unknownAddress:
		table.ranges.every(t.v6, see)
		return
	case t.doubt == anyPublic:
		parts = space.union
	}
	for _, r := range space.whole {
		see(r, Yes)
	}
	if parts == No {
		return
	}
	for _, r := range space.parts {
		see(r, parts)
	}
}

// mayBeUnlisted tells whether a route whose ranges are not known may hold the target. A route for all public addresses
// leaves nothing to doubt for a target that stands for any of them.
func (t exitTarget) mayBeUnlisted(table *exitTable) bool {
	return t.doubt != anyPublic || len(t.space(table).whole) == 0
}

func (t exitTarget) space(table *exitTable) *exitSpace {
	return &table.spaces[space(t.v6)]
}

// bits is the length of a route's prefix as far as the family allows.
func (t exitTarget) bits(r *exitRange) int {
	if t.v6 {
		return r.bits
	}
	return min(r.bits, 32)
}
