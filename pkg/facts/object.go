package facts

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// ObjectFacts is what the rules about objects judge, whoever sends packets. Each record has one of these.
type ObjectFacts struct {
	SNATEntry      *SNATEntryFacts      `json:"snat_entry,omitempty"`
	NATGateway     *NATReviewFacts      `json:"nat_gateway,omitempty"`
	VSwitch        *VSwitchFacts        `json:"vswitch,omitempty"`
	Route          *DeadRouteFacts      `json:"route,omitempty"`
	PodRoutes      *PodRoutesFacts      `json:"pod_routes,omitempty"`
	EIP            *LockedEIPFacts      `json:"eip,omitempty"`
	Cluster        *ClusterReviewFacts  `json:"cluster,omitempty"`
	Context        *ContextFacts        `json:"context,omitempty"`
	CutExport      *CutExportFacts      `json:"cut_export,omitempty"`
	Settings       *SettingsFacts       `json:"settings,omitempty"`
	Versions       *VersionFacts        `json:"versions,omitempty"`
	Policies       *PoliciesFacts       `json:"policies,omitempty"`
	PolicySection  *PolicySectionFacts  `json:"policy_section,omitempty"`
	PolicySelector *PolicySelectorFacts `json:"policy_selector,omitempty"`
	PolicyDNS      *PolicyDNSFacts      `json:"policy_dns,omitempty"`
	PolicyBlock    *PolicyBlockFacts    `json:"policy_block,omitempty"`
	PolicyAddress  *PolicyAddressFacts  `json:"policy_address,omitempty"`
	Ingress        *IngressFacts        `json:"ingress,omitempty"`
	GroupMix       *GroupMixFacts       `json:"group_mix,omitempty"`
	HidingRule     *HidingFacts         `json:"hiding_rule,omitempty"`
	DeadRule       *DeadFacts           `json:"dead_rule,omitempty"`
	HidingEntry    *HidingFacts         `json:"hiding_entry,omitempty"`
	DeadEntry      *DeadFacts           `json:"dead_entry,omitempty"`
	AddressList    *AddressListFacts    `json:"address_list,omitempty"`
	Suppression    *SuppressionFacts    `json:"suppression,omitempty"`
}

// ClusterReviewFacts is what is told of the cluster once, beside its identity.
type ClusterReviewFacts struct {
	Exhausted []ExhaustedFacts `json:"exhausted"` // the zones in which the pod vSwitches of eni-config have no free address
}

// Review is the record of one object.
type Review struct {
	Kind, Namespace, Name string // of the Kubernetes object; "" for what is of the cloud or of the cluster
	Case                  *Case
	Flows                 []model.Ref // where flows that it blocks tell it
}

// Names returns which object it is.
func (r Review) Names() *WhoFacts {
	return &WhoFacts{Subject: SubjectNames{r.Kind, r.Namespace, r.Name, []LabelNames{}}}
}

// Reviews returns the records of the objects that there are rules about, in the order in which they were read. Objects that
// are alike have equal records.
func (f *Facts) Reviews() []Review {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := newReviewer(f)
	return slices.Concat(
		f.context(),
		f.cutExports(),
		f.settings(),
		f.versions(),
		r.cluster(),
		r.snatEntries(),
		r.natGateways(),
		r.vswitches(),
		r.deadRoutes(),
		r.podRoutes(),
		r.lockedEIPs(),
		f.lackingIngresses(),
		f.policyReviews(),
		f.addressLists(),
		f.groupMixes(),
		f.groupRules(),
		f.aclEntries(),
	)
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

// review reviews what is of the cloud or of the cluster.
func (f *Facts) review(compute func(t *table) ObjectFacts) Review {
	return Review{Case: f.objectRecord(compute)}
}

// objectRecord returns the case of an object.
func (f *Facts) objectRecord(compute func(t *table) ObjectFacts) *Case {
	c := &Case{}
	c.Parts[clusterPart] = f.clusterOf(&place{})
	c.Parts[objectPart] = f.part(objectPart, func(t *table) any { return compute(t) })
	return c
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
		f := &ClusterReviewFacts{Exhausted: []ExhaustedFacts{}}
		for _, e := range found {
			f.Exhausted = append(f.Exhausted, e.facts(t)...)
		}
		return ObjectFacts{Cluster: f}
	})}
}
