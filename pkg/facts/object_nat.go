package facts

import (
	"net/netip"

	"github.com/egresslint/egresslint/pkg/model"
)

// NATReviewFacts is a NAT gateway of the cluster's VPC that has SNAT entries.
type NATReviewFacts struct {
	Gateway GatewayFacts `json:"gateway"`
	Name    Handle       `json:"name"`    // text: its id
	Entries []Handle     `json:"entries"` // some of its SNAT entries

	IPv4Gateway Handle `json:"ipv4_gateway"` // the enabled IPv4 gateway of the VPC; "" where there is none
	Onward      Match  `json:"onward"`       // whether the gateway's own vSwitch routes the internet to it
	OwnTable    Handle `json:"own_table"`    // of that vSwitch, "" when not known
	OwnVSwitch  Handle `json:"own_vswitch"`  // text: that vSwitch, where its table has a default route already; "" elsewhere
	VPC         Handle `json:"vpc"`          // text
}

// shownEntries is how many entries of a gateway are shown.
const shownEntries = 5

// natGateways reviews the NAT gateways of the cluster's VPC that have SNAT entries.
func (r *reviewer) natGateways() []Review {
	var out []Review
	for _, nat := range r.exits.natOrder {
		if r.isOwn(nat) {
			out = append(out, r.review(func(t *table) ObjectFacts { return ObjectFacts{NATGateway: r.natGateway(t, nat)} }))
		}
	}
	return out
}

func (r *reviewer) natGateway(t *table, nat *exitNAT) *NATReviewFacts {
	f := &NATReviewFacts{
		Gateway: r.gateway(t, nat), Name: t.add(nat.id, model.Ref{}), Entries: []Handle{}, Onward: Maybe, VPC: t.add(r.vpc, model.Ref{}),
	}
	for _, e := range nat.entries[:min(len(nat.entries), shownEntries)] {
		f.Entries = append(f.Entries, t.add(e.ID, e.ref()))
	}
	gateway := r.exits.gateways[r.vpc]
	if gateway == nil || !gateway.Enabled {
		return f
	}
	f.IPv4Gateway = t.add(gateway.ID, gateway.Ref.At("/Ipv4GatewayId"))
	f.Onward = r.exits.leadsOn(nat, gateway, exitTarget{doubt: anyPublic, at: hostPrefix(netip.IPv4Unspecified())})
	if table := r.exits.tableOf[nat.gateway.VSwitch]; table != nil {
		f.OwnTable = t.add(table.id, table.ref)
		if table.lists(netip.PrefixFrom(netip.IPv4Unspecified(), 0)) {
			f.OwnVSwitch = t.add(nat.gateway.VSwitch, model.Ref{})
		}
	}
	return f
}
