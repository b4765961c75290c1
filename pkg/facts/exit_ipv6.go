package facts

import (
	"cmp"

	"github.com/egresslint/egresslint/pkg/model"
)

// IPv6Facts is what an IPv6 packet needs on its way to the internet. About IPv4 packets it says nothing.
type IPv6Facts struct {
	Assigned  Match              `json:"assigned"`  // the identity has an IPv6 address, or will have one
	Addresses model.Evidence     `json:"addresses"` // evidence of DescribeIpv6Addresses
	Rows      []IPv6AddressFacts `json:"rows"`      // what that says of the address: one row, or none
	Gateways  model.Evidence     `json:"gateways"`  // evidence of DescribeIpv6Gateways
	Routed    []IPv6GatewayFacts `json:"routed"`    // the gateways that the next hops of covering routes name
	Present   []Handle           `json:"present"`   // the IPv6 gateways of the VPC, routed to or not
	VPC       Handle             `json:"vpc"`       // text: its id; "" when not known
	VPCKnown  bool               `json:"vpc_known"` // its ranges are in the bundle
}

// IPv6AddressFacts is one row of DescribeIpv6Addresses. Its handles are those that every flow has, so that the facts of
// thousands of addresses that differ by nothing else are the same.
type IPv6AddressFacts struct {
	At         Handle `json:"at"`
	Bought     Handle `json:"bought"`  // the state of its bandwidth
	ID         Handle `json:"id"`      // text: its id, for commands; "" when not said
	Gateway    Handle `json:"gateway"` // text: the id of its IPv6 gateway; "" when not said
	Prefix     bool   `json:"prefix"`  // the row is about a prefix of addresses
	Network    string `json:"network"` // lower case: private, public, ""
	Status     string `json:"status"`  // lower case
	Bandwidth  Match  `json:"bandwidth"`
	Business   string `json:"business"`    // of the bandwidth, lower case
	EgressOnly Handle `json:"egress_only"` // the rule that lets nothing else in, "" when there is none
}

// IPv6GatewayFacts is the IPv6 gateway that a next hop names.
type IPv6GatewayFacts struct {
	Hop      Handle `json:"hop"` // as in HopFacts
	Found    bool   `json:"found"`
	At       Handle `json:"at"`
	Status   string `json:"status"`   // lower case
	Business string `json:"business"` // lower case
	VPC      string `json:"vpc"`      // same, other, unknown
}

// ipv6Row is a row of DescribeIpv6Addresses and the egress-only rule about it.
type ipv6Row struct {
	*model.IPv6Address
	rule *model.IPv6EgressOnlyRule
}

// ipv6Class is all that the facts of a row depend on.
type ipv6Class struct {
	found, prefix, identified, gateway, ruled bool
	network, status, business                 string
	bandwidth                                 Match
}

func (r ipv6Row) class() ipv6Class {
	if r.IPv6Address == nil {
		return ipv6Class{}
	}
	return ipv6Class{
		found: true, prefix: !r.Range.IsSingleIP(), identified: r.ID != "", gateway: r.Gateway != "", ruled: r.rule != nil,
		network: lower(r.NetworkType), status: lower(r.Status), business: lower(r.BusinessStatus), bandwidth: r.bandwidth(),
	}
}

func (r ipv6Row) bandwidth() Match {
	switch {
	case r.Bandwidth > 0:
		return Yes
	case r.Bandwidth == 0:
		return No
	}
	return Maybe
}

// The handles of what the export of IPv6 addresses says of the identity "pod" or "node".
func ipv6Handle(of, part string) Handle { return Handle(of + ".ipv6" + part) }

// entity returns what a handle about the row stands for.
func (r ipv6Row) entity(part string) (Entity, bool) {
	if r.IPv6Address == nil {
		return Entity{}, false
	}
	switch part {
	case "":
		told := "/NetworkType"
		if r.NetworkType == "" {
			told = "/Ipv6Address"
		}
		return Entity{r.Range.Text, r.Ref.At(told)}, true
	case ".bandwidth":
		return Entity{"the bandwidth of " + r.Range.Text, r.Ref.At("/Ipv6InternetBandwidth/BusinessStatus")}, true
	case ".id":
		return Entity{r.ID, model.Ref{}}, true
	case ".gateway":
		return Entity{r.Gateway, model.Ref{}}, true
	case ".egress-only":
		if r.rule != nil {
			return Entity{r.rule.ID, r.rule.Ref.At("/Ipv6EgressOnlyRuleId")}, true
		}
	}
	return Entity{}, false
}

func (p *exitPacket) ipv6(f RouteFacts, covers []exitCover) IPv6Facts {
	facts := IPv6Facts{
		Assigned:  cmp.Or(p.id.IPv6, Maybe),
		Addresses: p.x.known("vpc:DescribeIpv6Addresses", ""),
		Gateways:  p.x.known("vpc:DescribeIpv6Gateways", ""),
		Rows:      []IPv6AddressFacts{}, Routed: []IPv6GatewayFacts{}, Present: []Handle{},
	}
	if !p.target.v6 {
		return facts
	}
	if row := p.id.Row; row.IPv6Address != nil {
		facts.Rows = append(facts.Rows, row.facts(p.t.name))
	}
	for i, cover := range covers {
		for j, hop := range cover.route.hops {
			if foldedIs(hop.Type, "ipv6gateway") {
				facts.Routed = append(facts.Routed, p.ipv6Gateway(f.Covering[i].Hops[j].At, p.x.gateways6[hop.ID]))
			}
		}
	}
	for _, gateway := range p.x.network.IPv6Gateways {
		if p.vpc != "" && gateway.VPC == p.vpc {
			facts.Present = append(facts.Present, p.t.add(gateway.ID, gateway.Ref.At("/Ipv6GatewayId")))
		}
	}
	facts.VPC, facts.VPCKnown = p.text(p.vpc), p.x.vpcs[p.vpc] != nil
	return facts
}

func (r ipv6Row) facts(of string) IPv6AddressFacts {
	class := r.class()
	f := IPv6AddressFacts{
		At: ipv6Handle(of, ""), Bought: ipv6Handle(of, ".bandwidth"),
		Prefix: class.prefix, Network: class.network, Status: class.status, Bandwidth: class.bandwidth, Business: class.business,
	}
	if class.identified {
		f.ID = ipv6Handle(of, ".id")
	}
	if class.gateway {
		f.Gateway = ipv6Handle(of, ".gateway")
	}
	if class.ruled {
		f.EgressOnly = ipv6Handle(of, ".egress-only")
	}
	return f
}

func (p *exitPacket) ipv6Gateway(hop Handle, gateway *model.IPv6Gateway) IPv6GatewayFacts {
	f := IPv6GatewayFacts{Hop: hop, VPC: "unknown"}
	if gateway == nil {
		return f
	}
	f.Status, f.Business = lower(gateway.Status), lower(gateway.BusinessStatus)
	state := "/Status"
	if f.Business != "" && f.Business != "normal" {
		state = "/BusinessStatus"
	}
	f.Found, f.At = true, p.t.add(gateway.ID, gateway.Ref.At(state))
	if p.vpc != "" && gateway.VPC != "" {
		f.VPC = "other"
		if gateway.VPC == p.vpc {
			f.VPC = "same"
		}
	}
	return f
}
