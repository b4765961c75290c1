package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// SNATEntryFacts is one SNAT entry of a gateway of the cluster's VPC.
type SNATEntryFacts struct {
	At      Handle        `json:"at"`      // what it is for
	Entry   Handle        `json:"entry"`   // text: its id
	Table   Handle        `json:"table"`   // text: the id of its table
	Source  Handle        `json:"source"`  // text: the vSwitch or the range that it is for
	VSwitch Match         `json:"vswitch"` // whether a packet may come with an address that it is for
	Pods    bool          `json:"pods"`    // it is for addresses of the container network
	Status  string        `json:"status"`  // lower case
	IPs     []SNATIP      `json:"ips"`
	Gateway GatewayFacts  `json:"gateway"`
	Aside   SidewaysFacts `json:"aside"` // the default route of the vSwitch that it is for, where that leads to an IPv4 gateway
}

// GatewayFacts is a NAT gateway of the cluster's VPC by itself.
type GatewayFacts struct {
	At       Handle `json:"at"`
	Status   string `json:"status"`   // lower case, like the next two
	Business string `json:"business"` // "" when not said
	Network  string `json:"network"`  // internet, intranet, ""
	EIPs     int    `json:"eips"`     // addresses that it holds, -1 when not said
	Table    Handle `json:"table"`    // text: the id of its SNAT table, "" when not said
	IP       Handle `json:"ip"`       // text: an address that it holds; "" when there is none
	Led      Match  `json:"led"`      // whether a route of the VPC leads to it
}

// SidewaysFacts is the default route of a vSwitch to an enabled IPv4 gateway, past the NAT gateways.
type SidewaysFacts struct {
	Route   Handle `json:"route"` // "" where there is none
	Gateway Handle `json:"gateway"`
	Table   Handle `json:"table"`   // text
	VSwitch Handle `json:"vswitch"` // text
}

// gateway returns what is known about a gateway that the export has.
func (r *reviewer) gateway(t *table, nat *exitNAT) GatewayFacts {
	p := exitPacket{x: r.exits, t: t}
	return GatewayFacts{
		At: t.add(nat.id, nat.ref()), Status: lower(nat.gateway.Status), Business: lower(nat.gateway.BusinessStatus),
		Network: lower(nat.gateway.NetworkType), EIPs: nat.eips, Table: p.text(nat.firstTable()), IP: p.text(nat.address(r.exits)), Led: r.leads(nat.id),
	}
}

// isOwn tells whether a gateway is in the export, and of the cluster's VPC.
func (r *reviewer) isOwn(nat *exitNAT) bool {
	return r.vpc != "" && nat != nil && nat.gateway != nil && nat.gateway.VPC == r.vpc
}

// snatEntries reviews the SNAT entries of the cluster's VPC.
func (r *reviewer) snatEntries() []Review {
	var out []Review
	for _, nat := range r.exits.natOrder {
		if !r.isOwn(nat) {
			continue
		}
		for _, e := range nat.entries {
			out = append(out, r.review(func(t *table) ObjectFacts { return ObjectFacts{SNATEntry: r.snatEntry(t, nat, e)} }))
		}
	}
	return out
}

func (r *reviewer) snatEntry(t *table, nat *exitNAT, e *exitEntry) *SNATEntryFacts {
	p := exitPacket{x: r.exits, t: t, vpc: r.vpc}
	pods := unmapped(r.network.Cluster.PodCIDR.Prefix)
	f := &SNATEntryFacts{
		At: t.add(e.ID, e.ref()), Entry: t.add(e.ID, model.Ref{}), Table: t.add(cmp.Or(e.Table, nat.firstTable()), model.Ref{}),
		Source:  t.add(e.sourceText(), model.Ref{}),
		VSwitch: r.serves(e), Pods: pods.IsValid() && e.source.IsValid() && pods.Bits() <= e.source.Bits() && pods.Contains(e.source.Addr()),
		Status: lower(e.Status), IPs: []SNATIP{}, Gateway: r.gateway(t, nat), Aside: r.aside(t, e),
	}
	for _, addr := range slices.SortedFunc(slices.Values(e.IPs), netip.Addr.Compare) {
		if addr.IsValid() {
			f.IPs = append(f.IPs, p.snatIP(nat, e, addr.Unmap()))
		}
	}
	return f
}

// sourceText is what the entry says that it is for.
func (e *exitEntry) sourceText() string {
	if isWritten(e.Source) {
		return e.Source.Text
	}
	return e.SourceVSwitch
}

// serves tells whether packets may come with an address that the entry is for: a vSwitch of the VPC has it, or another network
// may. Entries for vSwitches are for those of the VPC of their gateway; a range may be that of a network which routes lead to.
// A list that has no vSwitch of the VPC is of other VPCs.
// https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
func (r *reviewer) serves(e *exitEntry) Match {
	listed := false
	for _, v := range r.network.VSwitches {
		switch {
		case v.VPC != r.vpc:
		case v.ID == e.SourceVSwitch, e.source.IsValid() && v.CIDR.IsValid() && e.source.Overlaps(unmapped(v.CIDR.Prefix)):
			return Yes
		default:
			listed = true
		}
	}
	known := listed && r.exits.known("vpc:DescribeVSwitches", "") == model.Complete
	switch {
	case known && e.SourceVSwitch != "", known && e.source.IsValid() && r.isLost(e.source):
		return No
	}
	return Maybe
}

// isLost tells whether a range of the VPC is no other network's: nothing but default routes leads there.
func (r *reviewer) isLost(source netip.Prefix) bool {
	own := r.exits.inside[r.vpc]
	if own == nil || !own.ContainsPrefix(source) || !r.all {
		return false
	}
	for _, table := range r.network.RouteTables {
		for _, route := range table.Routes {
			to := unmapped(route.Destination.Prefix)
			if table.VPC == r.vpc && (!to.IsValid() || to.Bits() > 0 && to.Overlaps(source)) {
				return false
			}
		}
	}
	return true
}

// aside returns the default route of the vSwitch that an entry is for, where that leads to the enabled IPv4 gateway alone.
func (r *reviewer) aside(t *table, e *exitEntry) SidewaysFacts {
	gateway := r.exits.gateways[r.vpc]
	if gateway == nil || !gateway.Enabled {
		return SidewaysFacts{}
	}
	for _, use := range r.uses {
		v := use.vswitch
		if v.ID != e.SourceVSwitch && !(e.source.IsValid() && v.CIDR.IsValid() && e.source == unmapped(v.CIDR.Prefix)) {
			continue
		}
		if table, route := r.defaultRoute(v); route != nil && route.leadsTo(gateway) {
			return SidewaysFacts{
				Route: t.add(route.name, route.ref), Gateway: t.add(gateway.ID, gateway.Ref.At("/Ipv4GatewayId")),
				Table: t.add(table.id, model.Ref{}), VSwitch: t.add(v.ID, model.Ref{}),
			}
		}
	}
	return SidewaysFacts{}
}

// defaultRoute returns the table of a vSwitch and its only default route; nil where the routes are not known, or none is in
// force that all other public addresses take.
func (r *reviewer) defaultRoute(v *model.VSwitch) (*exitTable, *exitRoute) {
	table := r.exits.tableOf[v.ID]
	if table == nil || table.evidence != model.Complete || len(table.spaces[0].whole) != 1 {
		return table, nil
	}
	route := table.spaces[0].whole[0].route
	if len(table.unlisted) > 0 || oneOf(route.status, "available", "") == "unknown" {
		return table, nil
	}
	return table, route
}
