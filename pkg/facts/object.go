package facts

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// ObjectFacts is what the rules about objects judge, whoever sends packets. Each record has one of these.
type ObjectFacts struct {
	Context        *ClusterReviewFacts  `json:"context,omitempty"`
	CutExport      *CutExportFacts      `json:"cut_export,omitempty"`
	Settings       *SettingsFacts       `json:"settings,omitempty"`
	Versions       *VersionFacts        `json:"versions,omitempty"`
	SNATEntry      *SNATEntryFacts      `json:"snat_entry,omitempty"`
	NATGateway     *NATReviewFacts      `json:"nat_gateway,omitempty"`
	VSwitch        *VSwitchFacts        `json:"vswitch,omitempty"`
	Route          *DeadRouteFacts      `json:"route,omitempty"`
	PodRoutes      *PodRoutesFacts      `json:"pod_routes,omitempty"`
	EIP            *LockedEIPFacts      `json:"eip,omitempty"`
	Cluster        *VPCReviewFacts      `json:"cluster,omitempty"`
	Policies       *PoliciesFacts       `json:"policies,omitempty"`
	PolicySection  *PolicySectionFacts  `json:"policy_section,omitempty"`
	PolicySelector *PolicySelectorFacts `json:"policy_selector,omitempty"`
	PolicyDNS      *PolicyDNSFacts      `json:"policy_dns,omitempty"`
	PolicyBlock    *PolicyBlockFacts    `json:"policy_block,omitempty"`
	PolicyAddress  *PolicyAddressFacts  `json:"policy_address,omitempty"`
	Ingress        *IngressFacts        `json:"ingress,omitempty"`
	Suppression    *SuppressionFacts    `json:"suppression,omitempty"`
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
	return slices.Concat(
		f.clusterReview(),
		f.cutExports(),
		f.settings(),
		f.versions(),
		f.vpcReviews(),
		f.lackingIngresses(),
		f.policyReviews(),
	)
}

// review returns the case of an object.
func (f *Facts) review(compute func(t *table) ObjectFacts) *Case {
	c := &Case{}
	c.Parts[clusterPart] = f.clusterOf(&place{})
	c.Parts[objectPart] = f.part(objectPart, func(t *table) any { return compute(t) })
	return c
}
