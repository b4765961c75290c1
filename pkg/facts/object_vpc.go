package facts

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// VPCReviewFacts is what is told of the cluster's VPC once, beside the identity of the cluster.
type VPCReviewFacts struct {
	Exhausted []ExhaustedFacts `json:"exhausted"` // the zones in which the pod vSwitches of eni-config have no free address
}

// vpcReviews returns the records of what is in the cluster's VPC.
func (f *Facts) vpcReviews() []Review {
	r := newReviewer(f)
	return slices.Concat(r.cluster(), r.snatEntries(), r.natGateways(), r.vswitches(), r.deadRoutes(), r.podRoutes(), r.lockedEIPs())
}

// reviewer makes the records of what is in the cluster's VPC.
type reviewer struct {
	*Facts
	vpc string

	uses []vswitchUse // the vSwitches that pods, or nodes that send for them, have addresses of
	led  map[string]bool
	all  bool // every route of the VPC is known
}

func newReviewer(f *Facts) *reviewer {
	r := &reviewer{Facts: f, vpc: f.network.Cluster.VPC.Value, led: map[string]bool{}}
	if r.vpc == "" {
		return r
	}
	r.uses = r.vswitchUses()
	r.all = f.exits.known("vpc:DescribeRouteTableList", "") == model.Complete || f.exits.known("vpc:DescribeRouteTables", "") == model.Complete
	system := false
	for _, table := range f.network.RouteTables {
		if table.VPC != r.vpc {
			continue
		}
		system = system || foldedIs(table.Type, "system")
		r.all = r.all && f.exits.routeEvidence(table.ID) == model.Complete
		for _, route := range table.Routes {
			for _, hop := range route.NextHops {
				r.led[hop.ID] = true
			}
		}
	}
	r.all = r.all && system
	return r
}

// leads tells whether a route of the VPC leads to a gateway.
func (r *reviewer) leads(id string) Match {
	switch {
	case r.led[id]:
		return Yes
	case r.all:
		return No
	}
	return Maybe
}

// review returns the record of an object.
func (r *reviewer) review(compute func(t *table) ObjectFacts) Review {
	return Review{Case: r.Facts.review(compute)}
}

// cluster reviews what is told of the cluster once, where there is something to tell.
func (r *reviewer) cluster() []Review {
	var found []exhausted
	for _, v := range r.terway.zoned(r.network.Cluster.PodVSwitches) {
		if e := r.exhausted(v.Zone, r.network.Cluster.PodVSwitches); e.zone != "" && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	lacks := slices.ContainsFunc(r.network.VPCs, func(v *model.VPC) bool { return v.ID == r.vpc && len(v.Lacks) > 0 })
	if len(found) == 0 && !lacks {
		return nil
	}
	return []Review{r.review(func(t *table) ObjectFacts {
		f := &VPCReviewFacts{Exhausted: []ExhaustedFacts{}}
		for _, e := range found {
			f.Exhausted = append(f.Exhausted, e.facts(t)...)
		}
		return ObjectFacts{Cluster: f}
	})}
}
