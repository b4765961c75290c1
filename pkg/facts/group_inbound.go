package facts

import (
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// inbound returns the groups of the ENI that owns the target's address and their ingress rules that match or may match
// the packets of an identity. dst is nil when no ENI is known to own it.
func (g *groupIndex) inbound(t *table, id Identity, target Target, dst *model.ENI) SecurityGroupFacts {
	addr := target.Addr.Unmap()
	if target.Uncertain {
		dst = nil
	}
	if dst == nil || len(dst.SecurityGroups) == 0 {
		facts := g.judging(t, groupQuestion{direction: ingress}, groupBearer{})
		facts.Missing = groupMissing(t, g.ownerLacking(target, dst))
		return facts
	}
	q := arrival(id, target, dst)
	own := privateAddress(dst, addr)
	facts := g.judging(t, q, groupBearer{dst.SecurityGroups, netip.PrefixFrom(own, own.BitLen()), id.Missing})
	facts.Managed = dst.ServiceManaged
	if source := id.subnet(q.v6); source.IsValid() && !ownsPublicly(dst, addr) {
		facts.Source = t.add(source.String(), model.Ref{})
	}
	return facts
}

// ownerLacking is what would tell the groups of the destination. An address that no ENI has may be a database's or a load
// balancer's; where all of these are in the bundle there is nothing to ask for.
func (g *groupIndex) ownerLacking(target Target, dst *model.ENI) []Lacking {
	switch {
	case dst != nil:
		return []Lacking{{"DescribeNetworkInterfaces", dst.ID}}
	case target.Kind == "ip":
		return slices.Concat(g.compiler.membership, g.compiler.holders)
	}
	return g.compiler.membership
}

// arrival returns the packet of an identity as the groups of dst see it. What is sent to a public address leaves the
// VPC and comes back from the public address that it left with, which may be any of several.
func arrival(id Identity, target Target, dst *model.ENI) groupQuestion {
	q := groupQuestion{direction: ingress, port: target.Port, v6: target.Addr.Unmap().Is6()}
	q.protocol = packetProtocol(target.Protocol, q.v6)
	if ownsPublicly(dst, target.Addr.Unmap()) {
		q.doubt = somePublic
		return q
	}
	source := unmapped(id.Address)
	switch {
	case !source.IsValid() || source.Addr().Is6() != q.v6:
		q.doubt = unknownAddress
	case source.IsSingleIP():
		q.addr = source.Addr()
	default:
		q.doubt, q.within = someWithin, source
	}
	q.members = membersUnknown
	if len(id.Groups) > 0 {
		q.members, q.groups = membersListed, groupList(id.Groups)
	}
	return q
}

// privateAddress returns the private address of an ENI that packets to addr arrive at: the translation of public
// addresses is done before groups look.
func privateAddress(eni *model.ENI, addr netip.Addr) netip.Addr {
	for _, a := range eni.Addresses {
		if a.PublicIP == addr && addr.IsValid() {
			return a.Addr
		}
	}
	if ownsPublicly(eni, addr) && eni.Primary.IsValid() {
		return eni.Primary
	}
	return addr
}

// subnet returns the range of the identity's vSwitch, which the addresses of its future pods or nodes come from too.
func (id Identity) subnet(v6 bool) netip.Prefix {
	switch {
	case id.VSwitch == nil:
		return netip.Prefix{}
	case v6:
		return unmapped(id.VSwitch.IPv6CIDR.Prefix)
	}
	return unmapped(id.VSwitch.CIDR.Prefix)
}
