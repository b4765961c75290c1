package facts

import (
	"cmp"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// DeadRouteFacts is a route of a table of the cluster's vSwitches whose next hop is not in the export that has all of its kind.
type DeadRouteFacts struct {
	At    Handle `json:"at"`
	Hop   Handle `json:"hop"`
	Type  string `json:"type"` // lower case
	Table Handle `json:"table"`
	CIDR  Handle `json:"cidr"` // text: its destination
}

// PodRoutesFacts is a table of nodes of Flannel that does not lead to the pods of some of the nodes.
type PodRoutesFacts struct {
	Table   Handle          `json:"table"`
	Lacking []PodRangeFacts `json:"lacking"` // nodes that no route is for; some of them
	Count   int             `json:"count"`   // of these
	Stale   []PodRangeFacts `json:"stale"`   // nodes whose range is routed to another instance
}

// PodRangeFacts is the range of a node's pods.
type PodRangeFacts struct {
	Node     Handle `json:"node"`
	CIDR     Handle `json:"cidr"`
	Instance Handle `json:"instance"` // text
	Route    Handle `json:"route"`    // that leads elsewhere; "" when there is none
	Hop      Handle `json:"hop"`      // where
}

// ownTables returns the tables of the vSwitches that packets leave from, in order.
func (r *reviewer) ownTables() []*exitTable {
	var out []*exitTable
	for _, use := range r.uses {
		if t := r.exits.tableOf[use.vswitch.ID]; t != nil && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *exitTable) int { return cmp.Compare(a.id, b.id) })
	return out
}

// deadRoutes reviews routes whose next hop is gone.
func (r *reviewer) deadRoutes() []Review {
	var out []Review
	for _, routes := range r.ownTables() {
		for _, route := range routes.routes {
			for _, hop := range route.hops {
				if hop.Disabled || !r.isGone(hop) || r.isPodRange(route) {
					continue
				}
				out = append(out, r.review(func(t *table) ObjectFacts {
					return ObjectFacts{Route: &DeadRouteFacts{
						At: t.add(route.name, route.ref), Hop: t.add(cmp.Or(hop.ID, hop.Type), hop.Ref), Type: lower(hop.Type),
						Table: t.add(routes.id, model.Ref{}), CIDR: t.add(route.destination(), model.Ref{}),
					}}
				}))
			}
		}
	}
	return out
}

// isPodRange tells whether a route is for just the range of a node's pods: it is reviewed with those.
func (r *reviewer) isPodRange(route *exitRoute) bool {
	return slices.ContainsFunc(r.network.Nodes, func(n *model.Node) bool {
		return n.PodCIDR.IsValid() && len(route.ranges) == 1 && route.ranges[0].prefix == unmapped(n.PodCIDR.Prefix)
	})
}

// destination is what the route is for.
func (e *exitRoute) destination() string {
	if e.list != "" || len(e.ranges) == 0 {
		return e.list
	}
	return e.ranges[0].prefix.String()
}

// isGone tells whether a next hop does not exist. A list of instances may be that of the cluster's own, and one of NAT gateways
// that of another VPC: both have to be borne out.
func (r *reviewer) isGone(hop model.NextHop) bool {
	kind := lower(hop.Type)
	listed, found, _ := r.exits.hopState(kind, hop.ID)
	switch kind {
	case "natgateway":
		return r.exits.nats[hop.ID].gateway == nil && r.exits.known("vpc:DescribeNatGateways", "") == model.Complete &&
			slices.ContainsFunc(r.network.NATGateways, func(g *model.NATGateway) bool { return g.VPC == r.vpc })
	case "instance":
		attached := func(e *model.ENI) bool { return e.Instance == hop.ID }
		isNode := func(n *model.Node) bool { return n.Instance == hop.ID }
		return listed == model.Complete && !found && r.exits.known("ecs:DescribeNetworkInterfaces", "") == model.Complete &&
			!slices.ContainsFunc(r.network.ENIs, attached) && !slices.ContainsFunc(r.network.Nodes, isNode)
	case "networkinterface":
		return listed == model.Complete && !found
	}
	return false
}

// podRoutes reviews the tables of the nodes of Flannel.
func (r *reviewer) podRoutes() []Review {
	if r.network.Cluster.Plugin.Value != "flannel" {
		return nil
	}
	nodes := r.routedNodes()
	var out []Review
	for _, routes := range r.ownTables() {
		if routes.evidence != model.Complete || len(routes.unlisted) > 0 {
			continue
		}
		var lacking, stale []*model.Node
		for _, node := range nodes {
			switch r.podRoute(routes, node) {
			case No:
				lacking = append(lacking, node)
			case Maybe:
				stale = append(stale, node)
			}
		}
		if len(lacking)+len(stale) > 0 {
			out = append(out, r.review(func(t *table) ObjectFacts { return ObjectFacts{PodRoutes: r.podRoutesFacts(t, routes, lacking, stale)} }))
		}
	}
	return out
}

// routedNodes returns the nodes whose pods need a route in the VPC; none where there is only one.
func (r *reviewer) routedNodes() []*model.Node {
	var out []*model.Node
	for _, node := range r.network.Nodes {
		i := r.owners.instanceOf(node, node.InternalIP)
		if node.PodCIDR.IsValid() && !node.Virtual && i != nil && i.VPC == r.vpc {
			out = append(out, node)
		}
	}
	if len(out) < 2 {
		return nil
	}
	slices.SortFunc(out, func(a, b *model.Node) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// podRoute tells whether a table has a route to the pods of a node: no where none but the default route covers any of their
// addresses, maybe where the one for just their range leads to another instance.
func (r *reviewer) podRoute(t *exitTable, node *model.Node) Match {
	range_, found := unmapped(node.PodCIDR.Prefix), No
	t.ranges.around(range_, func(e *exitRange, _ Match) {
		if e.prefix.Bits() > 0 {
			found = Yes
		}
	})
	if hop := r.staleHop(t, node); hop != nil {
		return Maybe
	}
	return found
}

// staleHop returns the route for just the range of a node's pods, where it leads to an instance that is not the node's.
func (r *reviewer) staleHop(t *exitTable, node *model.Node) *exitRoute {
	own := r.owners.instanceOf(node, node.InternalIP).ID
	for _, route := range t.routes {
		if len(route.ranges) == 1 && route.list == "" && route.ranges[0].prefix == unmapped(node.PodCIDR.Prefix) && len(route.hops) == 1 &&
			foldedIs(route.hops[0].Type, "instance") && !route.hops[0].Disabled && route.hops[0].ID != own {
			return route
		}
	}
	return nil
}

func (r *reviewer) podRoutesFacts(t *table, routes *exitTable, lacking, stale []*model.Node) *PodRoutesFacts {
	f := &PodRoutesFacts{Table: t.add(routes.id, routes.ref), Lacking: []PodRangeFacts{}, Count: len(lacking), Stale: []PodRangeFacts{}}
	fact := func(node *model.Node) PodRangeFacts {
		return PodRangeFacts{
			Node: t.add(node.Name, node.Ref.At("/metadata/name")), CIDR: t.add(node.PodCIDR.Text, node.Ref.At("/spec/podCIDR")),
			Instance: t.add(r.owners.instanceOf(node, node.InternalIP).ID, model.Ref{}),
		}
	}
	for _, node := range lacking[:min(len(lacking), shownEntries)] {
		f.Lacking = append(f.Lacking, fact(node))
	}
	for _, node := range stale {
		route, found := r.staleHop(routes, node), fact(node)
		found.Route, found.Hop = t.add(route.name, route.ref), t.add(route.hops[0].ID, route.hops[0].Ref)
		f.Stale = append(f.Stale, found)
	}
	return f
}
