package facts

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitNAT is a NAT gateway, or the id of one that no answer describes, with the SNAT entries of its tables.
type exitNAT struct {
	id       string
	gateway  *model.NATGateway // nil when it is not exported
	evidence model.Evidence    // of the entries
	lacking  []string          // the tables whose entries are not all there
	holds    map[netip.Addr]bool
	eips     int
	entries  []*exitEntry // in order
	ranges   exitRanges[*exitEntry]
	byENI    map[string][]*exitEntry
	vague    []*exitEntry // of a vSwitch whose range is not known, or of a source that cannot be read
}

// exitEntry is one SNAT entry. Entries that name no range have the range of their vSwitch.
type exitEntry struct {
	*model.SNATEntry
	source netip.Prefix
	order  int
}

// bits is the length of the entry's prefix. An entry for an ENI is for its addresses, one by one.
func (e *exitEntry) bits() int {
	if e.isENI() {
		return 32
	}
	return max(e.source.Bits(), 0)
}

func (e *exitEntry) isENI() bool {
	return !e.source.IsValid() && !isWritten(e.Source) && e.SourceVSwitch == "" && e.NetworkInterface != ""
}

// ref is where the entry says what it is for.
func (e *exitEntry) ref() model.Ref {
	switch {
	case isWritten(e.Source):
		return e.Ref.At("/SourceCIDR")
	case e.isENI():
		return e.Ref.At("/NetworkInterfaceId")
	}
	return e.Ref.At("/SourceVSwitchId")
}

func (x *exitIndex) addNATs() {
	n := x.network
	x.nats = map[string]*exitNAT{}
	for _, gateway := range n.NATGateways {
		x.nat(gateway.ID).gateway = gateway
	}
	for _, written := range n.SNATEntries {
		if written.Gateway != "" {
			nat := x.nat(written.Gateway)
			nat.entries = append(nat.entries, &exitEntry{SNATEntry: written, source: x.entrySource(written)})
		}
	}
	for _, table := range n.RouteTables {
		for _, route := range table.Routes {
			for _, hop := range route.NextHops {
				if foldedIs(hop.Type, "natgateway") {
					x.nat(hop.ID)
				}
			}
		}
	}
	for _, id := range sortedKeys(x.nats) {
		nat := x.nats[id]
		nat.index()
		x.completeNAT(nat)
		if len(nat.entries) > 0 {
			x.natOrder = append(x.natOrder, nat)
		}
	}
}

func (x *exitIndex) nat(id string) *exitNAT {
	if x.nats[id] == nil {
		x.nats[id] = &exitNAT{id: id, holds: map[netip.Addr]bool{}, byENI: map[string][]*exitEntry{}}
	}
	return x.nats[id]
}

// entrySource returns the range that an entry is for. Every kind of entry is answered with its range; one without has
// the range of its vSwitch.
// https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
func (x *exitIndex) entrySource(e *model.SNATEntry) netip.Prefix {
	if e.Source.IsValid() {
		return unmapped(e.Source.Prefix)
	}
	if vswitch := x.vswitches[e.SourceVSwitch]; vswitch != nil && vswitch.CIDR.IsValid() {
		return unmapped(vswitch.CIDR.Prefix)
	}
	return netip.Prefix{}
}

// index puts the entries in order, the longest prefix first, and makes them findable.
func (nat *exitNAT) index() {
	slices.SortStableFunc(nat.entries, func(a, b *exitEntry) int {
		return cmp.Or(cmp.Compare(b.bits(), a.bits()), a.source.Addr().Compare(b.source.Addr()), cmp.Compare(a.ID, b.ID))
	})
	for i, e := range nat.entries {
		e.order = i
		switch {
		case e.source.IsValid():
			nat.ranges.add(e.source, e)
		case e.isENI():
			nat.byENI[e.NetworkInterface] = append(nat.byENI[e.NetworkInterface], e)
		default:
			nat.vague = append(nat.vague, e)
		}
	}
}

// completeNAT finds out how complete the entries are, and which addresses the gateway holds.
func (x *exitIndex) completeNAT(nat *exitNAT) {
	const api = "vpc:DescribeSnatTableEntries"
	var parts []model.Evidence
	for _, table := range nat.tables() {
		parts = append(parts, x.known(api, table))
		if parts[len(parts)-1] != model.Complete {
			nat.lacking = append(nat.lacking, table)
		}
	}
	if e := x.known(api, nat.id); e != model.Absent { // where nothing told the tables of the gateway
		parts, nat.lacking = []model.Evidence{e}, nil
	}
	nat.evidence = evidenceOfAll(parts)
	if nat.evidence != model.Complete && len(nat.lacking) == 0 {
		nat.lacking = []string{nat.id}
	}
	if nat.gateway != nil {
		for _, ip := range nat.gateway.EIPs {
			nat.holds[ip.Addr.Unmap()] = true
		}
	}
	nat.eips = x.countEIPs(nat)
}

// tables returns the SNAT tables of the gateway, or those of its entries when it is not exported.
func (nat *exitNAT) tables() []string {
	if nat.gateway != nil {
		return slices.Sorted(slices.Values(nat.gateway.SNATTables))
	}
	var tables []string
	for _, e := range nat.entries {
		if e.Table != "" {
			tables = append(tables, e.Table)
		}
	}
	slices.Sort(tables)
	return slices.Compact(tables)
}

// countEIPs returns how many addresses the gateway holds by its own answer or by that about EIPs, -1 when both are
// silent: the older answers about gateways have no list.
func (x *exitIndex) countEIPs(nat *exitNAT) int {
	held := map[netip.Addr]bool{}
	for addr := range nat.holds {
		held[addr] = true
	}
	for _, eip := range x.eips.byHolder[nat.id] {
		held[eip.Addr.Unmap()] = true
	}
	if len(held) == 0 && x.known("vpc:DescribeEipAddresses", "") != model.Complete {
		return -1
	}
	return len(held)
}

// ref is where the gateway is written; nowhere when it is not exported.
func (nat *exitNAT) ref() model.Ref {
	if nat.gateway == nil {
		return model.Ref{}
	}
	return nat.gateway.Ref.At("/NatGatewayId")
}

// mayServe tells whether the gateway is of the VPC, or nothing tells which it is of.
func (nat *exitNAT) mayServe(vpc string) bool {
	return vpc == "" || nat.gateway == nil || nat.gateway.VPC == "" || nat.gateway.VPC == vpc
}

// mappingEvidence is how complete the DNAT entries of the VPC are, which every gateway has tables of its own for.
func (x *exitIndex) mappingEvidence(vpc string) model.Evidence {
	gateways := x.known("vpc:DescribeNatGateways", "")
	var parts []model.Evidence
	for _, gateway := range x.network.NATGateways {
		if x.nats[gateway.ID].mayServe(vpc) {
			for _, table := range gateway.ForwardTables {
				parts = append(parts, x.known("vpc:DescribeForwardTableEntries", table))
			}
		}
	}
	switch evidence := evidenceOfAll(parts); {
	case len(parts) == 0 && gateways != model.Absent:
		return gateways
	case len(parts) == 0 && len(x.mappings) > 0:
		return model.Partial
	case gateways != model.Complete && evidence == model.Complete:
		return model.Partial
	default:
		return evidence
	}
}

// exitSNAT is an entry that covers the source, or may.
type exitSNAT struct {
	entry  *exitEntry
	covers Match
}

// covering returns the entries that cover the source, or a part of its range, in order.
func (nat *exitNAT) covering(p *exitPacket) []exitSNAT {
	if p.source.Addr().Is6() {
		return nil
	}
	var found []exitSNAT
	see := func(e *exitEntry, match Match) { found = append(found, exitSNAT{e, match}) }
	if p.source.IsValid() {
		nat.ranges.around(p.source, see)
	} else {
		nat.ranges.every(false, see)
	}
	for _, e := range nat.vague {
		if match := vagueMatch(e, p.id.VSwitch); match != No {
			see(e, match)
		}
	}
	if p.id.ENI != nil {
		for _, e := range nat.byENI[p.id.ENI.ID] {
			see(e, Yes)
		}
	}
	slices.SortFunc(found, func(a, b exitSNAT) int { return cmp.Compare(a.entry.order, b.entry.order) })
	if p.source.IsValid() {
		complete(found, p.source)
	}
	return found
}

// complete marks the entry with which those that are available leave nothing of the source's range.
func complete(found []exitSNAT, source netip.Prefix) {
	var parts netipx.IPSetBuilder
	for i, f := range found {
		if f.covers != Maybe || !f.entry.source.IsValid() || oneOf(f.entry.Status, "available", "") == "unknown" {
			continue
		}
		parts.AddPrefix(f.entry.source)
		// The builder keeps the prefixes that are valid; its error is about those that are not.
		if set, _ := parts.IPSet(); set.ContainsPrefix(source) {
			found[i].covers = Yes
			return
		}
	}
}

// vagueMatch compares the vSwitch of an entry with that of the source: vSwitches have no address in common.
func vagueMatch(e *exitEntry, vswitch *model.VSwitch) Match {
	switch {
	case isWritten(e.Source) || e.SourceVSwitch == "" || vswitch == nil:
		return Maybe
	case e.SourceVSwitch == vswitch.ID:
		return Yes
	}
	return No
}

// noNAT is what a hop that is no NAT gateway has for one.
func noNAT() NATFacts {
	return NATFacts{EIPs: -1, Evidence: model.Absent, Entries: []SNATFacts{}, Missing: []Missing{}, NetworkACL: []ACLCheck{}}
}

func (p *exitPacket) nat(nat *exitNAT) NATFacts {
	f := noNAT()
	f.Evidence, f.EIPs = nat.evidence, nat.eips
	f.At = p.t.add(nat.id, nat.ref())
	if gateway := nat.gateway; gateway != nil {
		f.Found, f.Foreign = true, !nat.mayServe(p.vpc)
		f.Status, f.Business, f.Network = lower(gateway.Status), lower(gateway.BusinessStatus), lower(gateway.NetworkType)
		f.Type = lower(gateway.NatType)
		f.NetworkACL = p.x.acls.gateway(p.t, p.id, p.asked, gateway.VSwitch)
	} else if p.x.known("vpc:DescribeNatGateways", "") != model.Complete {
		f.Missing = append(f.Missing, Missing{Export: "DescribeNatGateways"})
	}
	f.Table, f.IP = p.text(nat.firstTable()), p.text(nat.address(p.x))
	for _, table := range nat.lacking {
		f.Missing = append(f.Missing, Missing{Export: "DescribeSnatTableEntries", Of: p.t.add(table, model.Ref{})})
	}
	if entry := p.inward(nat.id); entry != nil {
		f.Inward = p.t.add(entry.ID, entry.Ref.At("/ExternalIp"))
		f.Inside = p.text(entry.InternalIP.String())
	}
	f.Entries = p.entries(nat.covering(p), nat, f.At)
	return f
}

// text returns a handle for a text that is written nowhere by itself, "" for an empty one.
func (p *exitPacket) text(text string) Handle {
	if text == "" {
		return ""
	}
	return p.t.add(text, model.Ref{})
}

// firstTable returns the SNAT table of the gateway, which has one.
func (nat *exitNAT) firstTable() string {
	if tables := nat.tables(); len(tables) > 0 {
		return tables[0]
	}
	return ""
}

// address returns the first address that the gateway holds, "" when none is known.
func (nat *exitNAT) address(x *exitIndex) string {
	held := slices.Collect(maps.Keys(nat.holds))
	for _, eip := range x.eips.byHolder[nat.id] {
		held = append(held, eip.Addr.Unmap())
	}
	if len(held) == 0 {
		return ""
	}
	return slices.MinFunc(held, netip.Addr.Compare).String()
}

// usable returns the gateways of the VPC that are made for the internet.
func (p *exitPacket) usable() []Handle {
	handles := []Handle{}
	for _, gateway := range byIDOrder(p.x.network.NATGateways, func(g *model.NATGateway) string { return g.ID }) {
		if !foldedIs(gateway.NetworkType, "intranet") && p.x.nats[gateway.ID].mayServe(p.vpc) {
			handles = append(handles, p.t.add(gateway.ID, p.x.nats[gateway.ID].ref()))
		}
	}
	return handles
}

func (p *exitPacket) entries(covering []exitSNAT, nat *exitNAT, at Handle) []SNATFacts {
	facts := []SNATFacts{}
	for _, found := range covering {
		e := found.entry
		entry := SNATFacts{
			At: p.t.add(cmp.Or(e.ID, "SNAT entry of "+nat.id), e.ref()), NAT: at, Bits: e.bits(), Covers: found.covers, Status: lower(e.Status), IPs: []SNATIP{},
		}
		for _, addr := range slices.SortedFunc(slices.Values(e.IPs), netip.Addr.Compare) {
			if addr.IsValid() {
				entry.IPs = append(entry.IPs, p.snatIP(nat, e, addr.Unmap()))
			}
		}
		facts = append(facts, entry)
	}
	return facts
}

func (p *exitPacket) snatIP(nat *exitNAT, e *exitEntry, addr netip.Addr) SNATIP {
	eip := p.x.eips.byAddr[addr]
	f := SNATIP{
		Private:   eip == nil && !p.x.holdsPublic(hostPrefix(addr), p.vpc),
		EIPs:      p.x.known("vpc:DescribeEipAddresses", ""),
		Found:     eip != nil,
		Bound:     nat.holds[addr],
		Whitelist: p.lists.against(hostPrefix(addr)),
	}
	ref := e.Ref.At("/SnatIp")
	if eip != nil {
		ref = eip.Ref.At("/IpAddress")
		f.ID = p.text(eip.ID)
		f.Bound = eip.InstanceID == nat.id
		f.Status, f.Business, f.Locked = lower(eip.Status), lower(eip.BusinessStatus), len(eip.Locks) > 0
	}
	f.Address = p.t.add(addr.String(), ref)
	return f
}

// ledTo returns the ids of the next hops of routes.
func ledTo(routes []exitCover) map[string]bool {
	led := map[string]bool{}
	for _, cover := range routes {
		for _, hop := range cover.route.hops {
			led[hop.ID] = true
		}
	}
	return led
}

// elsewhere returns the entries that cover the source on gateways of the VPC that no covering route leads to.
func (p *exitPacket) elsewhere(routes []exitCover) []SNATFacts {
	led := ledTo(routes)
	facts := []SNATFacts{}
	for _, nat := range p.x.natOrder {
		if led[nat.id] || !nat.mayServe(p.vpc) {
			continue
		}
		if covering := nat.covering(p); len(covering) > 0 {
			facts = append(facts, p.entries(covering, nat, p.t.add(nat.id, nat.ref()))...)
		}
	}
	return facts
}
