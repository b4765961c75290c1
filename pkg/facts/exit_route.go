package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitCover is a route that covers the target, or may.
type exitCover struct {
	route *exitRoute
	bits  int
	order int
	match Match
}

// covers returns the routes that cover a target, longest prefix first.
func (t *exitTable) covers(target exitTarget) []exitCover {
	var found []exitCover
	listed := false
	add := func(r *exitRange, match Match) {
		found = append(found, exitCover{r.route, target.bits(r), r.order, match})
		listed = listed || r.route.list != ""
	}
	target.matching(t, add)
	if len(t.unlisted) > 0 && target.mayBeUnlisted(t) {
		for _, r := range t.unlisted {
			if r.family == "" || (r.family == "ipv6") == target.v6 {
				add(r, Maybe)
			}
		}
	}
	if listed {
		found = strongest(found)
	}
	slices.SortFunc(found, func(a, b exitCover) int { return cmp.Compare(a.order, b.order) })
	return found
}

// strongest keeps one range of each route to a prefix list: one that certainly holds the target, and the longest of those.
func strongest(found []exitCover) []exitCover {
	slices.SortFunc(found, func(a, b exitCover) int {
		return cmp.Or(compareBools(a.match != Yes, b.match != Yes), cmp.Compare(a.order, b.order))
	})
	seen := map[*exitRoute]bool{}
	return slices.DeleteFunc(found, func(c exitCover) bool {
		again := seen[c.route]
		seen[c.route] = true
		return again
	})
}

// table returns the table of the identity's vSwitch; nil when there is no vSwitch, and one without id when nothing
// tells which table it has.
func (p *exitPacket) table() *exitTable {
	if p.id.VSwitch == nil {
		return nil
	}
	return p.x.tableFor(p.id.VSwitch)
}

func (x *exitIndex) tableFor(v *model.VSwitch) *exitTable {
	if t := x.tableOf[v.ID]; t != nil {
		return t
	}
	return x.bare[v.VPC]
}

func (p *exitPacket) routes() []exitCover {
	if t := p.table(); t != nil {
		return t.covers(p.target)
	}
	return nil
}

func (p *exitPacket) route(covers []exitCover) RouteFacts {
	f := RouteFacts{Evidence: model.Absent, Covering: []RouteCover{}, Missing: []Missing{}}
	t := p.table()
	if t == nil {
		return f
	}
	f.Evidence, f.Custom = t.evidence, t.custom
	if t.id == "" {
		f.Missing = append(f.Missing, Missing{Export: "DescribeRouteTableList"})
	} else {
		f.Table = p.t.add(t.id, t.ref)
	}
	if t.id != "" && f.Evidence != model.Complete {
		f.Missing = append(f.Missing, Missing{Export: "DescribeRouteEntryList", Of: f.Table})
	}
	if t.synthesised[space(p.target.v6)] && p.mayBeUnlistedVSwitch(t) {
		f.Missing = append(f.Missing, Missing{Export: "DescribeVSwitches"})
		if f.Evidence == model.Complete {
			f.Evidence = model.Partial
		}
	}
	if p.target.mayBeUnlisted(t) {
		for _, list := range t.lacking {
			f.Missing = append(f.Missing, Missing{Export: "GetVpcPrefixListEntries", Of: p.t.add(list, model.Ref{})})
		}
	}
	for _, cover := range covers {
		f.Covering = append(f.Covering, p.cover(cover))
	}
	return f
}

// mayBeUnlistedVSwitch tells whether the target may be in a vSwitch that is not exported, so that a local route may be
// missing among those that were made up for a table without system entries.
func (p *exitPacket) mayBeUnlistedVSwitch(t *exitTable) bool {
	if p.x.known("vpc:DescribeVSwitches", "") == model.Complete {
		return false
	}
	switch own := p.x.inside[t.vpc]; {
	case p.target.doubt == unknownAddress:
		return true
	case p.target.doubt != exactAddress:
		return false
	case own != nil:
		return own.OverlapsPrefix(p.target.at)
	default:
		return p.target.v6 || !p.x.public.ContainsPrefix(p.target.at)
	}
}

func (p *exitPacket) cover(c exitCover) RouteCover {
	f := RouteCover{
		At: p.t.add(c.route.name, c.route.ref), Bits: c.bits, Match: c.match, Status: c.route.status, Hops: []HopFacts{},
	}
	for _, hop := range c.route.hops {
		fact := HopFacts{
			At: p.t.add(cmp.Or(hop.ID, hop.Type), hop.Ref), Type: lower(hop.Type), Disabled: hop.Disabled, NAT: noNAT(),
		}
		fact.Listed, fact.Found, fact.Status = p.x.hopState(fact.Type, hop.ID)
		switch fact.Type {
		case "natgateway":
			fact.NAT = p.nat(p.x.nats[hop.ID])
		case "gatewayendpoint":
			fact.Refuses = p.refusing(p.x.endpoints[hop.ID])
		}
		f.Hops = append(f.Hops, fact)
	}
	return f
}

// hopState looks a next hop up in the export that has all of its kind.
func (x *exitIndex) hopState(kind, id string) (listed model.Evidence, found bool, status string) {
	switch kind {
	case "instance":
		if i := x.instances[id]; i != nil {
			found, status = true, i.Status
		}
		listed = x.known("ecs:DescribeInstances", "")
	case "networkinterface":
		if eni := x.enis[id]; eni != nil {
			found, status = true, eni.Status
		}
		listed = x.known("ecs:DescribeNetworkInterfaces", "")
	case "ipv4gateway":
		for _, g := range x.network.IPv4Gateways {
			if g.ID == id || id == "" {
				found, status = true, g.Status
			}
		}
		listed = x.known("vpc:ListIpv4Gateways", "")
	case "gatewayendpoint":
		if e := x.endpoints[id]; e != nil {
			found, status = true, e.Status
		}
		listed = x.known("vpc:ListVpcGatewayEndpoints", "")
	default:
		listed = model.Absent
	}
	return listed, found, lower(status)
}

// gateway returns the IPv4 gateway of the VPC. DescribeVpcs names it too, but does not say whether it is enabled.
func (p *exitPacket) gateway(covers []exitCover) IPv4GatewayFacts {
	f := IPv4GatewayFacts{Evidence: p.x.known("vpc:ListIpv4Gateways", "")}
	gateway := p.x.gateways[p.vpc]
	if gateway == nil || p.vpc == "" {
		if vpc := p.x.vpcs[p.vpc]; vpc != nil && vpc.IPv4Gateway != "" {
			f.Present, f.At = true, p.t.add(vpc.IPv4Gateway, vpc.Ref.At("/Ipv4GatewayId"))
		}
		return f
	}
	f.Present, f.Enabled, f.At = true, gateway.Enabled, p.t.add(gateway.ID, gateway.Ref.At("/Ipv4GatewayId"))
	f.NATRoute, f.NATRouteKnown = p.natRoute(gateway, covers)
	f.NATTable, f.NATVSwitch = p.natTable(covers)
	if f.NATVSwitch != "" {
		f.VPC = p.t.add(p.vpc, model.Ref{})
	}
	return f
}

// natRoute tells whether the vSwitches of the NAT gateways that the packet is routed to route it on to the IPv4
// gateway. The longest route that leads to NAT gateways says which those are.
func (p *exitPacket) natRoute(gateway *model.IPv4Gateway, covers []exitCover) (leads, known bool) {
	var answers []Match
	for _, cover := range covers {
		for _, hop := range cover.route.hops {
			if foldedIs(hop.Type, "natgateway") && !hop.Disabled {
				answers = append(answers, p.x.leadsOn(p.x.nats[hop.ID], gateway, p.target))
			}
		}
		if len(answers) > 0 {
			break
		}
	}
	answers = slices.Compact(answers)
	if len(answers) != 1 || answers[0] == Maybe {
		return false, false
	}
	return answers[0] == Yes, true
}

// natTable returns the route table of the first NAT gateway that the packet is routed to, and the gateway's vSwitch where that
// table has a default route.
func (p *exitPacket) natTable(covers []exitCover) (table, vswitch Handle) {
	for _, cover := range covers {
		for _, hop := range cover.route.hops {
			if !foldedIs(hop.Type, "natgateway") || p.x.nats[hop.ID].gateway == nil {
				continue
			}
			at := p.x.nats[hop.ID].gateway.VSwitch
			if found := p.x.tableOf[at]; found != nil {
				if found.lists(netip.PrefixFrom(netip.IPv4Unspecified(), 0)) {
					vswitch = p.t.add(at, model.Ref{})
				}
				return p.t.add(found.id, found.ref), vswitch
			}
		}
	}
	return "", ""
}

// leadsOn tells whether a NAT gateway's own vSwitch routes the target to the IPv4 gateway.
func (x *exitIndex) leadsOn(nat *exitNAT, gateway *model.IPv4Gateway, target exitTarget) Match {
	if nat.gateway == nil || nat.gateway.VSwitch == "" {
		return Maybe
	}
	table := x.tableOf[nat.gateway.VSwitch]
	if table == nil || table.evidence != model.Complete {
		return Maybe
	}
	answer := Match("")
	for _, cover := range table.covers(target) {
		if cover.route.status != "available" && cover.route.status != "" {
			return Maybe
		}
		leads := No
		if cover.route.leadsTo(gateway) {
			leads = Yes
		}
		if answer != "" && answer != leads {
			return Maybe
		}
		answer = leads
		if cover.match == Yes {
			return answer
		}
	}
	// Where no route certainly covers the target, there may be none.
	if answer == Yes {
		return Maybe
	}
	return No
}

func (r *exitRoute) leadsTo(gateway *model.IPv4Gateway) bool {
	enabled := 0
	for _, hop := range r.hops {
		if hop.Disabled {
			continue
		}
		if !foldedIs(hop.Type, "ipv4gateway") || hop.ID != "" && hop.ID != gateway.ID {
			return false
		}
		enabled++
	}
	return enabled > 0
}
