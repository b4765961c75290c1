package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitEIPs is the EIPs of the export, by what they are found by.
type exitEIPs struct {
	byAddr    map[netip.Addr]*model.EIP
	byPrivate map[netip.Addr][]*model.EIP
	byHolder  map[string][]*model.EIP
	packages  map[string]*model.BandwidthPackage
}

func (x *exitIndex) addPublic() {
	x.eips = exitEIPs{
		byAddr:    map[netip.Addr]*model.EIP{},
		byPrivate: map[netip.Addr][]*model.EIP{},
		byHolder:  map[string][]*model.EIP{},
		packages:  byID(x.network.BandwidthPackages, func(b *model.BandwidthPackage) string { return b.ID }),
	}
	for _, eip := range byIDOrder(x.network.EIPs, func(e *model.EIP) string { return e.ID }) {
		x.eips.byAddr[eip.Addr.Unmap()] = eip
		if eip.PrivateAddr.IsValid() {
			private := eip.PrivateAddr.Unmap()
			x.eips.byPrivate[private] = append(x.eips.byPrivate[private], eip)
		}
		if eip.InstanceID != "" {
			x.eips.byHolder[eip.InstanceID] = append(x.eips.byHolder[eip.InstanceID], eip)
		}
	}
	x.told = boundAddresses(x.network)
	x.mappings, x.forwards = map[netip.Addr][]*model.ForwardEntry{}, map[netip.Addr][]*model.ForwardEntry{}
	for _, entry := range byIDOrder(x.network.ForwardEntries, func(e *model.ForwardEntry) string { return e.ID }) {
		external := entry.ExternalIP.Unmap()
		x.forwards[external] = append(x.forwards[external], entry)
		if foldedIs(entry.Protocol, "any") && foldedIs(entry.ExternalPort, "any") {
			internal := entry.InternalIP.Unmap()
			x.mappings[internal] = append(x.mappings[internal], entry)
		}
	}
}

// public returns the public addresses of the identity. A range has none: who will get which address is not known.
// Only the gateway that the packet is routed to can map its address.
func (p *exitPacket) public(routes []exitCover) PublicFacts {
	f := PublicFacts{
		EIPs:      p.x.known("vpc:DescribeEipAddresses", ""),
		Static:    p.static(),
		Addresses: []PublicAddress{},
		DNAT:      p.x.mappingEvidence(p.vpc),
		Mappings:  []MappingFacts{},
	}
	if !p.id.Address.IsValid() || !p.id.Address.IsSingleIP() {
		return f
	}
	for _, own := range p.ownAddresses() {
		f.Addresses = append(f.Addresses, p.publicAddress(own))
	}
	led := ledTo(routes)
	for _, entry := range p.x.mappings[p.source.Addr()] {
		if led[entry.Gateway] || entry.Gateway == "" {
			f.Mappings = append(f.Mappings, p.mapping(entry))
		}
	}
	return f
}

// static tells how complete the answer is that alone tells a static public address. Only instances have one.
func (p *exitPacket) static() model.Evidence {
	if !p.id.Node || p.id.Instance != nil {
		return model.Complete
	}
	return p.x.known("ecs:DescribeInstances", "")
}

func (p *exitPacket) mapping(entry *model.ForwardEntry) MappingFacts {
	f := MappingFacts{
		At:        p.t.add(entry.ID, entry.Ref.At("/InternalIp")),
		Status:    lower(entry.Status),
		Whitelist: p.lists.against(hostPrefix(entry.ExternalIP)),
	}
	ref := entry.Ref.At("/ExternalIp")
	if eip := p.x.eips.byAddr[entry.ExternalIP.Unmap()]; eip != nil {
		ref = eip.Ref.At("/IpAddress")
		f.ID = p.text(eip.ID)
		f.EIPStatus, f.Business, f.Locked = lower(eip.Status), lower(eip.BusinessStatus), len(eip.Locks) > 0
	}
	f.Address = p.t.add(entry.ExternalIP.String(), ref)
	return f
}

// exitPublic is a public address and where the bundle has it from.
type exitPublic struct {
	addr   netip.Addr
	static bool
	bound  string
	ref    model.Ref
	eip    *model.EIP
}

// ownAddresses collects the public addresses of the identity, one of each, static ones first.
func (p *exitPacket) ownAddresses() []exitPublic {
	addr := p.source.Addr()
	node := nodeOf(p.id, addr)
	found := append(p.boundEIPs(addr, node), p.observed(addr, node)...)
	slices.SortStableFunc(found, func(a, b exitPublic) int { return a.addr.Compare(b.addr) })
	found = slices.CompactFunc(found, func(a, b exitPublic) bool { return a.addr == b.addr })
	slices.SortStableFunc(found, func(a, b exitPublic) int { return cmp.Compare(b.kind(), a.kind()) })
	return found
}

func (a exitPublic) kind() string {
	if a.static {
		return "static"
	}
	return "eip"
}

// nodeOf returns the id of the ECS instance whose public addresses stand for addr, which is the primary private address
// of its primary ENI; "" when there is none. An EIP for another address is bound to an ENI.
// https://alibabacloud.com/help/tc/eip/developer-reference/api-120195
func nodeOf(id Identity, addr netip.Addr) string {
	switch {
	case id.Instance != nil && len(id.Instance.PrivateIPs) > 0:
		if id.Instance.PrivateIPs[0].Unmap() == addr {
			return id.Instance.ID
		}
	case id.ENI != nil && foldedIs(id.ENI.Type, "primary") && id.ENI.Primary.Unmap() == addr:
		return id.ENI.Instance
	}
	return ""
}

// boundEIPs returns the EIPs that DescribeEipAddresses says are bound to the address.
func (p *exitPacket) boundEIPs(addr netip.Addr, node string) []exitPublic {
	candidates := slices.Concat(p.x.eips.byPrivate[addr], p.x.eips.byHolder[node])
	if p.id.ENI != nil {
		candidates = append(candidates, p.x.eips.byHolder[p.id.ENI.ID]...)
	}
	var found []exitPublic
	for _, eip := range candidates {
		if p.serves(eip, addr, node) {
			found = append(found, exitPublic{addr: eip.Addr.Unmap(), bound: lower(eip.InstanceType), ref: eip.Ref.At("/IpAddress"), eip: eip})
		}
	}
	return found
}

// serves tells whether an EIP is the address's own. An EIP of an instance is its primary address's; one of an ENI is
// the private address's that it names. EIPs of NAT gateways, load balancers and HaVips serve no single address. Where
// nothing tells who holds the address, the private address that the EIP names does.
func (p *exitPacket) serves(eip *model.EIP, addr netip.Addr, node string) bool {
	switch kind := lower(eip.InstanceType); kind {
	case "nat", "slbinstance", "havip", "ipaddress", "":
		return false
	case "ecsinstance":
		if p.id.Instance != nil || p.id.ENI != nil {
			return node != "" && eip.InstanceID == node
		}
	case "networkinterface":
		if p.id.ENI != nil {
			return eip.InstanceID == p.id.ENI.ID && privateOf(eip, p.id.ENI) == addr
		}
		if p.x.enis[eip.InstanceID] != nil {
			return false
		}
	}
	return eip.PrivateAddr.Unmap() == addr
}

// privateOf returns the private address of an ENI that an EIP is bound to, the primary one unless something tells.
func privateOf(eip *model.EIP, eni *model.ENI) netip.Addr {
	if eip.PrivateAddr.IsValid() {
		return eip.PrivateAddr.Unmap()
	}
	for _, a := range eni.Addresses {
		if a.PublicIP.IsValid() && a.PublicIP == eip.Addr {
			return a.Addr.Unmap()
		}
	}
	return eni.Primary.Unmap()
}

// publicOfENI is the pointer of the public address in an ENI, and in each of its private addresses.
const publicOfENI = "/AssociatedPublicIp/PublicIpAddress"

// observed returns the public addresses that the instance or the ENI says it has. Where DescribeEipAddresses has the
// address, it tells what that is bound to, so these are the others.
func (p *exitPacket) observed(addr netip.Addr, node string) []exitPublic {
	var found []exitPublic
	see := func(public netip.Addr, static bool, bound string, ref model.Ref) {
		public = public.Unmap()
		if public.IsValid() && p.x.eips.byAddr[public] == nil {
			found = append(found, exitPublic{addr: public, static: static, bound: bound, ref: ref})
		}
	}
	if node != "" && p.id.Instance != nil {
		for _, static := range p.id.Instance.PublicIPs {
			see(static, true, "ecsinstance", p.id.Instance.Ref.At("/PublicIpAddress").Key())
		}
		see(p.id.Instance.EIP, false, "ecsinstance", p.id.Instance.Ref.At("/EipAddress/IpAddress"))
	}
	// The export of EIPs knows better what is bound than objects that were written once.
	if p.x.known("vpc:DescribeEipAddresses", "") != model.Complete && !p.id.Node {
		for _, told := range p.x.told[addr] {
			see(told.addr, false, "networkinterface", told.ref)
		}
	}
	if eni := p.id.ENI; eni != nil {
		bound := "networkinterface"
		if foldedIs(eni.Type, "primary") {
			bound = "ecsinstance"
		}
		if eni.Primary.Unmap() == addr {
			see(eni.PublicIP, eni.AllocationID == "", bound, eni.Ref.At(publicOfENI))
		}
		for _, a := range eni.Addresses {
			if a.Addr.Unmap() == addr {
				see(a.PublicIP, a.AllocationID == "", bound, a.Ref.At(publicOfENI))
			}
		}
	}
	return found
}

func (p *exitPacket) publicAddress(own exitPublic) PublicAddress {
	f := PublicAddress{
		At:        p.t.add(own.addr.String(), own.ref),
		Kind:      own.kind(),
		Bound:     own.bound,
		Asked:     !p.asked.Uncertain && own.addr == p.asked.Addr.Unmap(),
		Whitelist: p.lists.against(hostPrefix(own.addr)),
	}
	if eip := own.eip; eip != nil {
		f.ID = p.text(eip.ID)
		f.Status, f.Business, f.Mode = lower(eip.Status), lower(eip.BusinessStatus), lower(eip.Mode)
		f.Locked = len(eip.Locks) > 0
		if shared := p.x.eips.packages[eip.BandwidthPackage]; shared != nil {
			f.Package = lower(shared.BusinessStatus)
		}
	}
	return f
}
