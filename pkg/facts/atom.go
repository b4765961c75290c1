package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// atoms cuts the address space at the ends of every range that something in the bundle compares a source address with.
// Two addresses of one atom are inside the same ranges.
type atoms struct {
	starts []netip.Addr        // the first address of each atom, sorted
	own    map[netip.Addr]bool // addresses that something names by themselves
}

func newAtoms(n *model.Network) atoms {
	// The families part where no range ends: after the last address of IPv4 there is none.
	a := atoms{own: map[netip.Addr]bool{}, starts: []netip.Addr{netip.IPv6Unspecified()}}
	for _, v := range n.VSwitches {
		a.cut(v.CIDR, v.IPv6CIDR)
	}
	for _, e := range n.SNATEntries {
		a.cut(e.Source)
	}
	for _, g := range n.SecurityGroups {
		for _, r := range g.Rules {
			a.cut(r.SourceCIDR, r.SourceIPv6)
		}
	}
	for _, acl := range n.NetworkACLs {
		for _, e := range slices.Concat(acl.Egress, acl.Ingress) {
			a.cut(e.CIDR)
		}
	}
	for _, list := range n.PrefixLists {
		a.cut(list.Entries...)
	}
	for _, db := range n.Databases {
		for _, g := range db.Groups {
			a.cut(g.Entries...)
		}
	}
	for _, policy := range n.BucketPolicies {
		for _, s := range policy.Statements {
			for _, c := range s.Conditions {
				a.cut(c.Ranges...)
			}
		}
	}
	for _, list := range n.AccessLists {
		for _, e := range list.Entries {
			a.cut(e.Range)
		}
	}
	a.nameOwn(n)
	slices.SortFunc(a.starts, netip.Addr.Compare)
	a.starts = slices.Compact(a.starts)
	return a
}

// nameOwn remembers the addresses that have a public address or a mapping of their own.
func (a *atoms) nameOwn(n *model.Network) {
	for _, e := range n.EIPs {
		a.own[e.PrivateAddr] = true
	}
	for addr := range boundAddresses(n) {
		a.own[addr] = true
	}
	for _, e := range n.ForwardEntries {
		a.own[e.InternalIP] = true
	}
	for _, eni := range n.ENIs {
		a.own[eni.Primary] = a.own[eni.Primary] || eni.PublicIP.IsValid()
		for _, address := range eni.Addresses {
			if address.PublicIP.IsValid() {
				a.own[address.Addr] = true
			}
		}
	}
}

func (a *atoms) cut(ranges ...model.Prefix) {
	for _, r := range ranges {
		if r.IsValid() {
			p := unmapped(r.Prefix)
			a.starts = append(a.starts, p.Addr(), lastOf(p).Next())
		}
	}
}

// lastOf returns the last address of a range.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := range bytes {
		if free := 8*(i+1) - p.Bits(); free > 0 {
			bytes[i] |= byte(1<<min(free, 8) - 1)
		}
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// of returns the number of the atom of an address.
func (a *atoms) of(addr netip.Addr) int {
	i, found := slices.BinarySearchFunc(a.starts, addr, netip.Addr.Compare)
	if found {
		return i + 1
	}
	return i
}

// classed is an identity with the number of its class. The facts about two identities of one class are the same.
type classed struct {
	Identity
	class int
}

// identityClass is what the facts of an exit depend on.
type identityClass struct {
	atom            int          // of the address; -1 when that is not known
	own             netip.Prefix // the address itself, the ENI and the instance where something speaks of them alone
	eni             *model.ENI
	instance        *model.Instance
	vswitch         *model.VSwitch
	known           bool // the instance of a node
	carried         bool // an address of the container network
	groups, missing string
	ipv6            Match // whether there is an IPv6 address
	row             ipv6Class
}

// classify gives an identity the number of its class.
func (f *Facts) classify(id Identity) classed {
	class := identityClass{vswitch: id.VSwitch, known: id.Instance != nil, carried: id.Carried, groups: strings.Join(id.Groups, " "), atom: -1, ipv6: id.IPv6, row: id.Row.class()}
	for _, lacking := range id.Missing {
		class.missing += lacking.Export + " " + lacking.Of + "\n"
	}
	if id.Address.IsValid() {
		class.atom = f.atoms.of(id.Address.Addr())
	}
	if f.named(id) {
		class.own, class.eni, class.instance = id.Address, id.ENI, id.Instance
	}
	number, ok := f.classes[class]
	if !ok {
		number = len(f.classes)
		f.classes[class] = number
	}
	return classed{id, number}
}

// named tells whether something in the bundle may speak of this identity alone: it, its ENI or its instance has a public
// address, or an entry of its own. A range may lie across atoms, and an address of no vSwitch stands for itself in texts.
func (f *Facts) named(id Identity) bool {
	if !id.Address.IsValid() {
		return false
	}
	return !id.Address.IsSingleIP() || id.VSwitch == nil || f.atoms.own[id.Address.Addr()] || id.ENI != nil && (f.owners.spokenOf[id.ENI.ID] || f.owners.spokenOf[id.ENI.Instance]) ||
		id.Instance != nil && (f.owners.spokenOf[id.Instance.ID] || len(id.Instance.PublicIPs) > 0 || id.Instance.EIP.IsValid())
}
