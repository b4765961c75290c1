package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// groupQuestion is a packet as the rules of one direction see it, apart from the address of the ENI that has the groups.
// The other end is the destination of egress rules and the source of ingress rules.
type groupQuestion struct {
	direction groupDirection
	addr      netip.Addr // of the other end
	v6        bool
	doubt     addressDoubt
	within    netip.Prefix
	protocol  int
	port      int
	members   membership
	groups    string // of the other end, when members is membersListed
}

// addressDoubt says what is known about the address of the other end.
type addressDoubt uint8

const (
	exactAddress   addressDoubt = iota
	anyPublic                   // addr stands for every public address
	somePublic                  // one public address, not known which
	someWithin                  // one address of a range, not known which
	unknownAddress              // nothing but its family
)

// membership says what is known about the groups of the other end.
type membership uint8

const (
	membersNone     membership = iota // it is no member of any group, or reached by a public address
	membersUnknown                    // an ENI may own its address
	membersUnranged                   // the same, while nothing tells the ranges of the VPC
	membersListed                     // an ENI whose groups are known owns its address
)

// sharedSpace is the range of the platform's own services, which are members of no group.
var sharedSpace = netip.MustParsePrefix("100.64.0.0/10")

// question returns the packet of a target. Addresses count as inside the VPC by the ranges of every VPC of the bundle.
func (g *groupIndex) question(id Identity, target Target, dst *model.ENI) groupQuestion {
	q := departure(id, target)
	q.members = g.membership(id, target, q.addr, dst)
	if q.members == membersListed {
		q.groups = groupList(dst.SecurityGroups)
	}
	return q
}

// departure returns the packet of an identity to a target, without the groups of the target.
func departure(id Identity, target Target) groupQuestion {
	q := groupQuestion{addr: target.Addr.Unmap(), port: target.Port}
	q.v6 = q.addr.Is6()
	switch {
	case !q.addr.IsValid() && target.Within.IsValid():
		q.doubt, q.within = someWithin, target.Within
		q.v6 = target.Within.Addr().Is6()
	case !q.addr.IsValid():
		q.doubt = unknownAddress
		q.v6 = id.IPv6 != "" || id.Address.IsValid() && id.Address.Addr().Unmap().Is6()
	case !target.Uncertain:
		q.doubt = exactAddress
	case target.Kind == "internet" || target.Kind == "internet6":
		q.doubt = anyPublic
	default:
		q.doubt = somePublic
	}
	q.protocol = packetProtocol(target.Protocol, q.v6)
	return q
}

// groupList returns ids as one text, which questions can be compared by.
func groupList(ids []string) string { return " " + strings.Join(ids, " ") + " " }

func packetProtocol(name string, v6 bool) int {
	if name == "icmp" && v6 {
		return protocolNumber("icmpv6")
	}
	return protocolNumber(name)
}

// A reference to a group covers its members by their private addresses only:
// https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
func (g *groupIndex) membership(id Identity, target Target, addr netip.Addr, dst *model.ENI) membership {
	switch {
	case target.Uncertain, dst != nil && ownsPublicly(dst, addr), target.Within.IsValid() && sharedSpace.Contains(target.Within.Addr()):
		return membersNone
	case dst != nil && len(dst.SecurityGroups) > 0:
		return membersListed
	case dst != nil:
		return membersUnknown
	case slices.Contains([]string{"rds", "redis", "mongodb", "polardb", "oss", "clb"}, target.Kind):
		return membersNone
	case !addr.IsValid():
		return membersUnknown
	case sharedSpace.Contains(addr):
		return membersNone
	case addr.IsPrivate() || g.inside.Contains(addr):
		return membersUnknown
	case addr.Is6() && (id.VSwitch == nil || !g.vpcs[id.VSwitch.VPC]):
		// IPv6 addresses of a VPC look like any other: without its ranges nothing tells them apart.
		return membersUnranged
	}
	return membersNone
}

// ownsPublicly tells whether an ENI that owns an address owns it as a public one: it is none of its private addresses.
func ownsPublicly(eni *model.ENI, addr netip.Addr) bool {
	is := func(a model.Address) bool { return a.Addr.Unmap() == addr }
	holds := func(p model.Prefix) bool { return p.IsValid() && p.Contains(addr) }
	return addr.IsValid() && eni.Primary.IsValid() && eni.Primary.Unmap() != addr &&
		!slices.ContainsFunc(eni.Addresses, is) && !slices.ContainsFunc(eni.IPv6, is) && !slices.ContainsFunc(eni.Prefixes, holds)
}

// member tells whether the other end is a member of a group, on the intranet.
func (q groupQuestion) member(group string) Match {
	switch q.members {
	case membersNone:
		return No
	case membersUnknown, membersUnranged:
		return Maybe
	}
	if strings.Contains(q.groups, groupList([]string{group})) {
		return Yes
	}
	return No
}

// destination returns the range that a rule for the packet has to name.
func (q groupQuestion) destination(target Target) string {
	switch {
	case target.around.IsValid():
		return target.around.String()
	case q.doubt == unknownAddress:
		return "the address of " + target.Text
	case q.doubt == someWithin:
		return target.asked().String()
	case q.doubt != exactAddress && q.v6:
		return "::/0"
	case q.doubt != exactAddress:
		return "0.0.0.0/0"
	}
	return netip.PrefixFrom(q.addr, q.addr.BitLen()).String()
}

// against matches a rule field by field: one field that does not match settles it, one in doubt leaves it in doubt.
func (r *groupRule) against(q groupQuestion) groupHit {
	hit := groupHit{rule: r, match: weaker(r.direction, r.protocolMatch(q.protocol))}
	hit.and(r.ports.of(r.protocol, q), r.ports.lacking)
	if carriesPorts(q.protocol) {
		hit.and(r.sourcePorts, nil)
	}
	if r.peerGroup != "" {
		match := r.referenceMatch(q)
		hit.and(match, r.reference.lacking)
		if q.members == membersUnranged {
			hit.and(match, []Lacking{{Export: "DescribeVpcs"}})
		}
		hit.stranger = match == Maybe
	} else {
		match := r.peer.of(q)
		hit.and(match, r.peer.lacking)
		hit.stranger = match == Maybe && q.doubt == unknownAddress && q.direction == ingress
	}
	return hit
}

func (h *groupHit) and(match Match, lacking []Lacking) {
	h.match = weaker(h.match, match)
	if match == Maybe && len(lacking) > 0 {
		h.lacking = append(slices.Clip(h.lacking), lacking...)
	}
}

// weaker is the three-valued and.
func weaker(a, b Match) Match {
	switch {
	case a == No || b == No:
		return No
	case a == Maybe || b == Maybe:
		return Maybe
	}
	return Yes
}

func (r *groupRule) protocolMatch(packet int) Match {
	switch r.protocol {
	case anyProtocol, packet:
		return Yes
	case strangeProtocol:
		return Maybe
	}
	return No
}

func (r *groupRule) referenceMatch(q groupQuestion) Match {
	match := q.member(r.peerGroup)
	if match == No && r.reference.foreign && q.members != membersNone {
		match = Maybe
	}
	return weaker(match, r.reference.limit)
}

func (r *groupRule) handle(t *table) Handle {
	if r.id == "" {
		return ""
	}
	return t.add(r.id, model.Ref{})
}
