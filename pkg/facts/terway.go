package facts

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

// grant is what decides about the ENI of a pod: the vSwitches that it may be in, and its groups.
type grant struct {
	vswitches []model.Named
	groups    []model.Named
	by        string    // what says so, for texts
	stack     string    // the families of a node that has its own; "" for the cluster's
	lacking   []Lacking // what would tell the groups while nothing does
	open      []Lacking // what would tell the vSwitches while nothing does
}

// groupIDs returns the ids of the groups, nil while they are not known.
func (g grant) groupIDs() []string {
	var out []string
	for _, group := range g.groups {
		out = append(out, group.ID)
	}
	return out
}

// unknownGrant is a grant of which nothing is known.
func unknownGrant(lacking Lacking) grant {
	return grant{lacking: []Lacking{lacking}, open: []Lacking{lacking}}
}

// terwayIndex tells what Terway gives to pods.
type terwayIndex struct {
	network     *model.Network
	vswitches   map[string]*model.VSwitch
	networkings []*podNetworking
	podENIs     map[podName]*model.PodENI
}

type podName struct{ namespace, name string }

// podNetworking is a PodNetworking with its selectors made ready; nil for one that is not written.
type podNetworking struct {
	*model.PodNetworking
	pods, namespaces labels.Selector
}

func newTerwayIndex(n *model.Network, vswitches map[string]*model.VSwitch) *terwayIndex {
	x := &terwayIndex{network: n, vswitches: vswitches, podENIs: map[podName]*model.PodENI{}}
	for _, p := range n.PodNetworkings {
		pods, badPods := selectorOf(p.Pods)
		namespaces, badNamespaces := selectorOf(p.Namespaces)
		if badPods == nil && badNamespaces == nil {
			x.networkings = append(x.networkings, &podNetworking{p, pods, namespaces})
		}
	}
	for _, p := range n.PodENIs {
		x.podENIs[podName{p.Namespace, p.Name}] = p
	}
	return x
}

func selectorOf(s *v1.LabelSelector) (labels.Selector, error) {
	if s == nil {
		return nil, nil
	}
	return v1.LabelSelectorAsSelector(s)
}

// selects tells whether the pods get their ENI from the PodNetworking. One without any selector serves only the pods that
// name it.
// https://github.com/AliyunContainerService/terway/blob/main/pkg/controller/webhook/mutating.go
func (p *podNetworking) selects(pod labels.Set, namespace string, around labels.Set, stateful bool) Match {
	switch {
	case p.pods == nil && p.namespaces == nil, p.Fixed && !stateful, p.pods != nil && !p.pods.Matches(pod):
		return No
	case p.namespaces == nil:
		return Yes
	}
	return selectsNamespace(p.namespaces, namespace, around)
}

// named returns the PodNetworking of a name, nil when the bundle has none.
func (x *terwayIndex) named(name string) *podNetworking {
	i := slices.IndexFunc(x.networkings, func(p *podNetworking) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return x.networkings[i]
}

// ready tells whether Terway uses a PodNetworking. A manifest that was never in a cluster does not say.
func (p *podNetworking) ready() Match {
	switch p.Status {
	case "Ready":
		return Yes
	case "":
		return Maybe
	}
	return No
}

// grant returns what the PodNetworking gives. What it leaves open is that of eni-config, not of a node.
func (x *terwayIndex) granted(p *podNetworking) grant {
	g := x.clusterConfig()
	g.by = "PodNetworking " + p.Name
	if len(p.VSwitches) > 0 {
		g.vswitches, g.open = x.zoned(p.VSwitches), nil
	}
	if len(p.Groups) > 0 {
		g.groups, g.lacking = p.Groups, nil
	}
	return g
}

// zoned adds the zones that the vSwitches themselves tell.
func (x *terwayIndex) zoned(vswitches []model.Named) []model.Named {
	out := slices.Clone(vswitches)
	for i, v := range out {
		if known := x.vswitches[v.ID]; known != nil && v.Zone == "" {
			out[i].Zone = known.Zone
		}
	}
	return out
}

// clusterConfig returns what eni-config gives.
func (x *terwayIndex) clusterConfig() grant {
	g := grant{by: "eni-config", vswitches: x.network.Cluster.PodVSwitches, groups: x.network.Cluster.PodGroups}
	if len(g.groups) == 0 {
		g.lacking = []Lacking{missingConfig}
	}
	if len(g.vswitches) == 0 {
		g.open = []Lacking{missingConfig}
	}
	return g
}

// configLabel is the label of a node that names the ConfigMap whose eni_conf is merged over that of eni-config.
// https://github.com/AliyunContainerService/terway/blob/main/docs/dynamic-config.md
const configLabel = "terway-config"

// nodeConfig returns what Terway gives on a node whose label names a ConfigMap; on others, what eni-config gives.
func (x *terwayIndex) nodeConfig(name string, exclusive bool) grant {
	base := x.clusterConfig()
	if name == "" {
		return base
	}
	if exclusive {
		switch version := versionNumbers(x.network.Cluster.TerwayVersion.Value); {
		case len(version) == 0:
			return unknownGrant(Lacking{Export: "kubectl get daemonset terway-eniip -n kube-system"})
		case slices.Compare(version, []int{1, 14, 5}) < 0:
			// https://www.alibabacloud.com/help/en/ack/product-overview/terway, on 1.14.5
			return base
		}
	}
	c := x.network.ConfigMaps["kube-system/"+name]
	if c == nil || c.Settings == nil || !c.Settings.Readable {
		return unknownGrant(Lacking{Export: "kubectl get configmap " + name + " -n kube-system"})
	}
	base.by = "ConfigMap " + name
	x.merge(&base, c.Settings)
	return base
}

// merge lays settings over what eni-config gives, key by key and zone by zone, as a JSON Merge Patch does (RFC 7396).
func (x *terwayIndex) merge(g *grant, over *model.TerwaySettings) {
	g.stack = over.IPStack
	var kept []model.Named
	for _, v := range g.vswitches {
		replaced := slices.ContainsFunc(over.VSwitches, func(z model.ZoneSetting) bool { return z.Zone == v.Zone })
		if !replaced && !over.Cleared {
			kept = append(kept, v)
		}
	}
	for _, zone := range over.VSwitches {
		for _, v := range zone.IDs {
			kept = append(kept, model.Named{ID: v.ID, Zone: zone.Zone, Ref: v.Ref})
		}
	}
	if g.vswitches = kept; len(kept) > 0 {
		g.open = nil
	}
	var under model.TerwaySettings
	below := x.network.ConfigMaps["kube-system/eni-config"]
	if below != nil && below.Settings != nil {
		under = *below.Settings
	}
	switch group, groups := over.Group, over.Groups; {
	case !under.Readable && !(group.Written && groups.Written):
		g.groups, g.lacking = nil, []Lacking{missingConfig}
	default:
		g.groups, g.lacking = union(either(group, under.Group), either(groups, under.Groups)), nil
	}
}

// either returns the setting above where it is written.
func either(above, below model.Setting) []model.Named {
	if above.Written {
		return above.IDs
	}
	return below.IDs
}

// union returns the ids of both lists, each once.
func union(a, b []model.Named) []model.Named {
	var out []model.Named
	for _, named := range slices.Concat(a, b) {
		if !slices.ContainsFunc(out, func(have model.Named) bool { return have.ID == named.ID }) {
			out = append(out, named)
		}
	}
	return out
}

// virtualGrant returns what a pod on a virtual node or of ACS gets: what it asks for by annotation, else what the profile
// of the cluster says.
// https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/pod-annotations-1
func (x *terwayIndex) virtualGrant(p *place) grant {
	name, vswitch, group := "eci-profile", "k8s.aliyun.com/eci-vswitch", "k8s.aliyun.com/eci-security-group"
	acs := x.isACS(p.self)
	if acs {
		name, vswitch, group = "acs-profile", "network.alibabacloud.com/vswitch-ids", "network.alibabacloud.com/security-group-ids"
	}
	g := x.profileGrant(name, acs)
	if asked := p.annotatedIDs(vswitch); len(asked) > 0 {
		g.vswitches, g.open = asked, nil
	}
	if asked := p.annotatedIDs(group); len(asked) > 0 {
		g.groups, g.lacking = asked, nil
	}
	return g
}

// isACS tells whether pods of a template run on ACS: in a cluster of ACS, or because their labels ask for it.
func (x *terwayIndex) isACS(t *model.Template) bool {
	return x.network.Cluster.Product.Value == "acs" || t.Labels["alibabacloud.com/acs"] == "true" || t.Labels["alibabacloud.com/compute-class"] != ""
}

// profileGrant returns what a profile says. Without it, pods of ACS have the group of their cluster. Selectors give some
// pods other annotations, which the pods tell once they are there.
func (x *terwayIndex) profileGrant(name string, acs bool) grant {
	g := unknownGrant(Lacking{Export: "kubectl get configmap " + name + " -n kube-system"})
	c := x.network.ConfigMaps["kube-system/"+name]
	if c == nil || c.Profile == nil {
		if group := x.network.Cluster.SecurityGroup; acs && x.network.Cluster.Product.Value == "acs" && group.Value != "" {
			g.groups, g.lacking = []model.Named{{ID: group.Value, Ref: group.Ref}}, nil
		}
		return g
	}
	selected := []Lacking{{Export: "kubectl get pods"}}
	switch {
	case strings.Contains(c.Profile.Selectors, "vswitch"):
		g.open = selected
	case len(c.Profile.VSwitches) > 0:
		g.vswitches, g.open = c.Profile.VSwitches, nil
	}
	switch {
	case strings.Contains(c.Profile.Selectors, "security-group"):
		g.lacking = selected
	case len(c.Profile.Groups) > 0:
		g.groups, g.lacking = c.Profile.Groups, nil
	}
	return g
}
